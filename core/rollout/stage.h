// SPDX-License-Identifier: GPL-3.0-or-later
// Where a domain stands, since when, and why that is the verdict. Derived afresh each time from the history, so it
// cannot disagree with the world. Unknown looks do not change a stage: the last look that could tell decides, and how
// old it is is said beside it.
#pragma once

#include "rollout/history.h"
#include "rollout/plan.h"

#include <QMap>

namespace rollout {

/// A reason as (code, arguments); text/rollout_text.h has the sentence. Codes are stable kebab-case words.
struct Reason
{
    QByteArray code;
    QMap<QString, QString> arguments; ///< untrusted text
    QList<Problem> problems;
    bool operator==(const Reason &) const = default;
};

struct StageVerdict
{
    Stage stage = Stage::Unknown;
    std::optional<QDateTime> since;  ///< UTC; when the present stage was first seen; nothing for Unknown
    std::optional<QDateTime> seenAt; ///< the look that decided
    QList<Reason> reasons;
    bool operator==(const StageVerdict &) const = default;
};

/// `plan` may be null: thresholds are the defaults then.
StageVerdict stageOf(const History &history, const Plan *plan, const QDateTime &now);

} // namespace rollout
