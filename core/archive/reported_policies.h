// SPDX-License-Identifier: GPL-3.0-or-later
// What senders reported of one domain, as a rollout asks for it: one entry for each sender, day, policy and kind of
// carrier, counted by the database. Entries that another report contradicts stand by themselves.
#pragma once

#include "archive/archive.h"
#include "rollout/history.h"

namespace archive {

/// The days from `from` to `to` (since 1970 UTC), both included, by day, then sender. Reports without a readable range
/// have no day and are left out.
Result<std::vector<rollout::ReportedPolicy>> reportedPolicies(Archive &archive, const QString &domain,
                                                              std::int64_t from, std::int64_t to);

} // namespace archive
