// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/advance.h"

#include "rollout/looks.h"
#include "rollout/mx_move.h"
#include "rollout/plan_difference.h"
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
    StageVerdict stage;
    const Observation *told;

    Permission may(Action action) const { return mayDo(action, history, plan, now, stage.stage); }
};

Situation situationOf(const History &history, const Plan &plan, const QDateTime &now)
{
    return {history, plan, now, stageOf(history, &plan, now), lastTold(history, now)};
}

const Decision *lastDecision(const Plan &plan)
{
    const auto last = std::find_if(plan.decisions.crbegin(), plan.decisions.crend(),
                                   [](const Decision &one) { return one.action != Action::PlanMade; });
    return last == plan.decisions.crend() ? nullptr : &*last;
}

bool wasServed(const History &history, const QByteArray &id)
{
    return std::any_of(history.served.begin(), history.served.end(),
                       [&id](const Served &span) { return span.recordId == id; });
}

// The right policy under an id from before the decision: the file is in place, and senders that hold what was served
// under that id do not learn of it (RFC 8461 §8.1). An id that came later is somebody's own for the same policy.
bool isIdOld(const History &history, const Plan &plan, const Observation &told)
{
    const Decision *decision = lastDecision(plan);
    if (!decision || told.recordId == plan.id || wasServed(history, plan.id))
        return false;
    return std::any_of(history.served.begin(), history.served.end(), [&](const Served &span) {
        return span.recordId == told.recordId && span.firstSeen <= decision->at;
    });
}

// Decided, and the last look does not show it: the records or the policy are still to be published.
bool isUnpublished(const History &history, const Plan &plan, const QDateTime &now)
{
    const Observation *told = lastTold(history, now);
    if (!told)
        return false;
    if (lastPublishing(plan) == Action::Remove)
        return lookOf(*told) != Look::Nothing;
    if (plan.reportingOnly || plan.id.isEmpty())
        return false;
    if (const auto difference = differenceFromPlan(history, &plan, now))
        return !difference->published;
    const Look look = lookOf(*told);
    if (look == Look::Nothing)
        return !wasServed(history, plan.id);
    return (isLive(look) || look == Look::None) && isIdOld(history, plan, *told);
}

bool isReportingUnpublished(const History &history, const Plan &plan, const QDateTime &now)
{
    const Seen seen = reportingSeen(history, now);
    return plan.lastTime(Action::StartReporting) && (seen == Seen::Absent || seen == Seen::Invalid);
}

std::optional<Action> towardsWithdrawn(const Situation &all)
{
    switch (all.stage.stage) {
    case Stage::Testing:
    case Stage::ReadyToEnforce:
    case Stage::Enforcing:
    case Stage::Broken: return Action::Withdraw;
    case Stage::Withdrawing: return withdrawalOf(all.history, all.now).noneServed ? Action::Remove : Action::Withdraw;
    case Stage::Withdrawn: return lookOf(*all.told) == Look::Nothing ? std::nullopt : std::optional(Action::Remove);
    case Stage::Unknown:
    case Stage::NoDomain:
    case Stage::NotStarted:
    case Stage::Reporting: break;
    }
    return std::nullopt;
}

// A move that has not published its union yet shows as unpublished, so what is left here is to end it.
std::optional<Action> towardsTheEndOfTheMove(const Situation &all, MovePhase phase)
{
    if (all.may(Action::WidenMxMove).allowed)
        return Action::WidenMxMove;
    const bool byHand =
        phase == MovePhase::MoveMx || phase == MovePhase::PublishUnion || all.stage.stage == Stage::Broken;
    return byHand ? std::nullopt : std::optional(Action::FinishMxMove);
}

std::optional<Action> towardsEnforce(const Situation &all)
{
    const bool wantsPolicy = all.plan.goal != Goal::Reporting, wantsEnforce = all.plan.goal == Goal::Enforce;
    switch (all.stage.stage) {
    case Stage::NotStarted: return Action::StartReporting;
    case Stage::Reporting:
    case Stage::Withdrawing:
    case Stage::Withdrawn: return wantsPolicy ? std::optional(Action::StartTesting) : std::nullopt;
    case Stage::Testing:
    case Stage::ReadyToEnforce: return wantsEnforce ? std::optional(Action::StartEnforcing) : std::nullopt;
    case Stage::Enforcing:
        return wantsEnforce && rungOf(all.history, &all.plan, all.now).next ? std::optional(Action::RaiseMaxAge)
                                                                            : std::nullopt;
    case Stage::Unknown:
    case Stage::NoDomain:
    case Stage::Broken: break;
    }
    return std::nullopt;
}

// Steps that bind senders more than before; only these are lost on a fault, or become unsafe while they wait.
bool isForward(Action action)
{
    return action == Action::StartTesting || action == Action::StartEnforcing || action == Action::RaiseMaxAge;
}

void refuseFor(const NextStep &next, Permission &permission)
{
    permission.allowed = false;
    permission.reasons.removeAll(next.why);
    permission.reasons.prepend(next.why);
}

Permission permissionFor(const Advance &advance, const Situation &all)
{
    Permission permission;
    permission.allowed = true;
    if (advance.action)
        permission = all.may(*advance.action);
    const Step step = advance.next.step;
    const bool faulty = step == Step::MendFault || step == Step::LookAtFailures;
    const bool lost = !advance.action || isForward(*advance.action);
    if ((faulty && lost) || (step == Step::CheckDomain && advance.action != Action::Withdraw))
        refuseFor(advance.next, permission);
    return permission;
}

