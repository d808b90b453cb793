// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/next_step.h"

#include "rollout/looks.h"
#include "rollout/mx_move.h"
#include "rollout/plan_difference.h"
#include "rollout/readiness_rules.h"
#include "rollout/rung.h"
#include "rollout/withdrawal.h"

#include <algorithm>
#include <array>

namespace rollout {

namespace {

constexpr int overdueDays = 14;
constexpr int patienceDays = 3; ///< in testing, until the absence of every report is a fault and no longer a wait

/// Everything that one answer needs.
struct Situation
{
    const History &history;
    const Plan *plan;
    QDateTime now;
    StageVerdict stage;
    Goal goal;
    const Observation *told;
};

NextStep step(Step what, Reason why, std::optional<QDateTime> notBefore = std::nullopt)
{
    NextStep next;
    next.step = what;
    next.why = std::move(why);
    next.notBefore = notBefore;
    return next;
}

QDateTime startOf(const QDate &day)
{
    return QDateTime(day, QTime(0, 0), Qt::UTC);
}

bool isMoving(const Plan *plan)
{
    return plan && plan->mxMove && !plan->mxMove->to.isEmpty();
}

// What only somebody's action can change, the gravest first.
constexpr std::array mendFirst{Condition::PolicyLive,   Condition::MxCovered,          Condition::ProbesClean,
                               Condition::NoOwnFailure, Condition::PolicyHostReliable, Condition::CertificatesLast};

const ConditionVerdict *of(const Readiness &readiness, Condition condition)
{
    for (const ConditionVerdict &verdict : readiness.conditions)
        if (verdict.condition == condition)
            return &verdict;
    return nullptr;
}

const ConditionVerdict *toMend(const Readiness &readiness)
{
    for (const Condition condition : mendFirst)
        if (const ConditionVerdict *verdict = of(readiness, condition);
            verdict && verdict->required && verdict->state == State::NotMet && !verdict->metAt)
            return verdict;
    return nullptr;
}

std::optional<NextStep> commonFault(const Situation &all)
{
    const std::optional<PlanDifference> difference = differenceFromPlan(all.history, all.plan, all.now);
    if (difference && difference->published)
        return step(Step::MendFault, difference->reason);
    if (changedUnderSameId(all.history, all.now))
        return step(Step::MendFault, because("policy-changed-same-id",
                                             {{QStringLiteral("id"), QString::fromLatin1(all.told->recordId)}}));
    const Seen reporting = reportingSeen(all.history, all.now);
    if (reporting == Seen::Absent || reporting == Seen::Invalid)
        return step(Step::PublishReporting, because("reporting-missing"));
    return std::nullopt;
}

NextStep waiting(const Situation &all, const Readiness &readiness)
{
    const ConditionVerdict *coming = of(readiness, Condition::ReportsKeepComing);
    const std::optional<TestingPeriod> period = testingPeriodOf(all.history, all.now);
    const bool patient = period && period->begin.daysTo(all.now) < patienceDays;
    if (coming && coming->state == State::NotMet && !patient)
        return step(Step::MendFault, coming->reason);
    const ConditionVerdict *probes = of(readiness, Condition::ProbesClean);
    if (probes && probes->required && probes->state == State::Unknown)
        return step(Step::CheckDomain, probes->reason);
    NextStep next = step(Step::WaitForReports, because("wait-evidence"));
    next.blockedBy = readiness.unmet();
    if (!next.blockedBy.isEmpty())
        next.why = next.blockedBy.first();
    if (const std::optional<QDate> at = readiness.readyAt())
        next.notBefore = startOf(*at);
    return next;
}

NextStep whileTesting(const Situation &all)
{
    if (const std::optional<NextStep> fault = commonFault(all))
        return *fault;
    const std::optional<PlanDifference> difference = differenceFromPlan(all.history, all.plan, all.now);
    if (difference && all.plan->mode == sts::Mode::Enforce)
        return step(Step::Enforce, difference->reason);
    const Readiness readiness = readinessOf(all.history, all.plan, all.now);
    if (const ConditionVerdict *fault = toMend(readiness))
        return step(Step::MendFault, fault->reason);
    if (const ConditionVerdict *failures = of(readiness, Condition::NoUnexplainedFailure);
        failures && failures->state == State::NotMet && !failures->metAt)
        return step(Step::LookAtFailures, failures->reason);
    if (all.goal == Goal::Testing || all.goal == Goal::Reporting)
        return step(Step::KeepWatching, because("goal-reached"));
    if (!readiness.ready())
        return waiting(all, readiness);
    NextStep next = step(Step::Enforce, because("ready", {{QStringLiteral("since"), dayText(*all.stage.since)}}));
    next.overdue = all.stage.since->daysTo(all.now) >= overdueDays;
    if (next.overdue)
        next.why.code = "ready-overdue";
    return next;
}

NextStep whileEnforcing(const Situation &all)
{
    if (const std::optional<NextStep> fault = commonFault(all))
        return *fault;
    const Rung rung = rungOf(all.history, all.plan, all.now);
    const Readiness readiness = readinessOf(all.history, all.plan, all.now);
    if (const ConditionVerdict *fault = toMend(readiness))
        return step(Step::MendFault, fault->reason);
    if (const ConditionVerdict *failures = of(readiness, Condition::NoUnexplainedFailure);
        failures && failures->state == State::NotMet && !failures->metAt)
        return step(Step::LookAtFailures, failures->reason);
    if (const ConditionVerdict *coming = of(readiness, Condition::ReportsKeepComing);
        coming && coming->reason.code == "reports-stopped")
        return step(Step::MendFault, coming->reason);
    if (!rung.next || all.goal == Goal::Testing || all.goal == Goal::Reporting)
        return step(Step::KeepWatching, because("top-rung", rung.arguments()));
    if (!rung.over(all.now))
        return step(Step::KeepWatching, because("rung-not-over", rung.arguments()), rung.endsAt);
    if (!rung.obstacles.isEmpty()) {
        NextStep next = step(Step::RaiseMaxAge, because("rung-over", rung.arguments()));
        next.blockedBy = rung.obstacles;
        return next;
    }
    return step(Step::RaiseMaxAge, because("rung-over", rung.arguments()));
}

NextStep towardsWithdrawn(const Situation &all)
{
    switch (all.stage.stage) {
    case Stage::NoDomain:
    case Stage::NotStarted:
    case Stage::Reporting: return step(Step::Nothing, because("nothing-to-withdraw"));
    case Stage::Withdrawn:
        return lookOf(*all.told) == Look::Nothing ? step(Step::Nothing, because("withdrawn"))
                                                  : step(Step::RemoveRecords, all.stage.reasons.first());
    case Stage::Withdrawing:
        return step(Step::ContinueWithdrawal, all.stage.reasons.first(), withdrawalOf(all.history, all.now).heldUntil);
    case Stage::Broken: return step(Step::MendFault, all.stage.reasons.first());
    case Stage::Unknown:
    case Stage::Testing:
    case Stage::ReadyToEnforce:
    case Stage::Enforcing: break;
    }
    return step(Step::ContinueWithdrawal, because("publish-none"));
}

// Mode none, or no record any more, although the goal is another.
NextStep againstTheGoal(const Situation &all)
{
    const bool wanted = all.plan && !all.plan->reportingOnly && all.plan->mode != sts::Mode::None;
    if (all.stage.stage == Stage::Withdrawing)
        return wanted ? step(Step::MendFault, because("policy-not-as-planned")) : towardsWithdrawn(all);
    if (wanted)
        return step(Step::PublishTesting, because("start-again"));
    return towardsWithdrawn(all);
}

NextStep atStart(const Situation &all)
{
    if (all.stage.stage == Stage::NotStarted)
        return step(Step::PublishReporting, because("reporting-first"));
    if (all.goal == Goal::Reporting)
        return step(Step::KeepWatching, because("goal-reached"));
    NextStep next = step(Step::PublishTesting, because("testing-next"));
    if (all.told->mxKnown && !all.told->takesMail)
        next.blockedBy += because("no-mail");
    return next;
}

NextStep moving(const Situation &all)
{
    const MoveVerdict move = moveOf(all.history, *all.plan, all.now);
    if (!move.found.isEmpty())
        return step(Step::ContinueMxMove,
                    because("move-hosts-found", {{QStringLiteral("hosts"), move.found.join(QStringLiteral(", "))}}));
    return step(Step::ContinueMxMove,
                because("move-running", {{QStringLiteral("hosts"), move.newHosts.join(QStringLiteral(", "))}}),
                move.waitUntil);
}

// What the plan's own step would mend.
bool isBrokenByFoundHosts(const Situation &all)
{
    return all.stage.stage == Stage::Broken && isMoving(all.plan) && lookOf(*all.told) != Look::Unusable &&
           !moveOf(all.history, *all.plan, all.now).found.isEmpty();
}

NextStep byStage(const Situation &all)
{
    if (all.goal == Goal::Withdrawn)
        return towardsWithdrawn(all);
    if (isBrokenByFoundHosts(all))
        return moving(all);
    switch (all.stage.stage) {
    case Stage::NoDomain:
    case Stage::Broken: return step(Step::MendFault, all.stage.reasons.first());
    case Stage::NotStarted:
    case Stage::Reporting: return atStart(all);
    case Stage::Testing:
    case Stage::ReadyToEnforce: return isMoving(all.plan) ? moving(all) : whileTesting(all);
    case Stage::Enforcing: return isMoving(all.plan) ? moving(all) : whileEnforcing(all);
    case Stage::Withdrawing:
    case Stage::Withdrawn: return againstTheGoal(all);
    case Stage::Unknown: break;
    }
    return step(Step::CheckDomain, all.stage.reasons.first());
}

} // namespace

NextStep nextStepOf(const History &history, const Plan *plan, const QDateTime &now)
{
    return nextStepOf(history, plan, now, stageOf(history, plan, now));
}

NextStep nextStepOf(const History &history, const Plan *plan, const QDateTime &now, const StageVerdict &stage)
{
    const Situation all{history, plan, now, stage, plan ? plan->goal : Goal::Enforce, lastTold(history, now)};
    if (!all.told)
        return step(Step::CheckDomain, all.stage.reasons.first());
    if (!isFresh(all.told, now))
        return step(Step::CheckDomain, because("look-old", {{QStringLiteral("day"), dayText(all.told->at)}}));
    return byStage(all);
}

} // namespace rollout
