// SPDX-License-Identifier: GPL-3.0-or-later
// Why one GET of the policy at one address came to nothing: the stage it reached and the cause that ended it, as the
// name of a finding.
#pragma once

#include "facts/domain_facts.h"
#include "findings/finding.h"

#include <optional>

namespace findings {

/// What stopped one fetch, as a finding of usual severity with {host}, {address}, {reason}; an empty optional when
/// nothing did, or when that is no matter of the host (cancelled, skipped, a body over the limit, a private address).
std::optional<Finding> fetchFault(const facts::PolicyFetch &fetch, const facts::Vantage &vantage);

} // namespace findings