Advance again(Advance advance, Action action, const Situation &all)
{
    advance.action = action;
    advance.decided = true;
    advance.permission.allowed = true;
    const Decision *decision = lastDecision(all.plan);
    const bool judged = isForward(action) || action == Action::ChangeMx || action == Action::Remove;
    if (judged && !(decision && decision->forced))
        advance.permission = all.may(action);
    return advance;
}

RecordSet only(RecordSet set, const QStringList &names)
{
    const auto isOther = [&names](const Record &record) { return !names.contains(record.name); };
    set.records.erase(std::remove_if(set.records.begin(), set.records.end(), isOther), set.records.end());
    return set;
}

// Where nothing stood before, the record needs its host, and senders an address to report to.
QStringList touchedNames(Action action, const QString &domain, Seen record, Seen reporting)
{
    QStringList names{QStringLiteral("_mta-sts.") + domain};
    if (record == Seen::Absent || action == Action::Remove)
        names += QStringLiteral("mta-sts.") + domain;
    if (record == Seen::Absent && action != Action::Remove && reporting == Seen::Absent)
        names += QStringLiteral("_smtp._tls.") + domain;
    return names;
}

Operation operationOf(Action action, Seen present)
{
    if (action == Action::Remove)
        return Operation::Remove;
    return present == Seen::Invalid || present == Seen::Usable ? Operation::Change : Operation::Create;
}

} // namespace

std::optional<Action> unpublishedOf(const History &history, const Plan &plan, const QDateTime &now)
{
    if (isUnpublished(history, plan, now))
        return lastPublishing(plan).value_or(Action::Republish);
    return isReportingUnpublished(history, plan, now) ? std::optional(Action::StartReporting) : std::nullopt;
}

Advance advanceOf(const History &history, const Plan &plan, const QDateTime &now)
{
    const Situation all = situationOf(history, plan, now);
    Advance advance;
    advance.next = nextStepOf(history, &plan, now, all.stage);
    const std::optional<Action> unpublished = unpublishedOf(history, plan, now);
    const MoveVerdict move = moveOf(history, plan, now);
    // A union that lacks a host is not worth publishing.
    if (unpublished && move.found.isEmpty() &&
        (unpublished != Action::StartReporting || advance.next.step == Step::PublishReporting))
        return again(std::move(advance), *unpublished, all);
    if (advance.next.step == Step::PublishReporting)
        advance.action = Action::StartReporting;
    else if (plan.goal == Goal::Withdrawn)
        advance.action = towardsWithdrawn(all);
    else if (plan.mxMove)
        advance.action = towardsTheEndOfTheMove(all, move.phase);
    else
        advance.action = towardsEnforce(all);
    advance.changeMx = plan.mxMove && move.phase == MovePhase::MoveMx && advance.next.step == Step::ContinueMxMove;
    advance.permission = permissionFor(advance, all);
    return advance;
}

Advance towards(Action action, const History &history, const Plan &plan, const QDateTime &now)
{
    const Situation all = situationOf(history, plan, now);
    Advance advance;
    advance.next = nextStepOf(history, &plan, now, all.stage);
    if (unpublishedOf(history, plan, now) == action)
        return again(std::move(advance), action, all);
    advance.action = action;
    advance.permission = all.may(action);
    return advance;
}

Advance withdrawing(const History &history, const Plan &plan, const QDateTime &now)
{
    Plan wanted = plan;
    wanted.goal = Goal::Withdrawn;
    const Situation all = situationOf(history, wanted, now);
    const std::optional<Action> last = unpublishedOf(history, wanted, now);
    const bool isBegun = last == Action::Withdraw || last == Action::Remove;
    const std::optional<Action> action = isBegun ? last : towardsWithdrawn(all);
    Advance advance = towards(action.value_or(Action::Withdraw), history, wanted, now);
    const bool waits = action == Action::Remove && !advance.permission.allowed && !advance.decided;
    const bool over = !action && all.stage.stage == Stage::Withdrawn;
    if (waits || over) {
        advance.action.reset();
        advance.permission = {true, {}, std::nullopt, {}};
    }
    return advance;
}

base::Result<Publication> publicationOf(Action action, const Plan &plan, const History &history, const QDateTime &now,
                                        const QString &tool, const QString &zone)
{
    const auto domain = base::DomainName::parse(plan.domain);
    if (!domain)
        return tl::unexpected(domain.error());
    const Observation *told = lastTold(history, now);
    const Seen record = told ? told->record : Seen::Absent, reporting = reportingSeen(history, now);
    Choices choices = plan.choices();
    choices.tool = tool;
    choices.zone = zone;
    choices.createdAt = now;
    choices.operation = operationOf(action, action == Action::StartReporting ? reporting : record);
    if (action == Action::StartReporting)
        return reportingPublication(*domain, choices);
    auto publication = rollout::publication(*domain, choices);
    if (!publication)
        return publication;
    publication->records = only(publication->records, touchedNames(action, domain->toString(), record, reporting));
    if (action == Action::Remove)
        publication->policy.reset();
    return publication;
}

base::Result<Publication> publicationOf(const Plan &plan, Choices choices)
{
    const auto domain = base::DomainName::parse(plan.domain);
    if (!domain)
        return tl::unexpected(domain.error());
    return plan.reportingOnly ? reportingPublication(*domain, choices) : publication(*domain, choices);
}

std::optional<Action> lastPublishing(const Plan &plan)
{
    const Decision *last = lastDecision(plan);
    return last ? std::optional(last->action) : std::nullopt;
}

} // namespace rollout
