// SPDX-License-Identifier: GPL-3.0-or-later
// The rules that the TXT records of MTA-STS and of TLS reporting share: what the DNS answered, which of several records
// counts, and the grammar of fields. A TxtKind names the findings of one of the two; what the known fields hold is
// judged by sts_record_rules.cpp and tlsrpt_record_rules.cpp.
#pragma once

#include "base/tagged_record.h"
#include "facts/dns_answer.h"
#include "findings/finding.h"

#include <optional>

namespace findings {

struct TxtKind
{
    const char *version; ///< "v=STSv1"
    FindingId missing, lookupFailed, bogus, otherVersion, multiple, unrelatedTxt, wildcardAnswers, notAscii,
        versionNotDelimited, blankBeforeDelimiter, emptyField, trailingBlank, malformedField, badFieldName,
        badFieldValue, unknownField, quoted, tooLong;
};
const TxtKind &stsKind();
const TxtKind &tlsrptKind();

/// The places of one kind of fault that are told; the rest would say the same again.
inline constexpr int findingsPerKind = 5;

/// Untrusted bytes as an argument for a sentence: text, at most 120 characters.
QString shown(const QByteArray &bytes);
/// The finding with its place in a record marked; {value} becomes the marked bytes.
Finding markedIn(Finding finding, const QByteArray &text, base::Span span);

/// Judges the answer itself; true when there are records to read.
bool judgeAnswer(const TxtKind &kind, const facts::DnsAnswer &answer, Findings &out);
/// Judges which of the records counts; that record, if one does.
std::optional<QByteArray> judgeSelection(const TxtKind &kind, const QByteArrayList &records, Findings &out);
/// Judges the grammar of one record that has the right version token.
void judgeGrammar(const TxtKind &kind, const base::TaggedRecord &record, Findings &out);
/// Names the fields that senders ignore.
void judgeUnknownFields(const TxtKind &kind, const QByteArray &text, const QList<base::TaggedField> &fields,
                        Findings &out);

/// Fills {owner}, the name of the record, of the findings from index `from` on.
void nameOwner(const QString &owner, Findings &out, qsizetype from);
/// The character-strings of each record joined.
QByteArrayList joinedRecords(const QList<QByteArrayList> &rrset);
/// Whether one of an answer's TXT records has this version token.
bool holdsVersion(const facts::DnsAnswer &answer, const char *version);
/// In a live check: the record comes from a wildcard (a name that nobody created gives the same answer).
void judgeWildcard(const TxtKind &kind, const facts::DnsAnswer &answer, const facts::DnsAnswer &wildcard,
                   Findings &out);

} // namespace findings
