// SPDX-License-Identifier: GPL-3.0-or-later
// One action, why, and what blocks it. Also the reminder when a domain sits in testing for longer than its evidence
// needs.
#pragma once

#include "rollout/readiness.h"

namespace rollout {

struct NextStep
{
    Step step = Step::CheckDomain;
    std::optional<QDateTime> notBefore; ///< UTC; a date to come back on
    Reason why;
    QList<Reason> blockedBy; ///< empty: can be done now
    bool overdue = false;    ///< the evidence has been enough for a fortnight
    bool operator==(const NextStep &) const = default;
};

NextStep nextStepOf(const History &history, const Plan *plan, const QDateTime &now);
/// The same where the stage was derived already, from the same history, plan and moment.
NextStep nextStepOf(const History &history, const Plan *plan, const QDateTime &now, const StageVerdict &stage);

/// Whether an action is safe now, by the history alone. `advance` refuses what is not; what a forced action would do is
/// in the reasons.
struct Permission
{
    bool allowed = false;
    QList<Reason> reasons; ///< why not
    std::optional<QDateTime> notBefore;
    QList<ConditionVerdict> unmet = {}; ///< of mode enforce: the conditions behind the reasons, with their dates
};
Permission mayDo(Action action, const History &history, const Plan &plan, const QDateTime &now);
Permission mayDo(Action action, const History &history, const Plan &plan, const QDateTime &now, Stage stage);

/// The plan after an action: mode, lines, max_age and a new id where the policy's text changes (RFC 8461 §8.1), the
/// decision recorded. Does not ask mayDo().
Plan after(Action action, const Plan &plan, const History &history, const QDateTime &now, bool forced = false,
           const QString &reason = {});

/// Every id that senders may know: served, seen in a record, or planned. A policy never gets one of these again.
QByteArrayList usedIds(const History &history, const Plan *plan);

} // namespace rollout
