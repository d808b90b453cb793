// SPDX-License-Identifier: GPL-3.0-or-later
// What may be done now, by the history alone.
#include "rollout/looks.h"
#include "rollout/mx_move.h"
#include "rollout/next_step.h"
#include "rollout/plan_difference.h"
#include "rollout/policy_lines.h"
#include "rollout/readiness_rules.h"
#include "rollout/rung.h"
#include "rollout/withdrawal.h"

#include <algorithm>

namespace rollout {

namespace {

struct Situation
{
    const History &history;
    const Plan &plan;
    QDateTime now;
    const Observation *told;
    std::optional<Stage> knownStage;

    Stage stage() const { return knownStage ? *knownStage : stageOf(history, &plan, now).stage; }
};

Permission refused(const char *code, QMap<QString, QString> arguments = {},
                   std::optional<QDateTime> notBefore = std::nullopt)
{
    return {false, {because(code, std::move(arguments))}, notBefore, {}};
}

const Permission allowed{true, {}, std::nullopt, {}};

bool isEnforced(const Situation &all)
{
    return all.told && lookOf(*all.told) == Look::Enforce;
}

// What would be raised or enforced is not what the plan would publish.
bool isLiveUnplanned(const Situation &all)
{
    return all.plan.reportingOnly && all.told && isLive(lookOf(*all.told));
}

bool isMoving(const Plan &plan)
{
    const std::optional<QDateTime> begun = plan.lastTime(Action::BeginMxMove);
    return plan.mxMove && begun;
}

QStringList notCovered(const QStringList &hosts, const QStringList &patterns)
{
    QStringList left;
    for (const QString &host : hosts)
        if (!sts::matchesAny(patterns, host) && !left.contains(host))
            left += host;
    return left;
}

Permission hostsRefused(const char *code, const QStringList &hosts)
{
    return refused(code, {{QStringLiteral("hosts"), hosts.join(QStringLiteral(", "))}});
}

QStringList recentHosts(const Situation &all)
{
    QStringList hosts;
    for (const Observation &look : all.history.observations)
        if (look.mxKnown && look.takesMail && look.at <= all.now && mayStillBeUsed(look, all.now))
            hosts += look.mx;
    return hosts;
}

Permission recentRefused(const Situation &all)
{
    const QStringList recent = notCovered(recentHosts(all), all.plan.mx);
    return recent.isEmpty() ? allowed : hostsRefused("lines-miss-recent-mx", recent);
}

bool isMissing(const Situation &all)
{
    return all.told && !all.told->domainExists;
}

Permission domainRefused(const Situation &all)
{
    return {false, {domainMissing(all.history, *all.told)}, std::nullopt, {}};
}

// A plan that is there already is kept: a domain that has expired may come back.
Permission mayPlan(const Situation &all)
{
    return isMissing(all) && all.plan.decisions.isEmpty() ? domainRefused(all) : allowed;
}

Permission mayReport(const Situation &all)
{
    if (isMissing(all))
        return domainRefused(all);
    return all.plan.rua.isEmpty() ? refused("no-report-address") : allowed;
}

// Testing harms no mail; what is asked for is what makes its evidence worth something.
Permission mayTest(const Situation &all)
{
    if (!all.told)
        return refused("no-look");
    if (isMissing(all))
        return domainRefused(all);
    if (isEnforced(all))
        return refused("is-enforcing");
    if (!all.told->mxKnown)
        return refused("mx-unknown");
    if (!all.told->takesMail)
        return refused("no-mail");
    if (reportingSeen(all.history, all.now) != Seen::Usable)
        return refused("reporting-first");
    const bool noLine = all.plan.mx.isEmpty() && patternsFor(all.told->mx).isEmpty();
    if (noLine)
        return refused("no-line-for-policy");
    const QStringList left = all.plan.mx.isEmpty() ? QStringList() : notCovered(all.told->mx, all.plan.mx);
    return left.isEmpty() ? allowed : hostsRefused("lines-miss-mx", left);
}

Permission mayEnforce(const Situation &all)
{
    if (isEnforced(all))
        return refused("already-enforcing");
    if (isMoving(all.plan))
        return refused("move-under-way");
    if (isLiveUnplanned(all))
        return refused("policy-not-in-plan");
    if (!isFresh(all.told, all.now))
        return refused(all.told ? "look-too-old" : "no-look");
    const Readiness readiness = readinessOf(all.history, &all.plan, all.now);
    if (lookOf(*all.told) == Look::Testing && readiness.ready())
        return recentRefused(all);
    Permission no;
    no.reasons = readiness.unmet();
    for (const ConditionVerdict &each : readiness.conditions)
        if (each.required && each.state != State::Met)
            no.unmet += each;
    if (no.reasons.isEmpty())
        no.reasons += because("not-in-testing");
    if (const std::optional<QDate> at = readiness.readyAt())
        no.notBefore = QDateTime(*at, QTime(0, 0), Qt::UTC);
    return no;
}

Permission mayRaise(const Situation &all)
{
    if (!isEnforced(all))
        return refused("not-enforcing");
    if (isMoving(all.plan))
        return refused("move-under-way");
    if (isLiveUnplanned(all))
        return refused("policy-not-in-plan");
    if (!isFresh(all.told, all.now))
        return refused("look-too-old");
    const Rung rung = rungOf(all.history, &all.plan, all.now);
    if (!rung.next)
        return refused("top-rung", rung.arguments());
    if (!rung.over(all.now))
        return refused("rung-not-over", rung.arguments(), rung.endsAt);
    return {rung.obstacles.isEmpty(), rung.obstacles, std::nullopt, {}};
}

Permission mayChangeMx(const Situation &all)
{
    if (!all.told)
        return refused("no-look");
    if (isMoving(all.plan))
        return refused("move-under-way");
    if (!all.told->mxKnown)
        return refused("mx-unknown");
    if (all.plan.mx.isEmpty())
        return allowed;
    const QStringList left = notCovered(all.told->mx, all.plan.mx);
    if (!left.isEmpty())
        return hostsRefused("lines-miss-mx", left);
    return recentRefused(all);
}

Permission mayBeginMove(const Situation &all)
{
    if (!all.plan.mxMove || all.plan.mxMove->to.isEmpty())
        return refused("move-without-hosts");
    if (all.plan.reportingOnly)
        return refused("no-policy-planned");
    if (isMoving(all.plan) && *all.plan.lastTime(Action::BeginMxMove) >= all.plan.mxMove->startedAt)
        return refused("move-under-way");
    if (!all.told || !all.told->mxKnown)
        return refused("mx-unknown");
    return lookOf(*all.told) == Look::Unusable ? refused("policy-unusable") : allowed;
}

// The union is live as planned, and under its id it would not reach every sender.
bool isUnionStale(const Situation &all, const MoveVerdict &move)
{
    return move.phase == MovePhase::PublishUnion && all.told && all.told->recordId == all.plan.id &&
           isLive(lookOf(*all.told)) && !differenceFromPlan(all.history, &all.plan, all.now);
}

Permission mayWidenMove(const Situation &all)
{
    if (!isMoving(all.plan))
        return refused("no-move");
    const MoveVerdict move = moveOf(all.history, all.plan, all.now);
    return !move.found.isEmpty() || isUnionStale(all, move) ? allowed : refused("move-hosts-covered");
}

// Once mail goes to the new hosts, or may by old MX data, a policy without them would refuse it.
Permission mayCancelMove(const Situation &all)
{
    if (!all.plan.mxMove)
        return refused("no-move");
    const MoveVerdict move = moveOf(all.history, all.plan, all.now);
    QStringList arrived;
    for (const QString &host : recentHosts(all))
        if (move.newHosts.contains(host, Qt::CaseInsensitive) && !move.oldHosts.contains(host, Qt::CaseInsensitive))
            arrived += host;
    arrived.removeDuplicates();
    return arrived.isEmpty() ? allowed : hostsRefused("move-mx-moved", arrived);
}

Permission mayFinishMove(const Situation &all)
{
    if (!all.plan.mxMove)
        return refused("no-move");
    const MoveVerdict move = moveOf(all.history, all.plan, all.now);
    if (move.phase == MovePhase::Trim || move.phase == MovePhase::Done)
        return allowed;
    return refused("move-not-over", {}, move.waitUntil);
}

bool isEnforcePlanned(const Plan &plan)
{
    return !plan.reportingOnly && plan.mode == sts::Mode::Enforce;
}

Permission mayRollBack(const Situation &all)
{
    return isEnforced(all) || isEnforcePlanned(all.plan) ? allowed : refused("not-enforcing");
}

Permission mayLower(const Situation &all)
{
    if (!isEnforcePlanned(all.plan))
        return refused("not-enforcing");
    return previousRung(all.plan.maxAge, all.plan.maxAgeGoal)
               ? allowed
               : refused("bottom-rung", {{QStringLiteral("max-age"), QString::number(all.plan.maxAge)}});
}

// Another id harms nobody, whatever the policy says; whether its lines are right was asked when they were decided.
Permission mayRepublish(const Situation &all)
{
    if (all.plan.reportingOnly || all.plan.id.isEmpty())
        return refused("no-policy-planned");
    const QStringList left =
        all.told && all.plan.mode == sts::Mode::Enforce ? notCovered(all.told->mx, all.plan.mx) : QStringList();
    return left.isEmpty() ? allowed : hostsRefused("lines-miss-mx", left);
}

Permission mayWithdraw(const Situation &all)
{
    const bool served = std::any_of(all.history.served.begin(), all.history.served.end(),
                                    [](const Served &span) { return span.policy.mode != sts::Mode::None; });
    if (!served && (!all.told || lookOf(*all.told) == Look::Nothing))
        return refused("nothing-to-withdraw");
    return all.stage() == Stage::Withdrawn ? refused("withdrawn") : allowed;
}

Permission mayRemove(const Situation &all)
{
    const Withdrawal withdrawal = withdrawalOf(all.history, all.now);
    if (withdrawal.removed)
        return refused("already-removed");
    if (withdrawal.mayRemove)
        return allowed;
    if (!withdrawal.heldUntil)
        return refused("nothing-to-withdraw");
    return refused(withdrawal.noneServed ? "still-held" : "none-not-served",
                   {{QStringLiteral("until"), dayText(*withdrawal.heldUntil)}}, withdrawal.heldUntil);
}

Permission mayDo(Action action, const Situation &all)
{
    switch (action) {
    case Action::PlanMade: return mayPlan(all);
    case Action::StartReporting: return mayReport(all);
    case Action::StartTesting: return mayTest(all);
    case Action::StartEnforcing: return mayEnforce(all);
    case Action::RaiseMaxAge: return mayRaise(all);
    case Action::ChangeMx: return mayChangeMx(all);
    case Action::BeginMxMove: return mayBeginMove(all);
    case Action::WidenMxMove: return mayWidenMove(all);
    case Action::CancelMxMove: return mayCancelMove(all);
    case Action::FinishMxMove: return mayFinishMove(all);
    case Action::RollBack: return mayRollBack(all);
    case Action::LowerMaxAge: return mayLower(all);
    case Action::Republish: return mayRepublish(all);
    case Action::Withdraw: return mayWithdraw(all);
    case Action::Remove: return mayRemove(all);
    }
    return refused("no-look");
}

} // namespace

Permission mayDo(Action action, const History &history, const Plan &plan, const QDateTime &now)
{
    return mayDo(action, {history, plan, now, lastTold(history, now), std::nullopt});
}

Permission mayDo(Action action, const History &history, const Plan &plan, const QDateTime &now, Stage stage)
{
    return mayDo(action, {history, plan, now, lastTold(history, now), stage});
}

} // namespace rollout
