// SPDX-License-Identifier: GPL-3.0-or-later
// Where the live policy is not the planned one: either it was not published yet, or it was, and somebody has changed it
// since.
#pragma once

#include "rollout/stage.h"

namespace rollout {

struct PlanDifference
{
    bool published = false; ///< the planned policy was live before
    bool weaker = false;    ///< a lesser mode, or a shorter max_age in the same mode
    Reason reason;
};

/// Nothing without a plan, without a told look, or when they agree.
std::optional<PlanDifference> differenceFromPlan(const History &history, const Plan *plan, const QDateTime &now);

} // namespace rollout
