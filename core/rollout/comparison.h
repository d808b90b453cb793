// SPDX-License-Identifier: GPL-3.0-or-later
// What is live beside what the plan wants, part by part, in the order in which the parts are published (RFC 8461 §8.1).
// Two texts are the same when every sender reads them alike: blanks, a last ";", the order and the line ends of a
// policy do not count.
#pragma once

#include "facts/domain_facts.h"
#include "rollout/plan.h"

namespace rollout {

enum class Part { PolicyHost, ReportingRecord, Policy, StsRecord };

enum class Agreement {
    NoPlan,   ///< nothing to compare with
    Same,     ///< also when neither is there
    Differs,  ///< something else is live, or more than the one that may stand there
    Missing,  ///< planned, and proven not to be live
    Unwanted, ///< live, and the plan has none
    NotKnown, ///< it could not be seen
};

struct Comparison
{
    Part part{};
    QString place;                    ///< owner name or URL
    QByteArrayList live;              ///< texts as they stand, different ones; untrusted
    std::optional<QByteArray> wanted; ///< nothing: the plan has none, or there is no plan
    Agreement agreement{};
    bool operator==(const Comparison &) const = default;
};

/// One a part, always all four. `facts` and `plan` may be null.
QList<Comparison> compareWithPlan(const base::DomainName &domain, const facts::DomainFacts *facts, const Plan *plan);

} // namespace rollout
