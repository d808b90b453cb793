// SPDX-License-Identifier: GPL-3.0-or-later
// What one look at a domain says about MTA-STS as a whole: record and policy taken together, as a sender takes them. A
// look that could not tell is no look at all for the stage: the last one that could decides.
#pragma once

#include "rollout/history.h"

namespace rollout {

enum class Look {
    CannotTell, ///< record or policy could not be looked at
    Nothing,    ///< no record, so no sender asks for a policy
    Unusable,   ///< a record that is broken, or announces a policy that cannot be had
    Testing,
    Enforce,
    None, ///< a usable policy in mode none
};
Look lookOf(const Observation &observation);
/// A usable policy in testing or enforce.
bool isLive(Look look);

/// Looks older than that say little about now.
inline constexpr qint64 lookFreshSeconds = 3 * 86'400;

/// The last look of which `isSo` holds; null without one.
template <class IsSo>
const Observation *lastLook(const History &history, IsSo isSo)
{
    for (auto look = history.observations.crbegin(); look != history.observations.crend(); ++look)
        if (isSo(*look))
            return &*look;
    return nullptr;
}

/// The last look at or before `now` that could tell; null without one.
const Observation *lastTold(const History &history, const QDateTime &now);
/// The last look at or before `now` that could open sessions with the mail servers; null without one.
const Observation *lastProbe(const History &history, const QDateTime &now);
/// The last answer about the TLS reporting record.
Seen reportingSeen(const History &history, const QDateTime &now);
bool isFresh(const Observation *look, const QDateTime &now);

/// The mx lines of a policy for comparison: lower case, sorted, each once.
QStringList linesOf(const sts::Policy &policy);
bool sameLines(const sts::Policy &one, const sts::Policy &other);

/// The history as it could be known at that time: what came later is left out.
History upTo(const History &history, const QDateTime &when);

} // namespace rollout
