// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/enum_names.h"
#include "dane/verify.h"
#include "findings/catalogue.h"
#include "findings/dane_tlsa.h"
#include "findings/dns_evidence.h"
#include "findings/evaluate.h"
#include "findings/smtp_evidence.h"

#include <algorithm>

namespace findings {

using facts::DnsAnswer;
using facts::Dnssec;
using facts::DnsStatus;
using facts::DomainFacts;
using facts::MxHostFacts;
using facts::SmtpProbe;
using facts::TlsaRecord;

namespace {

/// One host with the TLSA records that senders go by.
struct DaneHost
{
    const MxHostFacts &host;
    const DnsAnswer &answer;
    QList<TlsaRecord> records;
    int malformed = 0;
    QStringList names; ///< reference identifiers for usage 2
};

QString recordTexts(const QList<TlsaRecord> &records)
{
    QStringList texts;
    for (const TlsaRecord &record : records)
        texts << record.toString();
    return texts.join(QLatin1String(", "));
}

QString answerLine(const DnsAnswer &answer)
{
    return QStringLiteral("%1, %2").arg(dnsSummary(answer), base::enumName(answer.dnssec));
}

Finding aboutTlsa(Finding finding, const MxHostFacts &host, const DnsAnswer &answer)
{
    const QString records = recordTexts(facts::tlsaRecords(answer));
    finding.arguments.insert(QStringLiteral("host"), host.name);
    finding.arguments.insert(QStringLiteral("name"), answer.name);
    finding.arguments.insert(QStringLiteral("records"), records);
    finding.arguments.insert(QStringLiteral("reason"), dnsReason(answer));
    finding.evidence.host = host.name;
    finding.evidence.summary = answerLine(answer);
    if (!records.isEmpty())
        finding.evidence.summary += QStringLiteral(": ") + records;
    return finding;
}

// Reference identifiers of RFC 7672 §3.2.2: the name that the records stand at, the other end of the alias, and the
// mail domain when DNSSEC vouches for the way from it.
QStringList referenceNames(const DomainFacts &facts, const MxHostFacts &host)
{
    QStringList names{host.name};
    for (const DnsAnswer *answer : {&host.a, &host.aaaa})
        if (!answer->cnames.isEmpty())
            names << answer->finalName();
    if (facts.mx.dnssec == Dnssec::Secure)
        names << facts.domain;
    names.removeDuplicates();
    return names;
}

// Where the host's zone is proven to be unsigned, senders never ask for TLSA (RFC 7672 §2.2.2), so its failure hurts
// nobody.
void judgeFailedLookup(const MxHostFacts &host, const DnsAnswer &answer, Findings &out)
{
    const Dnssec addresses = addressSecurity(host);
    if (addresses == Dnssec::Insecure || answer.status == DnsStatus::Cancelled)
        return;
    if (addresses == Dnssec::Secure && answer.status == DnsStatus::ServFail) {
        out << aboutTlsa(failed(FindingId::DaneTlsaLookupFailed), host, answer);
        return;
    }
    Finding finding = aboutTlsa(unknown(FindingId::DaneTlsaLookupFailed), host, answer);
    finding.severity = addresses == Dnssec::Secure ? Severity::Warning : Severity::Info;
    out << finding;
}

void judgeAlias(const MxHostFacts &host, Findings &out)
{
    if (!host.tlsaExpanded.provesAbsence() || !host.tlsa.hasRecords() || host.tlsa.dnssec != Dnssec::Secure)
        return;
    Finding finding = aboutTlsa(failed(FindingId::DaneAliasTlsa), host, host.tlsa);
    finding.arguments.insert(QStringLiteral("target"), host.tlsaExpanded.name);
    out << finding;
}

void judgeRecords(const DaneHost &dane, const dane::Verdict &verdict, Findings &out)
{
    QList<TlsaRecord> pkix, unusable;
    for (const int index : verdict.unusable) {
        const TlsaRecord record = dane.records.value(index);
        (record.usage <= 1 ? pkix : unusable) << record;
    }
    if (!pkix.isEmpty()) {
        Finding finding = aboutTlsa(failed(FindingId::DaneTlsaUsage), dane.host, dane.answer);
        finding.arguments.insert(QStringLiteral("records"), recordTexts(pkix));
        out << finding;
    }
    if (!unusable.isEmpty() || dane.malformed > 0) {
        Finding finding = aboutTlsa(failed(FindingId::DaneTlsaMalformed), dane.host, dane.answer);
        const QString texts = recordTexts(unusable);
        finding.arguments.insert(QStringLiteral("records"), texts.isEmpty() ? QString::number(dane.malformed) : texts);
        out << finding;
    }
    const bool noneLeft =
        verdict.outcome == dane::Outcome::AllUnusable || (dane.records.isEmpty() && dane.malformed > 0);
    if (noneLeft)
        out << aboutTlsa(failed(FindingId::DaneTlsaUnusable), dane.host, dane.answer);
}

QString wantedRecord(const SmtpProbe &probe)
{
    return TlsaRecord{3, 1, 1, probe.tls.chain.first().spkiSha256}.toString();
}

Finding mismatchAt(const DaneHost &dane, const SmtpProbe &probe, const dane::Verdict &verdict)
{
    Finding finding = aboutTlsa(failed(FindingId::DaneTlsaMismatch), dane.host, dane.answer);
    finding.arguments.insert(QStringLiteral("address"), probe.address.toString());
    finding.arguments.insert(QStringLiteral("wanted"), wantedRecord(probe));
    finding.evidence.address = probe.address.toString();
    finding.evidence.summary =
        QStringLiteral("%1 %2 shows %3; %4 TLSA %5")
            .arg(dane.host.name, endpoint(probe), wantedRecord(probe), dane.answer.name, recordTexts(dane.records));
    if (!verdict.error.isEmpty())
        finding.evidence.summary += QStringLiteral(" (%1)").arg(verdict.error);
    return finding;
}

void judgeChains(const DaneHost &dane, const QDateTime &now, Findings &out)
{
    Findings mismatches;
    QStringList matched, records;
    for (const SmtpProbe &probe : dane.host.probes) {
        if (!probe.tls.established() || probe.tls.chain.isEmpty())
            continue;
        const dane::Verdict verdict = dane::verify(probe.tls.chain, dane.records, dane.names, now);
        if (verdict.outcome == dane::Outcome::Mismatch)
            mismatches << mismatchAt(dane, probe, verdict);
        if (verdict.outcome == dane::Outcome::Match) {
            matched << probe.address.toString();
            records << dane.records.value(verdict.matchedRecord).toString();
        }
    }
    out += mergedByAddress(mismatches);
    if (!mismatches.isEmpty())
        return;
    records.removeDuplicates();
    Finding finding =
        aboutTlsa(matched.isEmpty() ? unknown(FindingId::DaneTlsaMismatch) : passed(FindingId::DaneTlsaMismatch),
                  dane.host, dane.answer);
    finding.arguments.insert(QStringLiteral("address"), matched.join(QLatin1String(", ")));
    finding.arguments.insert(QStringLiteral("wanted"), QString());
    if (matched.isEmpty())
        finding.severity = Severity::Info; // why no certificate was seen has its own finding
    else
        finding.evidence.summary =
            QStringLiteral("%1 %2: %3")
                .arg(dane.host.name, matched.join(QLatin1String(", ")), records.join(QLatin1String(", ")));
    out << finding;
}

void judgeSigned(const DomainFacts &facts, const MxHostFacts &host, const QDateTime &now, Findings &out)
{
    DaneHost dane{host, decisiveTlsa(host), {}, 0, referenceNames(facts, host)};
    dane.records = facts::tlsaRecords(dane.answer, &dane.malformed);
    if (facts.mx.dnssec == Dnssec::Insecure)
        out << aboutTlsa(failed(FindingId::DaneInsecureMx), host, dane.answer);
    judgeAlias(host, out);
    // What is wrong with the records does not depend on the chain.
    const dane::Verdict verdict = dane::verify({}, dane.records, dane.names, now);
    judgeRecords(dane, verdict, out);
    if (verdict.outcome != dane::Outcome::AllUnusable && !dane.records.isEmpty())
        judgeChains(dane, now, out);
}

void judgePresent(const DomainFacts &facts, const MxHostFacts &host, const QDateTime &now,
                  QList<const MxHostFacts *> &notValidated, Findings &out)
{
    const DnsAnswer &answer = decisiveTlsa(host);
    if (answer.dnssec == Dnssec::Bogus)
        out << aboutTlsa(failed(FindingId::DaneTlsaBogus), host, answer);
    else if (daneAppliesTo(host))
        judgeSigned(facts, host, now, out);
    else if (answer.dnssec == Dnssec::Insecure || addressSecurity(host) == Dnssec::Insecure)
        out << aboutTlsa(failed(FindingId::DaneTlsaUnsigned), host, answer);
    else
        notValidated << &host;
}

// Records that fit every chain seen harm nobody, whether DNSSEC vouches for them or not: then the verdict can do
// without.
bool fitsEveryChain(const DomainFacts &facts, const MxHostFacts &host, const QDateTime &now)
{
    const QList<TlsaRecord> records = facts::tlsaRecords(decisiveTlsa(host));
    int fitting = 0;
    for (const SmtpProbe &probe : host.probes) {
        if (!probe.tls.established() || probe.tls.chain.isEmpty())
            continue;
        if (dane::verify(probe.tls.chain, records, referenceNames(facts, host), now).outcome != dane::Outcome::Match)
            return false;
        ++fitting;
    }
    return fitting > 0;
}

Finding aboutHosts(Finding finding, const QList<const MxHostFacts *> &hosts)
{
    QStringList names, lines;
    for (const MxHostFacts *host : hosts) {
        names << host->name;
        lines << answerLine(decisiveTlsa(*host));
    }
    finding.arguments.insert(QStringLiteral("hosts"), names.join(QLatin1String(", ")));
    finding.evidence.summary = lines.join(QLatin1String("; "));
    if (names.size() == 1)
        finding.evidence.host = names.first();
    return finding;
}

} // namespace

void daneRules(const DomainFacts &facts, const QDateTime &now, Findings &out)
{
    QList<const MxHostFacts *> notValidated, missing;
    for (const MxHostFacts &host : facts.mxHosts) {
        const DnsAnswer &answer = decisiveTlsa(host);
        if (answer.status == DnsStatus::Bogus)
            out << aboutTlsa(failed(FindingId::DaneTlsaBogus), host, answer);
        else if (answer.isTemporaryFailure())
            judgeFailedLookup(host, answer, out);
        else if (answer.hasRecords())
            judgePresent(facts, host, now, notValidated, out);
        else if (answer.provesAbsence() && answer.dnssec == Dnssec::Secure && addressSecurity(host) == Dnssec::Secure)
            missing << &host;
    }
    if (!notValidated.isEmpty()) {
        Finding finding = aboutHosts(unknown(FindingId::DaneNotValidated), notValidated);
        finding.arguments.insert(QStringLiteral("reason"), facts.vantage.validationProblem);
        const auto fits = [&](const MxHostFacts *host) { return fitsEveryChain(facts, *host, now); };
        if (std::all_of(notValidated.begin(), notValidated.end(), fits))
            finding.severity = Severity::Info;
        out << finding;
    }
    if (!missing.isEmpty())
        out << aboutHosts(failed(FindingId::DaneTlsaMissing), missing);
}

} // namespace findings
