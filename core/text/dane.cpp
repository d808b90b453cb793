// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/text.h"

#include <array>

#include <QtGlobal>

namespace text {

std::span<const Entry> daneTexts()
{
    using enum findings::FindingId;
    static constexpr std::array entries{
        Entry{DaneTlsaMissing, QT_TRANSLATE_NOOP("text", "No TLSA record for {hosts}, although the zone is signed"),
              QT_TRANSLATE_NOOP(
                  "text", "The zone is signed with DNSSEC, so DANE could protect the mail for these hosts, also with "
                          "senders that "
                          "do not know MTA-STS. Without TLSA records it does not. This is a possibility, not a fault."),
              QT_TRANSLATE_NOOP("text", "Whoever runs the hosts can publish a TLSA record 3 1 1 at _25._tcp. and the "
                                        "name of each. At a provider, "
                                        "only the provider can do it.")},
        Entry{
            DaneTlsaUnsigned, QT_TRANSLATE_NOOP("text", "The TLSA records of {host} are not protected by DNSSEC"),
            QT_TRANSLATE_NOOP(
                "text",
                "TLSA records count only when they and the addresses of {host} are signed. Senders ignore these "
                "records, so they protect nothing."),
            QT_TRANSLATE_NOOP(
                "text",
                "Sign the zones of {name} and of the addresses of {host} with DNSSEC and publish the DS records at the "
                "parent zones, or remove the TLSA records at {name}.")},
        Entry{
            DaneTlsaLookupFailed, QT_TRANSLATE_NOOP("text", "The TLSA lookup for {host} fails"),
            QT_TRANSLATE_NOOP(
                "text",
                "The DNS gives no usable answer for {name} ({reason}). Senders that use DANE cannot tell whether there "
                "are TLSA records, so they skip this host and keep the mail in their queues. Senders without DANE "
                "notice nothing."),
            QT_TRANSLATE_NOOP(
                "text",
                "Make all name servers of the zone answer for {name} type TLSA: with the records, or with a signed "
                "proof "
                "that there are none. Old name servers and firewalls in front of them often fail on this type."),
            "", QT_TRANSLATE_NOOP("text", "whether {host} has TLSA records, because the lookup failed")},
        Entry{
            DaneTlsaBogus, QT_TRANSLATE_NOOP("text", "DNSSEC validation of the TLSA answer for {host} fails"),
            QT_TRANSLATE_NOOP("text", "The answer for {name} does not fit its DNSSEC signatures. Senders that use DANE "
                                      "take this for an attack "
                                      "and do not deliver to {host}."),
            QT_TRANSLATE_NOOP(
                "text",
                "Sign the zone of {name} again, or make the DS record at the parent zone match the key that is in use. "
                "Check that a proof of absence (NSEC or NSEC3) is signed too.")},
        Entry{DaneTlsaMismatch, QT_TRANSLATE_NOOP("text", "The certificate of {host} does not fit its TLSA records"),
              QT_TRANSLATE_NOOP(
                  "text",
                  "Senders that use DANE compare the certificate with the signed TLSA records at {name} ({records}). "
                  "None fits "
                  "what the server shows, so they do not deliver to this host. This is independent of MTA-STS: neither "
                  "repairs the other."),
              QT_TRANSLATE_NOOP(
                  "text",
                  "Publish the record \"{name}. TLSA {wanted}\" for the certificate in use, or install the certificate "
                  "that "
                  "the records stand for. Before the next change of key, publish the new record beside the old one, "
                  "wait twice its TTL, and only then change the key."),
              QT_TRANSLATE_NOOP("text", "The certificate of {host} fits its TLSA records ({address})"),
              QT_TRANSLATE_NOOP("text",
                                "whether the certificate of {host} fits its TLSA records, because none was seen")},
        Entry{DaneTlsaUsage, QT_TRANSLATE_NOOP("text", "TLSA records with usage 0 or 1 do not count for mail"),
              QT_TRANSLATE_NOOP(
                  "text",
                  "{name} has TLSA records with usage PKIX-TA(0) or PKIX-EE(1): {records}. Senders of mail use only "
                  "usage DANE-TA(2) and DANE-EE(3), and treat the others as unusable."),
              QT_TRANSLATE_NOOP("text", "Change the usage of the records at {name} to 3 (for the certificate of the "
                                        "server itself, as \"3 1 1\") or to 2 "
                                        "(for its authority), or remove them.")},
        Entry{DaneTlsaUnusable, QT_TRANSLATE_NOOP("text", "None of the TLSA records of {host} can be used"),
              QT_TRANSLATE_NOOP("text", "There are signed TLSA records at {name}, and senders can use none of them. "
                                        "They then insist on TLS with "
                                        "{host}, but authenticate nothing. MTA-STS, where it applies, still decides."),
              QT_TRANSLATE_NOOP("text", "Replace the records at {name} with one of the form \"3 1 1\" and the SHA-256 "
                                        "digest of the public key of the "
                                        "server, or remove them.")},
        Entry{DaneTlsaMalformed, QT_TRANSLATE_NOOP("text", "TLSA records of {host} are malformed"),
              QT_TRANSLATE_NOOP(
                  "text",
                  "Some TLSA records at {name} have an unknown usage, selector or matching type, or data of the wrong "
                  "length: {records}. Senders ignore them."),
              QT_TRANSLATE_NOOP(
                  "text",
                  "Replace them at {name}. Usage is 2 or 3, selector 0 or 1, matching type 1 (SHA-256, 64 hexadecimal "
                  "digits) or 2 (SHA-512, 128 digits).")},
        Entry{
            DaneInsecureMx,
            QT_TRANSLATE_NOOP("text", "{host} has signed TLSA records, but the MX record of the domain is not signed"),
            QT_TRANSLATE_NOOP(
                "text",
                "Whoever can forge the MX record can lead senders to another host, past the TLSA records. Senders may "
                "use DANE here or not; MTA-STS closes this gap."),
            QT_TRANSLATE_NOOP("text", "Sign the zone of the domain with DNSSEC and publish its DS record at the parent "
                                      "zone. The TLSA records at "
                                      "{name} need no change.")},
        // Can only be unknown: the title continues "Not known: ".
        Entry{DaneNotValidated, QT_TRANSLATE_NOOP("text", "whether DNSSEC vouches for the TLSA records of {hosts}"),
              QT_TRANSLATE_NOOP("text", "There are TLSA records, and whether DNSSEC vouches for them and for the "
                                        "addresses could not be found out "
                                        "from here ({reason}). What senders that use DANE conclude is not known."),
              QT_TRANSLATE_NOOP(
                  "text",
                  "Repeat the check with a resolver that passes DNSSEC signatures on (--resolver ADDRESS), or, for a "
                  "private root, with its trust anchor (--trust-anchor FILE).")},
        Entry{DaneAliasTlsa,
              QT_TRANSLATE_NOOP("text", "The TLSA records of {host} are at the alias, not at its target"),
              QT_TRANSLATE_NOOP(
                  "text",
                  "{host} is an alias. Senders look for TLSA records at {target} first, find none there, and then use "
                  "those at {name}. This works, but costs a lookup, and not every sender looks twice."),
              QT_TRANSLATE_NOOP(
                  "text", "Let the MX record name the target of the alias, and publish the TLSA records at {target}.")},
    };
    return entries;
}

} // namespace text
