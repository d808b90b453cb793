// SPDX-License-Identifier: GPL-3.0-or-later
// Moving mail to other hosts without losing a message (RULES 27). A sender that holds a policy without the new hosts
// refuses them; a sender with old MX data refuses when the old hosts have left the policy. So: publish the union, wait
// until senders have it, move the MX records, wait until old MX data and queues are gone, trim. Each phase follows from
// what was seen; each wait is a date.
#pragma once

#include "rollout/history.h"
#include "rollout/plan.h"

namespace rollout {

inline constexpr qint64 refreshSeconds = 86'400;   ///< senders refresh about daily (RFC 8461 §3.3)
inline constexpr qint64 queueSeconds = 5 * 86'400; ///< usual life of a queued mail (RFC 5321 §4.5.4.1)

/// Whether mail may still go by the MX data of that look at `when`: senders deliver by data as old as its TTL, and mail
/// in their queues by data that is older still.
bool mayStillBeUsed(const Observation &look, const QDateTime &when);

struct MoveVerdict
{
    MovePhase phase = MovePhase::NotStarted;
    QStringList oldHosts, newHosts; ///< live before the move; wanted
    QStringList found;          ///< hosts that mail goes to, or may still go to, and that the plan's lines do not cover
    QStringList policyPatterns; ///< what the policy has to list in this phase
    std::optional<QDateTime> waitUntil;           ///< of a waiting phase, UTC; grows while the policy host fails
    std::optional<QDateTime> safeWhateverHappens; ///< when no policy without the new hosts can be held any more
    QList<QDateTime> earliest; ///< earliest begin of each phase still ahead, in the order of the enum
    bool operator==(const MoveVerdict &) const = default;
};

/// Of the plan's mxMove; NotStarted without one.
MoveVerdict moveOf(const History &history, const Plan &plan, const QDateTime &now);

} // namespace rollout
