// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/evaluate.h"

#include "findings/catalogue.h"

#include <algorithm>

namespace findings {

Findings evaluate(const facts::DomainFacts &facts, const QDateTime &now)
{
    Findings out;
    domainRules(facts, now, out);
    stsRecordRules(facts, now, out);
    policyHostRules(facts, now, out);
    policyRules(facts, now, out);
    mxCoverageRules(facts, now, out);
    mailServerRules(facts, now, out);
    daneRules(facts, now, out);
    tlsrptRecordRules(facts, now, out);
    googleRules(facts, now, out);
    postureRules(facts, now, out);
    return out;
}

namespace {

bool bearsOnPolicy(Subject subject)
{
    return subject == Subject::StsRecord || subject == Subject::PolicyHost || subject == Subject::Policy;
}

} // namespace

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
