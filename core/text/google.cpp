// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/text.h"

#include <array>

#include <QtGlobal>

namespace text {

std::span<const Entry> googleTexts()
{
    using enum findings::FindingId;
    static constexpr std::array entries{
        Entry{GoogleMixedFamilies, QT_TRANSLATE_NOOP("text", "The MX records mix several generations of Google hosts"),
              QT_TRANSLATE_NOOP(
                  "text",
                  "Google Workspace has had several sets of MX hosts, and this domain uses more than one of them: "
                  "{hosts}. All of them deliver to the same mailboxes, so mail arrives; the policy has to cover every "
                  "one."),
              QT_TRANSLATE_NOOP(
                  "text",
                  "This is right while moving from one set to another. Afterwards, remove the MX records of the old "
                  "set, wait at least their TTL and five days, and then remove its lines from the policy."),
              QT_TRANSLATE_NOOP("text", "The Google MX records belong to one set of hosts")},
        Entry{GoogleVerificationMx,
              QT_TRANSLATE_NOOP("text", "A Google verification record is still in the MX set: {hosts}"),
              QT_TRANSLATE_NOOP(
                  "text",
                  "This host served to prove to Google that the domain is yours. It takes no mail, a policy does not "
                  "cover it, and a sender that tries it loses time or gives up."),
              QT_TRANSLATE_NOOP(
                  "text",
                  "Remove the MX record that names {hosts}. If Google still needs the proof, use its TXT record. Do "
                  "not add the host to the policy.")},
        Entry{
            GoogleConsumerMx, QT_TRANSLATE_NOOP("text", "The MX records name hosts of consumer Gmail: {hosts}"),
            QT_TRANSLATE_NOOP(
                "text",
                "These hosts serve gmail.com. Google does not offer them for Workspace domains, so it may change "
                "or refuse this at any time."),
            QT_TRANSLATE_NOOP(
                "text",
                "List the hosts of Google Workspace in the policy, change its id, and then replace the MX records for "
                "{hosts} with \"MX 1 smtp.google.com.\", or with the set that the Admin console shows for your "
                "account.")},
        Entry{GoogleFamilyNotCovered,
              QT_TRANSLATE_NOOP("text", "The policy covers only a part of the Google hosts in use"),
              QT_TRANSLATE_NOOP(
                  "text",
                  "The MX records use the set {family}. The policy does not cover {hosts} of that set. This harms "
                  "nothing today, because no MX record names these hosts; it will when somebody completes the set."),
              QT_TRANSLATE_NOOP(
                  "text",
                  "Let the policy cover the whole set with {lines}, and then change the id of the _mta-sts record.")},
        Entry{
            GoogleUselessWildcard, QT_TRANSLATE_NOOP("text", "The pattern {pattern} does not cover {host}"),
            QT_TRANSLATE_NOOP(
                "text",
                "The asterisk stands for exactly one label, so {pattern} covers only names below {host}. The host that "
                "Google wants tried first is {host} itself."),
            QT_TRANSLATE_NOOP(
                "text",
                "Make sure that the policy has the line \"mx: {host}\", and then change the id of the _mta-sts record. "
                "The line \"mx: {pattern}\" is needed only if MX records name hosts below {host}; Google has none "
                "below smtp.google.com.")},
        Entry{GoogleGatewayInFront,
              QT_TRANSLATE_NOOP("text", "Servers of another provider receive mail before or beside Google: {hosts}"),
              QT_TRANSLATE_NOOP(
                  "text",
                  "The MX records name hosts that are not Google's, while MX, SPF or DKIM records show that the domain "
                  "uses Google Workspace. Senders judge the hosts of the MX records: the policy has to list these, and "
                  "their TLS counts. MTA-STS does not cover the way from a gateway on to Google."),
              QT_TRANSLATE_NOOP(
                  "text",
                  "Keep {lines} in the policy for as long as MX records name these hosts. In the Admin console, set up "
                  "the gateway under Inbound gateway and require TLS there.")},
        Entry{GoogleDnssecMxAvailable, QT_TRANSLATE_NOOP("text", "Google has MX hosts in a signed zone"),
              QT_TRANSLATE_NOOP(
                  "text",
                  "The domain is signed with DNSSEC, and its MX hosts {hosts} are in a zone that is not. For signed "
                  "domains Google offers {family}, so that the whole way from the domain to the mail server can be "
                  "validated."),
              QT_TRANSLATE_NOOP(
                  "text",
                  "To use them, add {family} to the policy beside the present hosts, change its id, wait a day and the "
                  "TTL of the record, and then change the MX records to the new hosts. Remove the old hosts from the "
                  "policy a week later.")},
    };
    return entries;
}

} // namespace text
