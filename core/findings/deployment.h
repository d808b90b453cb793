// SPDX-License-Identifier: GPL-3.0-or-later
// What of MTA-STS is deployed, as far as the facts show: many rules are graver in enforce mode than in testing, and
// mere remarks where no sender looks at a policy at all.
#pragma once

#include "facts/domain_facts.h"
#include "findings/finding.h"
#include "sts/policy.h"

#include <optional>

namespace findings {

struct Deployment
{
    bool recordAbsent = false; ///< the DNS proves that there is no MTA-STS record: no sender looks further
    bool recordUsable = false; ///< exactly one well-formed record
    bool policyUsable = false; ///< a conforming sender could fetch and use the policy (certificate and text both good)
    std::optional<sts::Mode> mode; ///< as written in the policy text, even when something else in it is broken
    QStringList mx;                ///< the patterns as written, the malformed ones included

    bool enforced() const { return !recordAbsent && mode == sts::Mode::Enforce; }
};

Deployment deploymentOf(const facts::DomainFacts &facts);

/// The response that rules about the policy text judge: the first complete answer with status 200 over a trusted
/// connection, one in mode enforce before others; else the first complete one, else one whose body was over the limit,
/// else null.
const facts::PolicyFetch *decisiveFetch(const facts::DomainFacts &facts);

/// Where the DNS proves that there is no MTA-STS record, no sender looks at the policy or its host: what failed worse
/// than Info among the findings from index `from` on becomes Info with effect None, and so does what is unknown.
/// Otherwise changes nothing.
void lowerWhenNotDeployed(const Deployment &deployment, Findings &out, qsizetype from);

} // namespace findings
