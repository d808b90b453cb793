// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/catalogue.h"
#include "findings/evaluate.h"
#include "findings/record_rules.h"
#include "findings/software.h"
#include "findings/txt_rules.h"
#include "sts/record.h"

namespace findings {
namespace {

// RFC 8461 §3.1 sts-id = %s"id=" 1*32(ALPHA / DIGIT)
void judgeId(const sts::ParsedRecord &record, Findings &out)
{
    if (record.idIsGood) {
        out.append(passed(FindingId::StsRecordBadId));
        return;
    }
    const QByteArray &text = record.tagged.text;
    if (!record.id) {
        Finding finding = markedIn(failed(FindingId::StsRecordMissingId), text, {text.size(), 0});
        finding.arguments[QStringLiteral("record")] = shown(text);
        out.append(finding);
        return;
    }
    if (!base::isAscii(record.id->value))
        return; // said once, as StsRecordNotAscii
    const base::Span place{record.id->valueOffset, record.id->value.size()};
    Finding finding = markedIn(failed(FindingId::StsRecordBadId), text, place);
    finding.arguments[QStringLiteral("length")] = QString::number(record.id->value.size());
    finding.disagreements = {software::accepts(software::postfixResolver())};
    out.append(finding);
}

void judgeRepeated(const sts::ParsedRecord &record, Findings &out)
{
    for (const base::TaggedField &field : record.ignored.mid(0, findingsPerKind)) {
        Finding finding = markedIn(failed(FindingId::StsRecordDuplicateField), record.tagged.text, field.span);
        finding.arguments[QStringLiteral("name")] = shown(field.name);
        finding.disagreements = {software::refuses(software::checkdmarc())};
        if (field.name == "v" && field.value != "STSv1")
            finding.disagreements.append(software::refuses(software::postfixResolver())); // its last field counts
        out.append(finding);
    }
}

Finding misplaced(FindingId id, const facts::DomainFacts &facts, const facts::DnsAnswer &where)
{
    Finding finding = failed(id);
    finding.arguments[QStringLiteral("place")] = where.name;
    finding.evidence.summary =
        where.name + QStringLiteral(" TXT ") + shown(joinedRecords(facts::txtRecords(where)).join(" | "));
    // Beside a record in the right place it is mere litter.
    if (holdsVersion(facts.stsTxt, sts::recordVersion))
        finding.severity = Severity::Info;
    return finding;
}

void judgeHints(const facts::DomainFacts &facts, Findings &out)
{
    if (holdsVersion(facts.hints.apexTxt, sts::recordVersion))
        out.append(misplaced(FindingId::StsRecordAtApex, facts, facts.hints.apexTxt));
    if (holdsVersion(facts.hints.underscoreSts, sts::recordVersion))
        out.append(misplaced(FindingId::StsRecordAtUnderscoreName, facts, facts.hints.underscoreSts));
}

bool provesNoPolicyHost(const facts::PolicyHostFacts &host)
{
    return host.a.provesAbsence() && host.aaaa.provesAbsence();
}

void judgeAlias(const facts::DomainFacts &facts, Findings &out)
{
    if (facts.stsTxt.cnames.isEmpty())
        return;
    QStringList chain{facts.stsTxt.cnames.first().from};
    for (const facts::CnameStep &step : facts.stsTxt.cnames)
        chain.append(step.to);
    const bool half = facts.stsTxt.hasRecords() && provesNoPolicyHost(facts.policyHost);
    Finding finding = failed(half ? FindingId::StsRecordHalfDelegated : FindingId::StsRecordAlias);
    finding.arguments[QStringLiteral("chain")] = chain.join(QStringLiteral(" → "));
    finding.arguments[QStringLiteral("name")] = chain.first();
    finding.arguments[QStringLiteral("target")] = chain.last();
    finding.arguments[QStringLiteral("host")] = facts.policyHost.name;
    finding.evidence.summary = chain.join(QStringLiteral(" → "));
    out.append(finding);
}

} // namespace

void judgeStsRecords(const QByteArrayList &records, Findings &out)
{
    const std::optional<QByteArray> text = judgeSelection(stsKind(), records, out);
    if (!text)
        return;
    const sts::ParsedRecord record = sts::parseRecord(*text);
    judgeGrammar(stsKind(), record.tagged, out);
    judgeId(record, out);
    judgeRepeated(record, out);
    judgeUnknownFields(stsKind(), *text, record.extensions, out);
    if (record.isWellFormed())
        out.append(passed(FindingId::StsRecordMalformedField));
}

void stsRecordRules(const facts::DomainFacts &facts, const QDateTime &, Findings &out)
{
    const qsizetype before = out.size();
    if (judgeAnswer(stsKind(), facts.stsTxt, out))
        judgeStsRecords(joinedRecords(facts::txtRecords(facts.stsTxt)), out);
    judgeAlias(facts, out);
    judgeWildcard(stsKind(), facts.stsTxt, facts.hints.wildcardTxt, out);
    judgeHints(facts, out);
    nameOwner(QStringLiteral("_mta-sts.") + facts.domain, out, before);
}

} // namespace findings
