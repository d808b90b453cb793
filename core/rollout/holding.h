// SPDX-License-Identifier: GPL-3.0-or-later
// How long a policy that was served can bind senders. A sender holds it for max_age from its last fetch (RFC 8461
// §3.2), and the last fetch is not the last sighting: between two checks nobody looked, so until the first check that
// found something else in its place the policy may have been handed out. Every date of a withdrawal or an MX move
// rests on that later moment.
#pragma once

#include "rollout/history.h"

namespace rollout {

/// The latest moment, up to `now`, at which a sender may have fetched this policy of the history: the first look after
/// its last sighting that found another policy or none; where only the record was gone, the TTL of the record later, as
/// it may have been cached; `now` while no look found that. A look that could not tell, and a policy host that could
/// not be used from here, end nothing.
QDateTime fetchableUntil(const History &history, const Served &served, const QDateTime &now);

/// Until when a sender may hold it: fetchableUntil() and max_age (RFC 8461 §8.3, RULES 26).
QDateTime heldUntil(const History &history, const Served &served, const QDateTime &now);

/// The latest heldUntil() of the policies of which `counts` holds; nothing when none was served.
template <class Counts>
std::optional<QDateTime> heldUntil(const History &history, const QDateTime &now, Counts counts)
{
    std::optional<QDateTime> until;
    for (const Served &served : history.served)
        if (served.firstSeen <= now && counts(served))
            until = std::max(until.value_or(heldUntil(history, served, now)), heldUntil(history, served, now));
    return until;
}

} // namespace rollout
