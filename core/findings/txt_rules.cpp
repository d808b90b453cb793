// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/txt_rules.h"

#include "base/limits.h"
#include "findings/catalogue.h"
#include "findings/software.h"
#include "findings/version_likeness.h"

namespace findings {
namespace {

FindingId idOf(const TxtKind &kind, base::TaggedFault fault)
{
    switch (fault) {
    case base::TaggedFault::NotAscii: return kind.notAscii;
    case base::TaggedFault::VersionNotDelimited: return kind.versionNotDelimited;
    case base::TaggedFault::EmptyField: return kind.emptyField;
    case base::TaggedFault::TrailingBlank: return kind.trailingBlank;
    case base::TaggedFault::MalformedField: return kind.malformedField;
    case base::TaggedFault::BadFieldName: return kind.badFieldName;
    case base::TaggedFault::BadFieldValue: return kind.badFieldValue;
    }
    return kind.malformedField;
}

Finding about(Finding finding, const TxtKind &kind, const QByteArray &record)
{
    const QByteArray token = base::versionToken(record);
    finding.arguments[QStringLiteral("found")] = shown(token.isEmpty() ? record.left(24) : token);
    finding.arguments[QStringLiteral("version")] = QLatin1String(kind.version);
    finding.arguments[QStringLiteral("record")] = shown(record);
    finding.evidence.summary = shown(record);
    finding.evidence.text.bytes = record.left(limits::txtBytes);
    return finding;
}

bool isSts(const TxtKind &kind)
{
    return kind.missing == FindingId::StsRecordMissing;
}

// What postfix-mta-sts-resolver accepts of a lone record: it looks for "id=" in any form, and at no other field.
QList<Disagreement> laxReaders(const TxtKind &kind, const base::TaggedRecord &record,
                               const base::TaggedRecord::Fault &fault)
{
    using F = base::TaggedFault;
    const bool isId = record.text.mid(fault.span.offset, fault.span.length).trimmed() == "id"; // "id =a"
    const bool lax = isSts(kind) && fault.code != F::VersionNotDelimited && fault.code != F::NotAscii &&
                     !(fault.code == F::BadFieldName && isId);
    return lax ? QList{software::accepts(software::postfixResolver())} : QList<Disagreement>();
}

void judgeUnrelated(const TxtKind &kind, const QByteArray &record, Findings &out)
{
    Finding finding = about(failed(kind.unrelatedTxt), kind, record);
    if (isSts(kind))
        finding.disagreements.append(software::refuses(software::checkdmarc()));
    if (isSts(kind) && record.startsWith(kind.version))
        finding.disagreements.append(software::refuses(software::postfixResolver())); // it counts two records
    out.append(finding);
}

// "v=STSv1 ;" and a bare "v=STSv1": MTA-STS records, but not among those that begin with "v=STSv1;".
void judgeLost(const TxtKind &kind, const QByteArrayList &records, const base::Selection &selection, Findings &out)
{
    const bool anotherCounts = selection.chosen >= 0;
    for (const int index : selection.lost.mid(0, findingsPerKind)) {
        const bool blank = base::parseTagged(records[index], {}, false).blankBeforeDelimiter;
        Finding finding =
            about(failed(blank ? kind.blankBeforeDelimiter : kind.versionNotDelimited), kind, records[index]);
        finding.severity = anotherCounts ? Severity::Warning : Severity::Error;
        finding.effect = anotherCounts ? Effect::Usable : Effect::Invalid;
        if (isSts(kind) && anotherCounts)
            finding.disagreements = {software::refuses(software::postfixResolver()),
                                     software::refuses(software::mailauth())}; // they count both
        else if (isSts(kind) && blank && selection.lost.size() == 1)
            finding.disagreements = {software::accepts(software::postfixResolver())};
        out.append(finding);
    }
}

Finding otherVersion(const TxtKind &kind, const QByteArray &record)
{
    Finding finding = about(failed(kind.otherVersion), kind, record);
    const QByteArray token = base::versionToken(record);
    if (isSts(kind) && token.startsWith("v=") && token.compare(kind.version, Qt::CaseInsensitive) == 0)
        finding.disagreements = {software::accepts(software::mailauth())};
    return finding;
}

void judgeNoneOfOurs(const TxtKind &kind, const QByteArrayList &records, Findings &out)
{
    const qsizetype before = out.size();
    for (const QByteArray &record : records) {
        if (out.size() - before >= findingsPerKind)
            return;
        if (isQuotedRecord(record, kind.version))
            out.append(about(failed(kind.quoted), kind, record));
        else if (looksLikeVersion(record, kind.version))
            out.append(otherVersion(kind, record));
    }
    if (out.size() == before)
        out.append(about(failed(kind.wildcardAnswers), kind, records.first()));
}

void judgeMultiple(const TxtKind &kind, const QByteArrayList &records, const QList<int> &competing, Findings &out)
{
    Finding finding = about(failed(kind.multiple), kind, records[competing.first()]);
    finding.arguments[QStringLiteral("count")] = QString::number(competing.size());
    QStringList all;
    for (const int index : competing.mid(0, findingsPerKind))
        all.append(shown(records[index]));
    finding.evidence.summary = all.join(QStringLiteral(" | "));
    out.append(finding);
}

} // namespace

QString shown(const QByteArray &bytes)
{
    const QString text = QString::fromUtf8(bytes.left(512));
    return text.size() <= 120 ? text : text.left(119) + u'…';
}

Finding markedIn(Finding finding, const QByteArray &text, base::Span span)
{
    finding.arguments[QStringLiteral("value")] = shown(text.mid(span.offset, span.length));
    finding.evidence.text.bytes = text.left(limits::txtBytes);
    if (span.offset + span.length <= limits::txtBytes) {
        finding.evidence.text.offset = span.offset;
        finding.evidence.text.length = span.length;
        finding.evidence.text.column = int(span.offset) + 1;
    }
    return finding;
}

std::optional<QByteArray> judgeSelection(const TxtKind &kind, const QByteArrayList &records, Findings &out)
{
    if (records.isEmpty()) {
        out.append(failed(kind.missing));
        return std::nullopt;
    }
    const base::Selection selection = base::selectRecord(records, kind.version);
    if (selection.unrelated.size() == records.size()) {
        judgeNoneOfOurs(kind, records, out);
        return std::nullopt;
    }
    if (!selection.competing.isEmpty())
        judgeMultiple(kind, records, selection.competing, out);
    else
        judgeLost(kind, records, selection, out);
    for (const int index : selection.unrelated.mid(0, findingsPerKind))
        judgeUnrelated(kind, records[index], out);
    if (selection.chosen < 0)
        return std::nullopt;
    out.append(passed(kind.missing));
    return records[selection.chosen];
}

void judgeGrammar(const TxtKind &kind, const base::TaggedRecord &record, Findings &out)
{
    QMap<base::TaggedFault, int> told;
    for (const base::TaggedRecord::Fault &fault : record.faults) {
        if (++told[fault.code] > findingsPerKind)
            continue;
        Finding finding = markedIn(failed(idOf(kind, fault.code)), record.text, fault.span);
        finding.arguments[QStringLiteral("version")] = QLatin1String(kind.version);
        finding.disagreements = laxReaders(kind, record, fault);
        out.append(finding);
    }
    if (record.blankBeforeDelimiter)
        out.append(about(failed(kind.blankBeforeDelimiter), kind, record.text));
    if (record.text.size() > limits::txtBytes) {
        Finding finding = about(failed(kind.tooLong), kind, record.text);
        finding.arguments[QStringLiteral("bytes")] = QString::number(record.text.size());
        out.append(finding);
    }
}

void judgeUnknownFields(const TxtKind &kind, const QByteArray &text, const QList<base::TaggedField> &fields,
                        Findings &out)
{
    for (const base::TaggedField &field : fields.mid(0, findingsPerKind)) {
        Finding finding = markedIn(failed(kind.unknownField), text, field.span);
        finding.arguments[QStringLiteral("name")] = shown(field.name);
        if (isSts(kind))
            finding.disagreements = {software::refuses(software::checkdmarc())};
        out.append(finding);
    }
}

} // namespace findings
