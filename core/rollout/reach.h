// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a history that begins somewhere in the past tells as much as the whole one. What is derived mostly asks since
// when something is as it is: when that lasts back to the very first look, an earlier look may move the date.
#pragma once

#include "rollout/history.h"
#include "rollout/plan.h"

namespace rollout {

/// False when looks from before the first one could change the stage's date, the testing period, the begin of a
/// withdrawal or what a move of MX hosts started from. `plan` may be null.
bool reachesBackEnough(const History &history, const Plan *plan, const QDateTime &now);

/// Whether there is a look from before the move began; true without a move.
bool reachesBeforeTheMove(const History &history, const Plan *plan);

} // namespace rollout
