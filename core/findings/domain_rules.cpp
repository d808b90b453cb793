// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/catalogue.h"
#include "findings/dns_evidence.h"
#include "findings/evaluate.h"
#include "findings/mx_set.h"

#include <algorithm>

namespace findings {

namespace {

using facts::DnsAnswer;
using facts::DnsStatus;
using facts::DomainFacts;

QList<const DnsAnswer *> answersOf(const DomainFacts &facts)
{
    QList<const DnsAnswer *> all = {&facts.mx,
                                    &facts.ns,
                                    &facts.stsTxt,
                                    &facts.tlsrptTxt,
                                    &facts.hints.apexTxt,
                                    &facts.hints.underscoreSts,
                                    &facts.hints.draftTlsrpt,
                                    &facts.hints.wildcardTxt,
                                    &facts.policyHost.a,
                                    &facts.policyHost.aaaa,
                                    &facts.posture.dmarc,
                                    &facts.posture.bimi};
    for (const facts::MxHostFacts &host : facts.mxHosts)
        all << &host.a << &host.aaaa << &host.tlsa;
    for (const facts::DkimLookup &lookup : facts.posture.dkim)
        all << &lookup.answer;
    all.removeIf([](const DnsAnswer *answer) { return answer->status == DnsStatus::NotAsked; });
    return all;
}

// All the questions are about one domain, so time-outs alone may be the fault of its name servers; a resolver that
// delivered the keys for validation is not the culprit.
bool resolverIsUnreachable(const DomainFacts &facts)
{
    const QList<const DnsAnswer *> answers = answersOf(facts);
    const auto count = [&](DnsStatus status) {
        return std::ranges::count_if(answers, [status](const DnsAnswer *answer) { return answer->status == status; });
    };
    const auto errors = count(DnsStatus::NetworkError), timeouts = count(DnsStatus::Timeout);
    return !answers.isEmpty() && errors + timeouts == answers.size() && (errors > 0 || !facts.vantage.validating);
}

// "system (192.0.2.53)" is for a line of its own; in a sentence the address says it.
QString resolverWords(const QString &description)
{
    const QLatin1String prefix("system (");
    return description.startsWith(prefix) && description.endsWith(u')')
               ? description.mid(prefix.size(), description.size() - prefix.size() - 1)
               : description;
}

Finding about(Finding finding, const DomainFacts &facts)
{
    finding.arguments = {{QStringLiteral("domain"), facts.domain},
                         {QStringLiteral("resolver"), resolverWords(facts.vantage.resolver)},
                         {QStringLiteral("reason"), dnsReason(facts.mx)}};
    finding.evidence.summary = dnsSummary(facts.mx);
    return finding;
}

// A null MX is the right way to take no mail; whether a policy beside it makes sense is MxNull's affair.
void judgeMail(const DomainFacts &facts, Findings &out)
{
    out.append(about(passed(FindingId::DomainNotFound), facts));
    const bool byNullMx = hasOnlyNullMx(facts);
    if (!takesNoMail(facts) || (byNullMx && !deploymentOf(facts).recordAbsent))
        return;
    out.append(about(failed(FindingId::DomainWithoutMail), facts));
    if (byNullMx) {
        out.last().severity = Severity::Info;
        out.last().evidence.summary = QStringLiteral("MX 0 .");
    }
}

void judgeLookup(const DomainFacts &facts, Findings &out)
{
    switch (facts.mx.status) {
    case DnsStatus::Answer:
    case DnsStatus::NoData: judgeMail(facts, out); return;
    case DnsStatus::NxDomain: out.append(about(failed(FindingId::DomainNotFound), facts)); return;
    case DnsStatus::Bogus: out.append(about(failed(FindingId::DomainBogus), facts)); return;
    case DnsStatus::ServFail:
    case DnsStatus::Timeout:
    case DnsStatus::Refused:
    case DnsStatus::NetworkError: out.append(about(unknown(FindingId::DomainLookupFailed), facts)); return;
    case DnsStatus::NotAsked:
    case DnsStatus::Cancelled: return; // the cancellation is reported by itself
    }
}

void judgeValidation(const DomainFacts &facts, Findings &out)
{
    const facts::Vantage &vantage = facts.vantage;
    Finding finding = about(
        vantage.validating ? passed(FindingId::DnssecNotValidated) : unknown(FindingId::DnssecNotValidated), facts);
    finding.arguments.insert(QStringLiteral("reason"), vantage.validationProblem);
    finding.evidence.summary = vantage.validationProblem.isEmpty()
                                   ? vantage.resolver
                                   : QStringLiteral("%1: %2").arg(vantage.resolver, vantage.validationProblem);
    out.append(finding);
}

} // namespace

void domainRules(const DomainFacts &facts, const QDateTime &, Findings &out)
{
    if (facts.cancelled)
        out.append(about(unknown(FindingId::CheckCancelled), facts));
    if (resolverIsUnreachable(facts)) {
        out.append(about(unknown(FindingId::ResolverUnreachable), facts));
        return;
    }
    judgeLookup(facts, out);
    judgeValidation(facts, out);
}

} // namespace findings
