// SPDX-License-Identifier: GPL-3.0-or-later
// The history of one domain, put together from the archive for rollout/: observations from the facts snapshots, the
// ledger of what was served, and the reports about the domain, folded by sender, day and policy, and what its plan
// handed out for publishing. Works offline.
#pragma once

#include "archive/archive.h"
#include "rollout/history.h"
#include "rollout/plan.h"

namespace archive {

struct HistoryRange
{
    QDateTime from, to; ///< UTC; of snapshots and reports. The ledger is always whole.
};

/// Snapshots that cannot be read any more are left out and named in `unreadable`, when given.
Result<rollout::History> historyOf(Archive &archive, const QString &domain, const HistoryRange &range,
                                   QStringList *unreadable = nullptr);

/// The look of that moment. Nothing when there is none, or it cannot be read any more.
Result<std::optional<rollout::Observation>> lookAt(Archive &archive, const QString &domain, const QDateTime &at);

struct ReachingHistory
{
    rollout::History history;
    bool enough = true; ///< false: older looks were left unread that may change since when something is as it is
};
/// The history that tells where the domain stands at `now`: 120 days of looks and reports, and as much more as what is
/// derived from them reaches back (rollout/reach.h), as long as the looks are not too many to read in a second or two:
/// one look costs about a millisecond. `plan` may be null.
Result<ReachingHistory> historyFor(Archive &archive, const QString &domain, const rollout::Plan *plan,
                                   const QDateTime &now);

/// Every domain with a snapshot, a plan or a group, and every one that was added, by name.
Result<QStringList> knownDomains(Archive &archive);

/// Stores a snapshot and what it shows to be served, in one transaction.
Result<> keepFacts(Archive &archive, const facts::DomainFacts &facts, const rollout::Observation &observation);

} // namespace archive
