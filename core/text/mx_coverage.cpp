// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/text.h"

#include <array>

#include <QtGlobal>

namespace text {

std::span<const Entry> mxCoverageTexts()
{
    using enum findings::FindingId;
    // What can only be unknown has a title that continues "Not known: ".
    static constexpr std::array entries{
        Entry{MxNotCovered, QT_TRANSLATE_NOOP("text", "The policy does not cover the MX host {host}"),
              QT_TRANSLATE_NOOP(
                  "text",
                  "The policy lists {patterns}, and none of these covers {host}. In mode enforce, senders that follow "
                  "MTA-STS do not deliver to this host; in mode testing, they report it as validation-failure."),
              QT_TRANSLATE_NOOP(
                  "text",
                  "Add the line \"mx: {host}\" to the policy and then change the id of the _mta-sts record. If the "
                  "host is no longer in use, remove its MX record instead."),
              QT_TRANSLATE_NOOP("text", "The policy covers every MX host")},
        Entry{MxNotFound, QT_TRANSLATE_NOOP("text", "The MX host {host} has no address"),
              QT_TRANSLATE_NOOP(
                  "text",
                  "The DNS has neither an A nor an AAAA record for {host}. Senders cannot deliver to it and go on to "
                  "the next MX host, if there is one. If the name can be registered by anyone, so can the mail."),
              QT_TRANSLATE_NOOP(
                  "text",
                  "Create an A or AAAA record for {host}, or remove the MX record that names it. Check the name for a "
                  "missing final dot in the zone file."),
              QT_TRANSLATE_NOOP("text", "Every MX host has an address")},
        Entry{MxLookupFailed, QT_TRANSLATE_NOOP("text", "the addresses of {host}, because the lookup failed"),
              QT_TRANSLATE_NOOP(
                  "text",
                  "The DNS gave no usable answer for {host}. Senders treat this as temporary and keep the mail in "
                  "their queues. What stands behind the name could not be checked."),
              QT_TRANSLATE_NOOP(
                  "text",
                  "Check that all name servers of the zone of {host} answer, and repeat the check. If it fails only "
                  "here, name another resolver with --resolver.")},
        Entry{MxBogus, QT_TRANSLATE_NOOP("text", "DNSSEC validation fails for {host}"),
              QT_TRANSLATE_NOOP(
                  "text",
                  "The answer for {host} does not fit its DNSSEC signatures. Senders whose resolver validates get no "
                  "answer and do not deliver."),
              QT_TRANSLATE_NOOP(
                  "text",
                  "Sign the zone of {host} again, or make the DS record at the parent zone match the key that is in "
                  "use. If the zone is no longer signed, remove the DS record.")},
        Entry{MxIsAddress, QT_TRANSLATE_NOOP("text", "The MX record holds an address instead of a name: {host}"),
              QT_TRANSLATE_NOOP(
                  "text",
                  "An MX record has to name a host. Senders look for a host called {host} and find none; no policy "
                  "line and no certificate can cover it."),
              QT_TRANSLATE_NOOP(
                  "text",
                  "Give the mail server a name with an A or AAAA record, and change the MX record from {host} to "
                  "that name.")},
        Entry{MxIsAlias, QT_TRANSLATE_NOOP("text", "The MX host {host} is an alias (CNAME) of {target}"),
              QT_TRANSLATE_NOOP(
                  "text",
                  "An MX record has to name a host that has addresses of its own. Most senders follow the alias. "
                  "MTA-STS compares the name as it stands in the MX record, so policy and certificate have to "
                  "cover {host}, not {target}."),
              QT_TRANSLATE_NOOP(
                  "text", "Change the MX record from {host} to {target} and let the policy and the certificate cover "
                          "{target}, or replace the CNAME record of {host} with A and AAAA records.")},
        Entry{MxImplicit, QT_TRANSLATE_NOOP("text", "{host} has no MX record; its own address receives the mail"),
              QT_TRANSLATE_NOOP(
                  "text",
                  "Without an MX record, senders deliver to the address of the domain itself. A policy then has to "
                  "list {host}, and the server there needs a certificate for that name."),
              QT_TRANSLATE_NOOP(
                  "text",
                  "Create an MX record that names the mail server. Until then, the policy needs the line "
                  "\"mx: {host}\". If the domain takes no mail, publish the null MX \"{host}. MX 0 .\" instead.")},
        Entry{
            MxNull, QT_TRANSLATE_NOOP("text", "{host} takes no mail (null MX), so its MTA-STS policy does nothing"),
            QT_TRANSLATE_NOOP(
                "text",
                "The null MX tells every sender that this domain takes no mail. No sender gets as far as an MTA-STS "
                "policy."),
            QT_TRANSLATE_NOOP(
                "text",
                "If the domain takes no mail, withdraw the policy: serve it with mode none for as long as its max_age "
                "was, then remove the record. If it does take mail, replace \"MX 0 .\" with the real MX hosts.")},
        Entry{MxNullNotAlone, QT_TRANSLATE_NOOP("text", "{host} has a null MX beside other MX records"),
              QT_TRANSLATE_NOOP(
                  "text",
                  "A null MX (\"MX 0 .\") says that the domain takes no mail and has to be the only MX record. Beside "
                  "others, senders disagree: some refuse to send, some use the other hosts."),
              QT_TRANSLATE_NOOP(
                  "text",
                  "Remove the record \"{host}. MX 0 .\" if the domain takes mail, or remove all other MX records if it "
                  "does not.")},
        Entry{MxBadName, QT_TRANSLATE_NOOP("text", "The MX host {host} is not a valid host name"),
              QT_TRANSLATE_NOOP(
                  "text",
                  "Host names consist of letters, digits and inner hyphens, in labels of 1 to 63 characters joined by "
                  "dots. Some senders refuse {host}; no public authority issues a certificate for it, and no policy "
                  "line can list it."),
              QT_TRANSLATE_NOOP(
                  "text",
                  "Give the mail server a name without underscores or other special characters, and change the MX "
                  "record from {host} to that name.")},
        Entry{PolicyMxNotInDns, QT_TRANSLATE_NOOP("text", "The policy lists hosts that no MX record names: {patterns}"),
              QT_TRANSLATE_NOOP(
                  "text",
                  "This does no harm, and is right while mail moves from one provider to another. Left over for "
                  "good, it lets a forged MX record point to such a host."),
              QT_TRANSLATE_NOOP(
                  "text",
                  "If the move is over, remove the mx lines for {patterns} from the policy and change the id of the "
                  "_mta-sts record. Before a move, leave them.")},
        Entry{
            MxWildcardMissesBase, QT_TRANSLATE_NOOP("text", "The pattern {pattern} does not cover {host} itself"),
            QT_TRANSLATE_NOOP(
                "text",
                "The asterisk stands for exactly one label on the left. {pattern} covers names directly below {host}, "
                "but not {host}."),
            QT_TRANSLATE_NOOP("text", "Add the line \"mx: {host}\" beside the line \"mx: {pattern}\".")},
        Entry{MxWildcardOneLabel,
              QT_TRANSLATE_NOOP("text", "The pattern {pattern} covers one label only, and {host} has more"),
              QT_TRANSLATE_NOOP(
                  "text",
                  "The asterisk stands for exactly one label on the left. {host} is two or more labels below the rest "
                  "of {pattern}, so the pattern does not cover it."),
              QT_TRANSLATE_NOOP("text", "Add the line \"mx: {host}\" beside the line \"mx: {pattern}\".")},
        Entry{MxTooMany,
              QT_TRANSLATE_NOOP("text", "how {count} more MX hosts behave, because one check probes {limit} of them"),
              QT_TRANSLATE_NOOP(
                  "text",
                  "All MX hosts of the domain were compared with the policy; nothing was learnt about addresses and "
                  "TLS of those beyond the first {limit}."),
              QT_TRANSLATE_NOOP(
                  "text", "Reduce the number of MX records to {limit} or fewer, or check the other hosts by hand.")},
    };
    return entries;
}

} // namespace text
