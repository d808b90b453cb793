// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/text.h"

#include <QtGlobal>
#include <array>

namespace text {
namespace {

using F = findings::FindingId;

constexpr std::array table{
    Entry{
        F::StsRecordMissing, QT_TRANSLATE_NOOP("text", "There is no MTA-STS record"),
        QT_TRANSLATE_NOOP(
            "text",
            "Without a TXT record at {owner}, no sender looks for a policy, and mail to the domain is protected only "
            "as far as DANE or the sender’s good will reaches. Removing the record does not switch MTA-STS off either: "
            "senders that have a cached policy keep applying it until its max_age has run out."),
        QT_TRANSLATE_NOOP(
            "text", "To deploy MTA-STS, first publish the policy over HTTPS, then add a TXT record at {owner} with the "
                    "value \"v=STSv1; id=…;\", where the id is, for example, the present time as YYYYMMDDhhmmssZ."),
        QT_TRANSLATE_NOOP("text", "There is an MTA-STS record")},
    Entry{F::StsRecordLookupFailed, QT_TRANSLATE_NOOP("text", "the MTA-STS record, because the lookup failed"),
          QT_TRANSLATE_NOOP("text",
                            "The DNS gave no usable answer for {owner} ({reason}). That is a temporary failure and not "
                            "the absence of a record: senders keep applying a cached policy, and those without one "
                            "deliver as if there were none, so an attacker who can cause it can hide the policy."),
          QT_TRANSLATE_NOOP(
              "text", "Make the name servers of the domain answer a TXT query for {owner}, then check again. If other "
                      "names of the domain resolve from here, look at the server that is responsible for this one.")},
    Entry{F::StsRecordBogus, QT_TRANSLATE_NOOP("text", "The MTA-STS record fails DNSSEC validation"),
          QT_TRANSLATE_NOOP(
              "text", "The signatures over {owner} do not validate ({reason}). Senders behind a validating resolver "
                      "get a temporary failure: they keep applying a cached policy, and without one they see none."),
          QT_TRANSLATE_NOOP(
              "text", "Sign the zone of {owner} again, or correct the DS record in its parent zone so that it fits the "
                      "keys in use. If the zone is not meant to be signed, have the DS record removed first.")},
    Entry{F::StsRecordOtherVersion,
          QT_TRANSLATE_NOOP("text", "The TXT record is not an MTA-STS record: it begins with “{found}”"),
          QT_TRANSLATE_NOOP(
              "text",
              "A record counts only when it begins with exactly “{version}”, in this spelling and case, directly "
              "followed by a semicolon. Senders ignore this one and see no MTA-STS record. A broken record does not "
              "switch MTA-STS off: senders that have a cached policy keep applying it until its max_age has run out."),
          QT_TRANSLATE_NOOP(
              "text",
              "Change the beginning of the record at {owner} from “{found}” to “{version};”: the version stands first, "
              "without a blank before it. A TLS reporting record (v=TLSRPTv1) belongs at _smtp._tls and not here.")},
    Entry{
        F::StsRecordMultiple, QT_TRANSLATE_NOOP("text", "There are {count} MTA-STS records"),
        QT_TRANSLATE_NOOP("text", "Exactly one record may begin with “{version};”. With more than one, senders see no "
                                  "policy. A broken record does not switch MTA-STS off: senders that have a cached "
                                  "policy keep applying it until its max_age has run out."),
        QT_TRANSLATE_NOOP(
            "text", "Delete all TXT records at {owner} that begin with “{version};” except the one that is current.")},
    Entry{F::StsRecordUnrelatedTxt, QT_TRANSLATE_NOOP("text", "Another TXT record stands beside the MTA-STS record"),
          QT_TRANSLATE_NOOP("text",
                            "Records that do not begin with “{version};” are discarded, so the record “{record}” does "
                            "no harm to senders that follow the standard. Some software counts it all the same."),
          QT_TRANSLATE_NOOP("text", "Remove the TXT record “{record}” from {owner} unless something needs it there. If "
                                    "every name of the domain has it, it comes from a wildcard TXT record.")},
    Entry{F::StsRecordWildcardAnswers,
          QT_TRANSLATE_NOOP("text", "A wildcard or unrelated TXT record answers at the place of the MTA-STS record"),
          QT_TRANSLATE_NOOP(
              "text", "The answer at {owner}, “{record}”, may come from a wildcard TXT record of the zone. Whatever a "
                      "wildcard says, it says at every name that has no record of its own, and that is seldom meant."),
          QT_TRANSLATE_NOOP("text", "Create a TXT record at exactly {owner} with the value \"{version}; id=…;\"; a "
                                    "name with its own records is no longer answered by a wildcard. If MTA-STS is not "
                                    "meant to be deployed, let {owner} have no TXT record.")},
    Entry{F::StsRecordNotAscii, QT_TRANSLATE_NOOP("text", "The MTA-STS record holds characters beyond US-ASCII"),
          QT_TRANSLATE_NOOP(
              "text", "The record must be plain US-ASCII, and “{value}” is not. Typographic quotation marks, dashes "
                      "and no-break spaces often come in by copy and paste. Senders treat a record outside the grammar "
                      "as no record and fetch no policy. A broken record does not switch MTA-STS off: senders that "
                      "have a cached policy keep applying it until its max_age has run out."),
          QT_TRANSLATE_NOOP("text", "Delete “{value}” from the record at {owner}, or type it again in plain ASCII.")},
    Entry{F::StsRecordVersionNotDelimited, QT_TRANSLATE_NOOP("text", "There is no semicolon directly after “v=STSv1”"),
          QT_TRANSLATE_NOOP(
              "text",
              "The version must be followed by a semicolon. A lone record without one is outside the grammar; beside "
              "other TXT records, one that does not begin with “v=STSv1;” is discarded. A broken record does not "
              "switch MTA-STS off: senders that have a cached policy keep applying it until its max_age has run out."),
          QT_TRANSLATE_NOOP(
              "text", "Insert a semicolon after “v=STSv1”, so that the record at {owner} begins with “v=STSv1; id=”.")},
    Entry{F::StsRecordBlankBeforeDelimiter,
          QT_TRANSLATE_NOOP("text", "There is a blank between “v=STSv1” and its semicolon"),
          QT_TRANSLATE_NOOP(
              "text",
              "This is legal as long as the record is alone. As soon as another TXT record stands at the same name, "
              "senders discard every record that does not begin with exactly “v=STSv1;”, and this one is lost."),
          QT_TRANSLATE_NOOP("text", "Delete the blank, so that the record at {owner} begins with “v=STSv1;”.")},
    Entry{F::StsRecordEmptyField, QT_TRANSLATE_NOOP("text", "There is an empty field between two semicolons"),
          QT_TRANSLATE_NOOP(
              "text", "Two semicolons in a row leave an empty field, which the grammar does not allow. Senders treat a "
                      "record outside the grammar as no record and fetch no policy. A broken record does not switch "
                      "MTA-STS off: senders that have a cached policy keep applying it until its max_age has run out."),
          QT_TRANSLATE_NOOP("text", "Delete the superfluous semicolon from the record at {owner}.")},
    Entry{F::StsRecordTrailingBlank, QT_TRANSLATE_NOOP("text", "The record ends in a blank without a semicolon"),
          QT_TRANSLATE_NOOP(
              "text", "Blanks are part of a delimiter and allowed only around a semicolon. Senders treat a record "
                      "outside the grammar as no record and fetch no policy. A broken record does not switch MTA-STS "
                      "off: senders that have a cached policy keep applying it until its max_age has run out."),
          QT_TRANSLATE_NOOP("text",
                            "Delete the blank at the end of the record at {owner}, or put a semicolon before it.")},
    Entry{F::StsRecordMalformedField, QT_TRANSLATE_NOOP("text", "The field “{value}” has no “=”"),
          QT_TRANSLATE_NOOP("text",
                            "Every field after the version is a name, “=” and a value. Senders treat a record outside "
                            "the grammar as no record and fetch no policy. A broken record does not switch MTA-STS "
                            "off: senders that have a cached policy keep applying it until its max_age has run out."),
          QT_TRANSLATE_NOOP("text", "Write “{value}” as name=value, or delete it from the record at {owner}."),
          QT_TRANSLATE_NOOP("text", "The fields of the record are well formed")},
    Entry{F::StsRecordBadFieldName, QT_TRANSLATE_NOOP("text", "The field name “{value}” is not allowed"),
          QT_TRANSLATE_NOOP("text",
                            "A field name begins with a letter or digit and has up to 31 more letters, digits, “_”, "
                            "“-” or “.”; no blank may stand before “=”. Senders treat a record outside the grammar as "
                            "no record and fetch no policy. A broken record does not switch MTA-STS off: senders that "
                            "have a cached policy keep applying it until its max_age has run out."),
          QT_TRANSLATE_NOOP("text", "Correct or delete the field “{value}” in the record at {owner}.")},
    Entry{F::StsRecordBadFieldValue, QT_TRANSLATE_NOOP("text", "The value of the field “{value}” is not allowed"),
          QT_TRANSLATE_NOOP(
              "text",
              "A value has at least one visible ASCII character, and neither a blank nor “=” nor a semicolon. Senders "
              "treat a record outside the grammar as no record and fetch no policy. A broken record does not switch "
              "MTA-STS off: senders that have a cached policy keep applying it until its max_age has run out."),
          QT_TRANSLATE_NOOP("text", "Give the field “{value}” a value without blanks and “=”, or delete the field from "
                                    "the record at {owner}.")},
    Entry{
        F::StsRecordMissingId, QT_TRANSLATE_NOOP("text", "The MTA-STS record has no id"),
        QT_TRANSLATE_NOOP(
            "text",
            "Senders compare the id to learn whether their cached policy is current; without it the record is invalid "
            "and no policy is fetched. If the record ends at the first semicolon, a zone file has probably lost the "
            "rest: outside quotation marks, everything after a semicolon is a comment there. A broken record does not "
            "switch MTA-STS off: senders that have a cached policy keep applying it until its max_age has run out."),
        QT_TRANSLATE_NOOP(
            "text",
            "Add an id: let the value at {owner} be \"v=STSv1; id=…;\" with the present time as YYYYMMDDhhmmssZ for "
            "the id, for example id=20160831085700Z. In a zone file, put the whole value between quotation marks.")},
    Entry{F::StsRecordBadId, QT_TRANSLATE_NOOP("text", "The id “{value}” is not allowed"),
          QT_TRANSLATE_NOOP(
              "text",
              "An id has 1 to 32 letters and digits and nothing else; this one has {length} characters. Senders treat "
              "a record outside the grammar as no record and fetch no policy. A broken record does not switch MTA-STS "
              "off: senders that have a cached policy keep applying it until its max_age has run out."),
          QT_TRANSLATE_NOOP("text", "Replace the id “{value}” in the record at {owner} by one of at most 32 letters "
                                    "and digits, for example the present time as YYYYMMDDhhmmssZ."),
          QT_TRANSLATE_NOOP("text", "The id is well formed")},
    Entry{F::StsRecordDuplicateField, QT_TRANSLATE_NOOP("text", "The field “{name}” stands there more than once"),
          QT_TRANSLATE_NOOP(
              "text",
              "Senders use the first one and ignore “{value}”. Some software uses the last one or refuses the record."),
          QT_TRANSLATE_NOOP("text", "Delete “{value}” from the record at {owner}, after making sure that the first "
                                    "“{name}” is the one that is meant.")},
    Entry{F::StsRecordUnknownField, QT_TRANSLATE_NOOP("text", "The field “{name}” is not known"),
          QT_TRANSLATE_NOOP("text", "Senders ignore fields that they do not know, so “{value}” does nothing. Field "
                                    "names are case-sensitive: “ID” is not “id”."),
          QT_TRANSLATE_NOOP(
              "text", "Delete “{value}” from the record at {owner} unless it is meant for software that knows it.")},
    Entry{F::StsRecordQuoted, QT_TRANSLATE_NOOP("text", "Quotation marks are part of the value of the record"),
          QT_TRANSLATE_NOOP(
              "text",
              "The value begins with a quotation mark, so it does not begin with “{version};” and is no MTA-STS record "
              "for any sender. Most DNS panels add the quotation marks by themselves. A broken record does not switch "
              "MTA-STS off: senders that have a cached policy keep applying it until its max_age has run out."),
          QT_TRANSLATE_NOOP("text", "Enter the value at {owner} again without quotation marks.")},
    Entry{F::StsRecordAtApex, QT_TRANSLATE_NOOP("text", "An MTA-STS record stands at the domain itself"),
          QT_TRANSLATE_NOOP("text", "Senders look only at {owner}. The record at {place} does nothing."),
          QT_TRANSLATE_NOOP(
              "text",
              "Move the record from {place} to {owner}; many DNS panels want only “_mta-sts” in the name field.")},
    Entry{F::StsRecordAtUnderscoreName,
          QT_TRANSLATE_NOOP("text", "An MTA-STS record stands at the misspelt name {place}"),
          QT_TRANSLATE_NOOP("text", "The name is written with a hyphen: {owner}. Senders never look at {place}."),
          QT_TRANSLATE_NOOP("text", "Move the record from {place} to {owner}.")},
    Entry{
        F::StsRecordAlias, QT_TRANSLATE_NOOP("text", "The MTA-STS record is an alias"),
        QT_TRANSLATE_NOOP(
            "text",
            "The record is found through {chain}. Senders follow aliases; whoever runs {target} decides about the id."),
        QT_TRANSLATE_NOOP("text", "Nothing has to be changed. Keep the alias only as long as {target} also serves the "
                                  "policy of this domain.")},
    Entry{
        F::StsRecordHalfDelegated, QT_TRANSLATE_NOOP("text", "The record is delegated, the policy host does not exist"),
        QT_TRANSLATE_NOOP(
            "text",
            "The record is found through {chain}, but {host} has no address. Senders see that there is a policy and "
            "cannot fetch it, so new senders are not protected, and those with a cached policy cannot refresh it."),
        QT_TRANSLATE_NOOP("text", "Create {host}, usually as a CNAME to the policy host that the operator of {target} "
                                  "names; or remove the alias at {name} if MTA-STS is not meant to be deployed.")},
    Entry{F::StsRecordTooLong, QT_TRANSLATE_NOOP("text", "The record is unusually long"),
          QT_TRANSLATE_NOOP("text", "The record has {bytes} bytes. Senders read DNS answers of that size only over "
                                    "TCP, and many bound what they read."),
          QT_TRANSLATE_NOOP("text", "Shorten the record at {owner} to the version and the id.")},
};

} // namespace

std::span<const Entry> stsRecordTexts()
{
    return table;
}

} // namespace text
