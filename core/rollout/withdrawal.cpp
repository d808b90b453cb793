// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/withdrawal.h"

#include "rollout/holding.h"

#include <algorithm>

namespace rollout {
namespace {

/// Since when the run of looks that all show `isSo` lasts; looks that could not tell do not end it.
template <class IsSo, class CanTell>
std::optional<QDateTime> sinceWhen(const History &history, IsSo isSo, CanTell canTell)
{
    std::optional<QDateTime> since;
    for (auto look = history.observations.crbegin(); look != history.observations.crend(); ++look) {
        if (!canTell(*look))
            continue;
        if (!isSo(*look))
            break;
        since = look->at;
    }
    return since;
}

bool knowsPolicy(const Observation &look)
{
    return look.record != Seen::NotKnown && look.policy != Seen::NotKnown;
}

bool servesNone(const Observation &look)
{
    return look.record == Seen::Usable && look.policy == Seen::Usable && look.policyRead.mode == sts::Mode::None;
}

bool isGone(const Observation &look)
{
    return look.record == Seen::Absent && look.policy == Seen::Absent;
}

} // namespace

Withdrawal withdrawalOf(const History &history, const QDateTime &now)
{
    Withdrawal withdrawal;
    withdrawal.noneSince = sinceWhen(history, servesNone, knowsPolicy);
    withdrawal.noneServed = withdrawal.noneSince.has_value();
    withdrawal.removed = sinceWhen(history, isGone, knowsPolicy).has_value();
    for (const Held &held : everythingHeld(history, now)) {
        if (held.policy.policy.mode == sts::Mode::None)
            continue;
        if (!withdrawal.heldUntil || held.until > *withdrawal.heldUntil) {
            withdrawal.heldUntil = held.until;
            withdrawal.heldLongest = held.policy;
        }
    }
    // Whoever has not fetched mode none yet may still hold what came before; the date also waits for that.
    withdrawal.mayRemove = withdrawal.noneServed && (!withdrawal.heldUntil || *withdrawal.heldUntil <= now);
    return withdrawal;
}

} // namespace rollout
