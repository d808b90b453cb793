// SPDX-License-Identifier: GPL-3.0-or-later
// Going one step on. A step is first a decision of the plan, then a publication, then something that a check sees: as
// long as the world does not show what was decided, the thing to do is to publish it, and not to decide again.
#pragma once

#include "rollout/next_step.h"
#include "rollout/templates.h"

namespace rollout {

struct Advance
{
    NextStep next;
    std::optional<Action> action; ///< that goes one step on; nothing: only waiting, watching or mending is left
    bool decided = false;         ///< the plan holds it already, and the last look does not show it yet
    bool changeMx = false;        ///< neither record nor policy: the MX records are to change now
    /// Of the action, also of one that is decided: what has become unsafe since is refused. A fault that the step would
    /// be lost on and a missing look refuse as well.
    Permission permission;
};

/// What the plan has decided and no check has seen; nothing when the world is as it was decided.
std::optional<Action> unpublishedOf(const History &history, const Plan &plan, const QDateTime &now);

/// The one next step towards the goal of the plan.
Advance advanceOf(const History &history, const Plan &plan, const QDateTime &now);
/// An action that the administrator named.
Advance towards(Action action, const History &history, const Plan &plan, const QDateTime &now);
/// The next step out of MTA-STS, whatever the goal was: mode none, then nothing until no older policy can be held, then
/// removal (RFC 8461 §8.3).
Advance withdrawing(const History &history, const Plan &plan, const QDateTime &now);

/// What an action of the plan changes in the world: only the records that it touches, and the policy where there is
/// one. The operation follows from what the last look saw at these names. `zone`: that the records stand in; empty: the
/// domain is its own zone. Error codes: those of publication() and reportingPublication().
base::Result<Publication> publicationOf(Action action, const Plan &plan, const History &history, const QDateTime &now,
                                        const QString &tool, const QString &zone = {});
/// Everything that the plan wants to be live, whatever is: the policy host, reporting and the policy, or reporting
/// alone. Error codes: the same.
base::Result<Publication> publicationOf(const Plan &plan, Choices choices);

/// The last action of the plan that something was published for; nothing before the first.
std::optional<Action> lastPublishing(const Plan &plan);

} // namespace rollout
