// SPDX-License-Identifier: GPL-3.0-or-later
// The way to the policy, address by address: connection, TLS, certificate, HTTP. Senders pick one address of the policy
// host, so each has to work; what goes wrong at several addresses alike is one finding that names them all. What the
// response says is judged elsewhere (the Policy subject).
#pragma once

#include "facts/domain_facts.h"
#include "findings/finding.h"

namespace findings {

void policyFetchRules(const facts::DomainFacts &facts, const QDateTime &now, Findings &out);

} // namespace findings
