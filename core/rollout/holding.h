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

/// A policy that a sender may have taken up, and until when it may hold it.
struct Held
{
    Served policy;
    QDateTime until;      ///< fetchableUntil() and max_age (RFC 8461 §8.3, RULES 26)
    bool pending = false; ///< handed out for publishing, never seen, and nothing newer has been seen live since
};

/// Everything that was served, and everything that was handed out and never seen: published and replaced between two
/// checks it was live all the same. That ends with the first look that finds an id which is newer than it.
QList<Held> everythingHeld(const History &history, const QDateTime &now);

/// The latest end among the policies of which `counts(const Held &)` holds; nothing when there is none.
template <class Counts>
std::optional<QDateTime> heldUntil(const History &history, const QDateTime &now, Counts counts)
{
    std::optional<QDateTime> until;
    for (const Held &held : everythingHeld(history, now))
        if (counts(held))
            until = std::max(until.value_or(held.until), held.until);
    return until;
}

} // namespace rollout
