// SPDX-License-Identifier: GPL-3.0-or-later
// Facts in, findings out. Pure and total: the same facts and the same moment give the same findings, on any machine.
#pragma once

#include "facts/domain_facts.h"
#include "findings/finding.h"

namespace findings {

/// All findings of a domain, in the order of Subject, then as the rules find them.
Findings evaluate(const facts::DomainFacts &facts, const QDateTime &now);

/// The verdict over a list: worst severity of what failed, whether anything that the verdict needs is unknown, and the
/// effect on the MTA-STS policy (StsRecord, PolicyHost and Policy findings only).
struct Verdict
{
    Severity severity = Severity::Ok;
    bool unknown = false;
    Effect effect = Effect::Usable; ///< worst of Usable < Absent < Invalid
    int exitStatus() const;         ///< monitoring-plugin status: error 2, unknown 3, warning 1, else 0
};
Verdict verdictOf(const Findings &findings);

// The rules by subject; evaluate() calls them in this order. Each appends what it found.
void domainRules(const facts::DomainFacts &facts, const QDateTime &now, Findings &out);
void stsRecordRules(const facts::DomainFacts &facts, const QDateTime &now, Findings &out);
void policyHostRules(const facts::DomainFacts &facts, const QDateTime &now, Findings &out);
void policyRules(const facts::DomainFacts &facts, const QDateTime &now, Findings &out);
void mxCoverageRules(const facts::DomainFacts &facts, const QDateTime &now, Findings &out);
void mailServerRules(const facts::DomainFacts &facts, const QDateTime &now, Findings &out);
void daneRules(const facts::DomainFacts &facts, const QDateTime &now, Findings &out);
void tlsrptRecordRules(const facts::DomainFacts &facts, const QDateTime &now, Findings &out);
void googleRules(const facts::DomainFacts &facts, const QDateTime &now, Findings &out);
void postureRules(const facts::DomainFacts &facts, const QDateTime &now, Findings &out);

} // namespace findings
