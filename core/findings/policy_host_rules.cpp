// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/catalogue.h"
#include "findings/deployment.h"
#include "findings/dns_evidence.h"
#include "findings/evaluate.h"
#include "findings/policy_fetch_rules.h"

#include <algorithm>

namespace findings {

namespace {

using facts::DnsAnswer;
using facts::DnsStatus;
using facts::DomainFacts;
using facts::PolicyHostFacts;

bool isMissing(const PolicyHostFacts &host)
{
    return host.a.provesAbsence() && host.aaaa.provesAbsence();
}

/// The answer that shows the alias, if there is one.
const DnsAnswer &aliasAnswer(const PolicyHostFacts &host)
{
    return host.a.cnames.isEmpty() ? host.aaaa : host.a;
}

QString addressesText(const PolicyHostFacts &host)
{
    QStringList texts;
    for (const base::IpAddress &address : facts::addresses(host.a) + facts::addresses(host.aaaa))
        texts.append(address.toString());
    return texts.join(QStringLiteral(", "));
}

Finding about(Finding finding, const DomainFacts &facts, const DnsAnswer &answer)
{
    const QString chain = aliasChain(answer);
    finding.arguments = {{QStringLiteral("domain"), facts.domain},
                         {QStringLiteral("host"), facts.policyHost.name},
                         {QStringLiteral("target"), answer.finalName()},
                         {QStringLiteral("chain"), chain.isEmpty() ? answer.name : chain},
                         {QStringLiteral("reason"), dnsReason(answer)}};
    finding.evidence.host = facts.policyHost.name;
    finding.evidence.summary = dnsSummary(answer);
    return finding;
}

void judgeAbsence(const DomainFacts &facts, Findings &out)
{
    const DnsAnswer &answer = aliasAnswer(facts.policyHost);
    const bool dangling = !answer.cnames.isEmpty() && answer.status == DnsStatus::NxDomain;
    out.append(
        about(failed(dangling ? FindingId::PolicyHostDanglingAlias : FindingId::PolicyHostMissing), facts, answer));
}

/// What the failed lookup of one family means: wrong signatures, or nothing known for now.
std::optional<Finding> lookupFault(const DomainFacts &facts, const DnsAnswer &answer, const DnsAnswer &other)
{
    if (answer.status == DnsStatus::Bogus)
        return about(failed(FindingId::PolicyHostBogus), facts, answer);
    if (!answer.isTemporaryFailure() || answer.status == DnsStatus::Cancelled)
        return std::nullopt;
    Finding finding = about(unknown(FindingId::PolicyHostLookupFailed), facts, answer);
    if (other.hasRecords()) // it matters less then, but senders may meet the same failure
        finding.severity = Severity::Warning;
    return finding;
}

void judgeFailures(const DomainFacts &facts, Findings &out)
{
    const PolicyHostFacts &host = facts.policyHost;
    const auto v4 = lookupFault(facts, host.a, host.aaaa), v6 = lookupFault(facts, host.aaaa, host.a);
    if (v4)
        out.append(*v4);
    if (v4 && v6 && v4->id == v6->id)
        out.last().evidence.summary += QStringLiteral("; ") + v6->evidence.summary;
    else if (v6)
        out.append(*v6);
}

void judgeAlias(const DomainFacts &facts, Findings &out)
{
    const DnsAnswer &answer = aliasAnswer(facts.policyHost);
    if (!answer.cnames.isEmpty())
        out.append(about(failed(FindingId::PolicyHostAlias), facts, answer));
}

void judgeName(const DomainFacts &facts, Findings &out)
{
    const PolicyHostFacts &host = facts.policyHost;
    if (isMissing(host))
        return judgeAbsence(facts, out);
    judgeFailures(facts, out);
    if (!host.a.hasRecords() && !host.aaaa.hasRecords())
        return;
    out.append(about(passed(FindingId::PolicyHostMissing), facts, host.a.hasRecords() ? host.a : host.aaaa));
    out.last().evidence.summary = addressesText(host);
    judgeAlias(facts, out);
}

} // namespace

void policyHostRules(const DomainFacts &facts, const QDateTime &now, Findings &out)
{
    const Deployment deployment = deploymentOf(facts);
    if (deployment.recordAbsent && isMissing(facts.policyHost))
        return; // nothing is deployed, and nothing is expected
    const qsizetype from = out.size();
    judgeName(facts, out);
    policyFetchRules(facts, now, out);
    lowerWhenNotDeployed(deployment, out, from);
}

} // namespace findings
