// SPDX-License-Identifier: GPL-3.0-or-later
// The MX records by themselves, before any policy: whether they can be used at all (RFC 5321 §5.1, RFC 7505), and
// whether each host has an address. Parts of mxCoverageRules(), which calls them first.
#pragma once

#include "facts/domain_facts.h"
#include "findings/deployment.h"
#include "findings/finding.h"

namespace findings {

/// The record set: null MX, implicit MX, addresses and bad names in place of hosts, too many hosts. That the lookup
/// itself failed is said about the domain.
void mxRecordRules(const facts::DomainFacts &facts, const Deployment &deployment, Findings &out);
/// Each host's A and AAAA answers: proven absent, failed, bogus, or behind an alias.
void mxAddressRules(const facts::DomainFacts &facts, Findings &out);

} // namespace findings
