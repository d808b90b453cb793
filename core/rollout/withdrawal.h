// SPDX-License-Identifier: GPL-3.0-or-later
// Out of MTA-STS without losing a message (RFC 8461 §8.3): serve mode none with a max_age of about a day and a new id,
// and take record and host away only when no policy that was ever served can still be held.
#pragma once

#include "rollout/history.h"
#include "rollout/plan.h"

namespace rollout {

struct Withdrawal
{
    bool noneServed = false;            ///< mode none is live
    std::optional<QDateTime> noneSince; ///< UTC
    std::optional<QDateTime>
        heldUntil; ///< the maximum over everything served in testing or enforce; nothing: there was none
    std::optional<Served> heldLongest; ///< the one that decides
    bool mayRemove = false;            ///< heldUntil has passed
    bool removed = false;              ///< record and policy are gone
    bool operator==(const Withdrawal &) const = default;
};

Withdrawal withdrawalOf(const History &history, const QDateTime &now);

} // namespace rollout
