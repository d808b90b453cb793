// SPDX-License-Identifier: GPL-3.0-or-later
// Addresses of one policy host that do not say the same: a sender picks any of them, so different senders hold
// different policies.
#pragma once

#include "facts/domain_facts.h"
#include "findings/finding.h"

namespace findings {

/// Every complete response against the one that is judged as the policy. Another status or media type is an error (that
/// address has no policy), another body a warning. Passes when at least two are equal.
void policyDifferences(const facts::DomainFacts &facts, Findings &out);

} // namespace findings
