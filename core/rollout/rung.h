// SPDX-License-Identifier: GPL-3.0-or-later
// The ladder of max_age in mode enforce. A short max_age bounds how long a mistake binds senders; each rung that stays
// clean earns the next. The present rung begins when mode enforce was first served with that max_age, whatever its mx
// lines were.
#pragma once

#include "rollout/stage.h"

namespace rollout {

struct Rung
{
    qint64 maxAge = 0;                      ///< of the live policy, seconds
    std::optional<qint64> next;             ///< nothing at the top
    std::optional<QDateTime> since, endsAt; ///< UTC; endsAt: when it has lasted long enough
    QList<Reason> obstacles; ///< failures on this rung, and conditions that a longer max_age would make worse

    bool over(const QDateTime &now) const { return endsAt && *endsAt <= now; }
    QMap<QString, QString> arguments() const;
};

/// Of the policy that is live in mode enforce; empty when none is.
Rung rungOf(const History &history, const Plan *plan, const QDateTime &now);

} // namespace rollout
