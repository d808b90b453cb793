// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/domain_name.h"
#include "findings/catalogue.h"
#include "findings/evaluate.h"
#include "findings/record_rules.h"
#include "findings/txt_rules.h"
#include "tlsrpt/record.h"

namespace findings {
namespace {

std::optional<FindingId> idOf(tlsrpt::UriFault fault)
{
    switch (fault) {
    case tlsrpt::UriFault::None: return std::nullopt;
    case tlsrpt::UriFault::Empty:
    case tlsrpt::UriFault::NoScheme:
    case tlsrpt::UriFault::BadCharacter:
    case tlsrpt::UriFault::WithoutHost: return FindingId::TlsrptBadRua;
    case tlsrpt::UriFault::Unescaped: return FindingId::TlsrptUnescapedCharacter;
    case tlsrpt::UriFault::UnsupportedScheme: return FindingId::TlsrptUnsupportedScheme;
    case tlsrpt::UriFault::WithoutAddress: return FindingId::TlsrptMailtoWithoutAddress;
    }
    return std::nullopt;
}

// A URI that no sender can use makes the record useless only when there is no other.
void weighByOthers(Finding &finding, tlsrpt::UriFault fault, bool anotherIsUsable)
{
    if (fault == tlsrpt::UriFault::UnsupportedScheme) {
        finding.severity = anotherIsUsable ? Severity::Warning : Severity::Error;
        finding.effect = anotherIsUsable ? Effect::Usable : Effect::Invalid;
    } else if (fault == tlsrpt::UriFault::WithoutAddress && anotherIsUsable) {
        finding.effect = Effect::Usable;
    }
}

QByteArray listAround(const tlsrpt::ParsedRecord &record, base::Span span)
{
    for (const base::TaggedField &field : record.rua)
        if (span.offset >= field.span.offset && span.offset <= field.span.offset + field.span.length)
            return field.name + '=' + field.value;
    return record.tagged.text;
}

void judgeUris(const tlsrpt::ParsedRecord &record, Findings &out)
{
    const QByteArray &text = record.tagged.text;
    QMap<FindingId, int> told;
    for (const tlsrpt::ReportUri &uri : record.uris) {
        const std::optional<FindingId> id = idOf(uri.fault);
        if (!id || !base::isAscii(uri.text) || ++told[*id] > findingsPerKind)
            continue;
        Finding finding = markedIn(failed(*id), text, uri.span);
        weighByOthers(finding, uri.fault, record.hasUsableUri());
        if (uri.text.isEmpty()) // a comma too many: only the list that it stands in shows what is meant
            finding.arguments[QStringLiteral("value")] = shown(listAround(record, uri.span));
        out.append(finding);
    }
}

// RFC 8460 §3 tlsrpt-rua; two fields are within the grammar.
void judgeRua(const tlsrpt::ParsedRecord &record, Findings &out)
{
    const QByteArray &text = record.tagged.text;
    if (record.rua.isEmpty()) {
        Finding finding = markedIn(failed(FindingId::TlsrptMissingRua), text, {text.size(), 0});
        finding.arguments[QStringLiteral("record")] = shown(text);
        out.append(finding);
        return;
    }
    judgeUris(record, out);
    if (record.rua.size() > 1) {
        Finding finding = markedIn(failed(FindingId::TlsrptSeveralRua), text, record.rua[1].span);
        finding.arguments[QStringLiteral("count")] = QString::number(record.rua.size());
        out.append(finding);
    }
    if (record.isWellFormed())
        out.append(passed(FindingId::TlsrptBadRua));
}

bool isInside(const QString &mailDomain, const QString &domain)
{
    const QString canonical = base::canonicalHost(mailDomain);
    return canonical == domain || canonical.endsWith(u'.' + domain);
}

// RULES: senders deliver reports despite TLS failures (RFC 8460 §3, §5.3), but not to an MX that is down.
void judgeMailboxes(const tlsrpt::ParsedRecord &record, const QString &domain, Findings &out)
{
    for (const tlsrpt::ReportUri &uri : record.uris) {
        if (!uri.isUsable() || !uri.isMailto || !isInside(uri.mailDomain, domain))
            continue;
        Finding finding = markedIn(failed(FindingId::TlsrptMailboxInDomain), record.tagged.text, uri.span);
        finding.arguments[QStringLiteral("domain")] = domain;
        out.append(finding);
        return; // one says it for all
    }
}

void judgeDraftName(const facts::DomainFacts &facts, Findings &out)
{
    const facts::DnsAnswer &draft = facts.hints.draftTlsrpt;
    if (!holdsVersion(draft, tlsrpt::recordVersion))
        return;
    Finding finding = failed(FindingId::TlsrptDraftName);
    finding.arguments[QStringLiteral("place")] = draft.name;
    finding.evidence.summary =
        draft.name + QStringLiteral(" TXT ") + shown(joinedRecords(facts::txtRecords(draft)).join(" | "));
    if (holdsVersion(facts.tlsrptTxt, tlsrpt::recordVersion))
        finding.severity = Severity::Info;
    out.append(finding);
}

} // namespace

void judgeTlsrptRecords(const QByteArrayList &records, const QString &domain, Findings &out)
{
    const std::optional<QByteArray> text = judgeSelection(tlsrptKind(), records, out);
    if (!text)
        return;
    const tlsrpt::ParsedRecord record = tlsrpt::parseRecord(*text);
    judgeGrammar(tlsrptKind(), record.tagged, out);
    judgeRua(record, out);
    judgeUnknownFields(tlsrptKind(), *text, record.extensions, out);
    if (!domain.isEmpty())
        judgeMailboxes(record, domain, out);
}

void tlsrptRecordRules(const facts::DomainFacts &facts, const QDateTime &, Findings &out)
{
    const qsizetype before = out.size();
    if (judgeAnswer(tlsrptKind(), facts.tlsrptTxt, out))
        judgeTlsrptRecords(joinedRecords(facts::txtRecords(facts.tlsrptTxt)), facts.domain, out);
    judgeWildcard(tlsrptKind(), facts.tlsrptTxt, facts.hints.wildcardTxt, out);
    judgeDraftName(facts, out);
    nameOwner(QStringLiteral("_smtp._tls.") + facts.domain, out, before);
}

} // namespace findings
