// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/evaluate.h"

#include "findings/catalogue.h"
#include "findings/deployment.h"
#include "findings/mx_set.h"

#include <algorithm>

namespace findings {

namespace {

bool bearsOnPolicy(Subject subject)
{
    return subject == Subject::StsRecord || subject == Subject::PolicyHost || subject == Subject::Policy;
}

// A policy that no sender could have used needs a reason. Where the rules gave none, silence would be a false pass.
void refuseSilence(const facts::DomainFacts &facts, Findings &out)
{
    const Deployment deployment = deploymentOf(facts);
    if (deployment.recordAbsent || deployment.policyUsable)
        return;
    const bool explained = std::any_of(out.begin(), out.end(), [](const Finding &finding) {
        return bearsOnPolicy(subjectOf(finding.id)) && finding.status != Status::Pass &&
               finding.severity > Severity::Info;
    });
    if (explained)
        return;
    Finding finding = unknown(FindingId::PolicyNotJudged);
    finding.arguments.insert(QStringLiteral("domain"), facts.domain);
    out.append(finding);
}

// Where no mail can arrive, nobody misses the records that protect it.
void excuseMissingRecords(const facts::DomainFacts &facts, Findings &out)
{
    if (facts.mx.status != facts::DnsStatus::NxDomain && !takesNoMail(facts))
        return;
    for (Finding &finding : out)
        if ((finding.id == FindingId::StsRecordMissing || finding.id == FindingId::TlsrptMissing) &&
            finding.status == Status::Fail)
            finding.severity = Severity::Info;
}

} // namespace

Findings evaluate(const facts::DomainFacts &facts, const QDateTime &now)
{
    Findings out;
    domainRules(facts, now, out);
    const auto saysNothing = [](const Finding &finding) { return finding.id == FindingId::ResolverUnreachable; };
    if (std::any_of(out.begin(), out.end(), saysNothing))
        return out; // not one answer: all that could follow is the same sentence about every record
    stsRecordRules(facts, now, out);
    policyHostRules(facts, now, out);
    policyRules(facts, now, out);
    refuseSilence(facts, out);
    mxCoverageRules(facts, now, out);
    mailServerRules(facts, now, out);
    daneRules(facts, now, out);
    tlsrptRecordRules(facts, now, out);
    googleRules(facts, now, out);
    postureRules(facts, now, out);
    excuseMissingRecords(facts, out);
    return out;
}

Verdict verdictOf(const Findings &findings)
{
    Verdict verdict;
    for (const Finding &finding : findings) {
        if (finding.status == Status::Fail)
            verdict.severity = std::max(verdict.severity, finding.severity);
        if (finding.status == Status::Unknown && finding.severity > Severity::Info)
            verdict.unknown = true;
        if (bearsOnPolicy(subjectOf(finding.id)))
            verdict.effect = std::max(verdict.effect, finding.effect);
    }
    return verdict;
}

int Verdict::exitStatus() const
{
    if (severity == Severity::Error)
        return 2;
    if (unknown)
        return 3;
    return severity == Severity::Warning ? 1 : 0;
}

} // namespace findings
