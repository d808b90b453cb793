// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/text.h"

#include <QtGlobal>
#include <array>

namespace text {
namespace {

using F = findings::FindingId;

constexpr std::array table{
    Entry{
        F::TlsrptMissing, QT_TRANSLATE_NOOP("text", "There is no TLS reporting record"),
        QT_TRANSLATE_NOOP("text", "Without a TXT record at {owner}, no sender reports delivery problems with TLS, and "
                                  "a broken certificate or policy is noticed only when mail is missing."),
        QT_TRANSLATE_NOOP(
            "text",
            "Add a TXT record at {owner} with the value \"v=TLSRPTv1; rua=mailto:…\", naming a mailbox that is read."),
        QT_TRANSLATE_NOOP("text", "There is a TLS reporting record")},
    Entry{F::TlsrptLookupFailed, QT_TRANSLATE_NOOP("text", "the TLS reporting record, because the lookup failed"),
          QT_TRANSLATE_NOOP("text",
                            "The DNS gave no usable answer for {owner} ({reason}). That is a temporary failure and not "
                            "the absence of a record; senders that see it too send no reports meanwhile."),
          QT_TRANSLATE_NOOP("text",
                            "Make the name servers of the domain answer a TXT query for {owner}, then check again.")},
    Entry{F::TlsrptBogus, QT_TRANSLATE_NOOP("text", "The TLS reporting record fails DNSSEC validation"),
          QT_TRANSLATE_NOOP("text", "The signatures over {owner} do not validate ({reason}). Senders behind a "
                                    "validating resolver cannot read the record and send no reports."),
          QT_TRANSLATE_NOOP("text", "Sign the zone of {owner} again, or correct the DS record in its parent zone so "
                                    "that it fits the keys in use.")},
    Entry{F::TlsrptOtherVersion,
          QT_TRANSLATE_NOOP("text", "The TXT record is not a TLS reporting record: it begins with “{found}”"),
          QT_TRANSLATE_NOOP("text",
                            "A record counts only when it begins with exactly “{version}”, in this spelling and case, "
                            "directly followed by a semicolon. Senders ignore this one and send no reports."),
          QT_TRANSLATE_NOOP(
              "text",
              "Change the beginning of the record at {owner} from “{found}” to “{version};”: the version stands "
              "first, without a blank before it. An MTA-STS record (v=STSv1) belongs at _mta-sts and not here.")},
    Entry{F::TlsrptMultiple, QT_TRANSLATE_NOOP("text", "There are {count} TLS reporting records"),
          QT_TRANSLATE_NOOP("text", "Exactly one record may begin with “{version};”. With more than one, senders act "
                                    "as if there were none and send no reports."),
          QT_TRANSLATE_NOOP(
              "text",
              "Delete all but one; one record can name several places, separated by commas: rua=mailto:…,https:….")},
    Entry{F::TlsrptUnrelatedTxt, QT_TRANSLATE_NOOP("text", "Another TXT record stands beside the TLS reporting record"),
          QT_TRANSLATE_NOOP("text", "Records that do not begin with “{version};” are discarded, so the record "
                                    "“{record}” does no harm to senders that follow the standard."),
          QT_TRANSLATE_NOOP("text", "Remove the TXT record “{record}” from {owner} unless something needs it there.")},
    Entry{F::TlsrptWildcardAnswers,
          QT_TRANSLATE_NOOP("text",
                            "A wildcard or unrelated TXT record answers at the place of the TLS reporting record"),
          QT_TRANSLATE_NOOP("text",
                            "The answer at {owner}, “{record}”, may come from a wildcard TXT record of the zone."),
          QT_TRANSLATE_NOOP("text",
                            "Create a TXT record at exactly {owner} with the value \"{version}; rua=mailto:…\"; "
                            "a name with its own records is no longer answered by a wildcard.")},
    Entry{F::TlsrptNotAscii, QT_TRANSLATE_NOOP("text", "The TLS reporting record holds characters beyond US-ASCII"),
          QT_TRANSLATE_NOOP(
              "text",
              "The record must be plain US-ASCII, and “{value}” is not. The standard does not say what a sender "
              "does with a lone malformed record; in our reading it counts as none, and no reports are sent."),
          QT_TRANSLATE_NOOP("text",
                            "Replace “{value}” in the record at {owner}: percent-encode it within a URI, write domain "
                            "names as A-labels, and type quotation marks and blanks again in plain ASCII.")},
    Entry{F::TlsrptVersionNotDelimited, QT_TRANSLATE_NOOP("text", "There is no semicolon directly after “v=TLSRPTv1”"),
          QT_TRANSLATE_NOOP("text",
                            "The version must be followed by a semicolon; beside other TXT records, one that does not "
                            "begin with “v=TLSRPTv1;” is discarded. The standard does not say what a sender does with "
                            "a lone malformed record; in our reading it counts as none, and no reports are sent."),
          QT_TRANSLATE_NOOP(
              "text",
              "Insert a semicolon after “v=TLSRPTv1”, so that the record at {owner} begins with “v=TLSRPTv1; rua=”.")},
    Entry{F::TlsrptBlankBeforeDelimiter,
          QT_TRANSLATE_NOOP("text", "There is a blank between “v=TLSRPTv1” and its semicolon"),
          QT_TRANSLATE_NOOP(
              "text",
              "This is legal as long as the record is alone. As soon as another TXT record stands at the same name, "
              "senders discard every record that does not begin with exactly “v=TLSRPTv1;”, and this one is lost."),
          QT_TRANSLATE_NOOP("text", "Delete the blank, so that the record at {owner} begins with “v=TLSRPTv1;”.")},
    Entry{F::TlsrptEmptyField, QT_TRANSLATE_NOOP("text", "There is an empty field between two semicolons"),
          QT_TRANSLATE_NOOP("text", "Two semicolons in a row leave an empty field, which the grammar does not allow. "
                                    "The standard does not say what a sender does with a lone malformed record; in our "
                                    "reading it counts as none, and no reports are sent."),
          QT_TRANSLATE_NOOP("text", "Delete the superfluous semicolon from the record at {owner}.")},
    Entry{F::TlsrptTrailingBlank, QT_TRANSLATE_NOOP("text", "The record ends in a blank without a semicolon"),
          QT_TRANSLATE_NOOP("text", "Blanks are part of a delimiter and allowed only around a semicolon or a comma. "
                                    "The standard does not say what a sender does with a lone malformed record; in our "
                                    "reading it counts as none, and no reports are sent."),
          QT_TRANSLATE_NOOP("text", "Delete the blank at the end of the record at {owner}.")},
    Entry{F::TlsrptMalformedField, QT_TRANSLATE_NOOP("text", "The field “{value}” has no “=”"),
          QT_TRANSLATE_NOOP("text", "Every field after the version is a name, “=” and a value. A semicolon inside a "
                                    "URI also ends a field. The standard does not say what a sender does with a lone "
                                    "malformed record; in our reading it counts as none, and no reports are sent."),
          QT_TRANSLATE_NOOP("text", "Write “{value}” as name=value, or delete it from the record at {owner}; write a "
                                    "semicolon inside a URI as %3B.")},
    Entry{F::TlsrptBadFieldName, QT_TRANSLATE_NOOP("text", "The field name “{value}” is not allowed"),
          QT_TRANSLATE_NOOP("text",
                            "A field name begins with a letter or digit and has up to 31 more letters, digits, “_”, "
                            "“-” or “.”; no blank may stand before “=”. The standard does not say what a sender does "
                            "with a lone malformed record; in our reading it counts as none, and no reports are sent."),
          QT_TRANSLATE_NOOP("text", "Correct or delete the field “{value}” in the record at {owner}.")},
    Entry{F::TlsrptBadFieldValue, QT_TRANSLATE_NOOP("text", "The value of the field “{value}” is not allowed"),
          QT_TRANSLATE_NOOP("text",
                            "The value of a field other than rua has at least one visible ASCII character, and neither "
                            "a blank nor “=” nor a semicolon. The standard does not say what a sender does with a lone "
                            "malformed record; in our reading it counts as none, and no reports are sent."),
          QT_TRANSLATE_NOOP("text", "Correct the field “{value}” in the record at {owner}, or delete it.")},
    Entry{F::TlsrptMissingRua, QT_TRANSLATE_NOOP("text", "The TLS reporting record names no place for reports"),
          QT_TRANSLATE_NOOP("text",
                            "The field rua is required: it says where reports go. If the record ends at the first "
                            "semicolon, a zone file has probably lost the rest: outside quotation marks, everything "
                            "after a semicolon is a comment there. The standard does not say what a sender does with a "
                            "lone malformed record; in our reading it counts as none, and no reports are sent."),
          QT_TRANSLATE_NOOP("text",
                            "Add rua: let the value at {owner} be \"v=TLSRPTv1; rua=mailto:…\", naming a mailbox "
                            "that is read. In a zone file, put the whole value between quotation marks.")},
    Entry{F::TlsrptBadRua, QT_TRANSLATE_NOOP("text", "The report address “{value}” is not a URI"),
          QT_TRANSLATE_NOOP(
              "text", "Each address in rua is a complete URI, mailto:name@domain or https://host/path, separated from "
                      "the next by one comma. A missing scheme, a blank inside, a comma at the end, and a comma that "
                      "belongs to the address make it unreadable. The standard does not say what a sender does with a "
                      "lone malformed record; in our reading it counts as none, and no reports are sent."),
          QT_TRANSLATE_NOOP("text",
                            "Write “{value}” in the record at {owner} as mailto:name@domain or https://host/path, "
                            "delete commas without an address, and write a comma inside an address as %2C."),
          QT_TRANSLATE_NOOP("text", "The report addresses are well formed")},
    Entry{F::TlsrptUnsupportedScheme,
          QT_TRANSLATE_NOOP("text", "The report address “{value}” has a scheme that senders do not support"),
          QT_TRANSLATE_NOOP("text", "Reports go to mailto: and https: addresses only. Senders skip this one; without "
                                    "another address no reports are sent."),
          QT_TRANSLATE_NOOP(
              "text", "Change “{value}” in the record at {owner} to a mailto: or an https: address, or delete it.")},
    Entry{F::TlsrptMailtoWithoutAddress,
          QT_TRANSLATE_NOOP("text", "The report address “{value}” has no complete e-mail address"),
          QT_TRANSLATE_NOOP("text",
                            "After mailto: stands one address, name@domain. Nobody can send a report to “{value}”."),
          QT_TRANSLATE_NOOP("text", "Change “{value}” in the record at {owner} to mailto:name@domain; write a comma "
                                    "inside an address as %2C.")},
    Entry{F::TlsrptUnescapedCharacter,
          QT_TRANSLATE_NOOP("text", "The report address “{value}” holds an exclamation mark"),
          QT_TRANSLATE_NOOP(
              "text",
              "Commas, exclamation marks and semicolons inside a URI must be percent-encoded. In DMARC records an "
              "exclamation mark announces a size limit; TLS reporting has none. The standard does not say what a "
              "sender does with a lone malformed record; in our reading it counts as none, and no reports are sent."),
          QT_TRANSLATE_NOOP(
              "text", "Write the exclamation mark in “{value}” as %21, or delete it with the size limit behind it.")},
    Entry{F::TlsrptSeveralRua, QT_TRANSLATE_NOOP("text", "The record has {count} rua fields"),
          QT_TRANSLATE_NOOP("text", "The grammar allows it, but some senders use only one of them."),
          QT_TRANSLATE_NOOP("text", "Join the addresses in one field, separated by commas: rua=mailto:…,https:….")},
    Entry{F::TlsrptUnknownField, QT_TRANSLATE_NOOP("text", "The field “{name}” is not known"),
          QT_TRANSLATE_NOOP("text", "Senders ignore fields that they do not know, so “{value}” does nothing. Field "
                                    "names are case-sensitive: “RUA” is not “rua”."),
          QT_TRANSLATE_NOOP(
              "text", "Delete “{value}” from the record at {owner} unless it is meant for software that knows it.")},
    Entry{F::TlsrptQuoted, QT_TRANSLATE_NOOP("text", "Quotation marks are part of the value of the record"),
          QT_TRANSLATE_NOOP(
              "text", "The value begins with a quotation mark, so it does not begin with “{version};” and is no TLS "
                      "reporting record for any sender. Most DNS panels add the quotation marks by themselves."),
          QT_TRANSLATE_NOOP("text", "Enter the value at {owner} again without quotation marks.")},
    Entry{F::TlsrptDraftName, QT_TRANSLATE_NOOP("text", "A TLS reporting record stands at the name of an old draft"),
          QT_TRANSLATE_NOOP("text", "An early draft of the standard used {place}. Senders look only at {owner}."),
          QT_TRANSLATE_NOOP("text", "Move the record from {place} to {owner}.")},
    Entry{F::TlsrptMailboxInDomain,
          QT_TRANSLATE_NOOP("text", "Reports go to a mailbox inside the domain that they are about"),
          QT_TRANSLATE_NOOP("text", "The address “{value}” is within {domain}. Senders deliver reports in spite of TLS "
                                    "failures, so this works; but when the MX of {domain} is down, or the mailbox is "
                                    "full or filtered, the reports about it are lost too."),
          QT_TRANSLATE_NOOP("text", "Consider a second report address outside {domain}; the owner of another domain "
                                    "does not have to publish anything for that.")},
    Entry{F::TlsrptTooLong, QT_TRANSLATE_NOOP("text", "The record is unusually long"),
          QT_TRANSLATE_NOOP("text", "The record has {bytes} bytes. Senders read DNS answers of that size only over "
                                    "TCP, and many bound what they read."),
          QT_TRANSLATE_NOOP("text", "Shorten the record at {owner}.")},
};

} // namespace

std::span<const Entry> tlsrptRecordTexts()
{
    return table;
}

} // namespace text
