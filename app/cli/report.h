// SPDX-License-Identifier: GPL-3.0-or-later
// One domain judged: the facts, the findings and what follows from them. Both outputs, JSON and text, are made from
// this and nothing else, so they cannot differ.
#pragma once

#include "facts/domain_facts.h"
#include "findings/deployment.h"
#include "findings/evaluate.h"

namespace cli {

struct Report
{
    facts::DomainFacts facts;
    findings::Findings findings;
    findings::Verdict verdict;
    findings::Deployment deployment;
    QString policyId; ///< of the record, empty when there is no usable one
};

Report judged(const facts::DomainFacts &facts, const QDateTime &now);

} // namespace cli
