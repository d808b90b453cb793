// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/rollout_standing.h"

#include "cli/exit_status.h"

namespace cli {

Standing standingOf(const Standpoint &from)
{
    const rollout::History &history = from.history;
    const rollout::Plan *plan = from.planOrNull();
    const rollout::StageVerdict stage = rollout::stageOf(history, plan, from.now);
    return Standing{history.domain,
                    from.now,
                    stage,
                    rollout::nextStepOf(history, plan, from.now, stage),
                    rollout::readinessOf(history, plan, from.now),
                    rollout::forecastOf(history, plan, from.now),
                    rollout::rungOf(history, plan, from.now),
                    rollout::maxAgeLadder((plan ? *plan : rollout::Plan()).maxAgeGoal),
                    plan ? rollout::moveOf(history, *plan, from.now) : rollout::MoveVerdict(),
                    rollout::withdrawalOf(history, from.now),
                    rollout::holdersOf(history, from.now),
                    plan ? rollout::unpublishedOf(history, *plan, from.now) : std::nullopt,
                    plan != nullptr,
                    from.enough};
}

int statusOf(const Standing &standing)
{
    if (standing.stage.stage == rollout::Stage::Broken || standing.stage.stage == rollout::Stage::NoDomain)
        return Failed;
    if (standing.stage.stage == rollout::Stage::Unknown)
        return Unsure;
    const bool faulty = standing.next.step == rollout::Step::MendFault;
    return standing.next.overdue || faulty ? Warned : Fine;
}

} // namespace cli
