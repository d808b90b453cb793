// SPDX-License-Identifier: GPL-3.0-or-later
// The plan that a decision leads to.
#include "rollout/looks.h"
#include "rollout/mx_move.h"
#include "rollout/next_step.h"
#include "rollout/policy_lines.h"
#include "sts/record.h"

namespace rollout {

namespace {

QStringList liveHosts(const History &history, const QDateTime &now)
{
    QStringList hosts;
    for (const Observation &look : history.observations)
        if (look.mxKnown && look.at <= now)
            hosts = look.mx;
    return hosts;
}

void set(Plan &plan, sts::Mode mode, qint64 maxAge)
{
    plan.mode = mode;
    plan.maxAge = maxAge;
    plan.reportingOnly = false;
}

void beginMove(Plan &plan, const History &history, const QDateTime &now)
{
    if (!plan.mxMove)
        return;
    if (!plan.mxMove->startedAt.isValid())
        plan.mxMove->startedAt = now;
    plan.mx = moveOf(history, plan, now).policyPatterns;
}

// What mail goes to now stays; of what has left already, mail on its way is all there is.
void widenMove(Plan &plan, const History &history, const QDateTime &now)
{
    if (!plan.mxMove)
        return;
    const QStringList found = moveOf(history, plan, now).found;
    for (const QString &host : liveHosts(history, now))
        if (found.contains(host))
            plan.mxMove->to += host;
    plan.mx = moveOf(history, plan, now).policyPatterns;
}

void cancelMove(Plan &plan, const History &history, const QDateTime &now)
{
    // The old hosts alone would be without those that stay in the move, and mail goes there.
    const QStringList live = liveHosts(history, now);
    plan.mx = plan.mxMove ? unionPatterns(moveOf(history, plan, now).oldHosts, live) : patternsFor(live);
    plan.mxMove.reset();
}

void finishMove(Plan &plan)
{
    if (plan.mxMove)
        plan.mx = patternsFor(plan.mxMove->to);
    plan.mxMove.reset();
}

void withdraw(Plan &plan)
{
    set(plan, sts::Mode::None, usualMaxAge(sts::Mode::None));
    plan.goal = Goal::Withdrawn;
    plan.mxMove.reset();
}

void remove(Plan &plan)
{
    plan.reportingOnly = true;
    plan.goal = Goal::Withdrawn;
}

void apply(Plan &plan, Action action, const History &history, const QDateTime &now)
{
    if (plan.mx.isEmpty() && action != Action::PlanMade && action != Action::StartReporting)
        plan.mx = patternsFor(liveHosts(history, now));
    switch (action) {
    case Action::PlanMade:
    case Action::StartReporting:
    case Action::Republish:
    case Action::ChangeMx: return; // the caller has set the lines
    case Action::StartTesting: return set(plan, sts::Mode::Testing, usualMaxAge(sts::Mode::Testing));
    case Action::StartEnforcing:
        plan.goal = Goal::Enforce;
        return set(plan, sts::Mode::Enforce, maxAgeLadder(plan.maxAgeGoal).first());
    case Action::RaiseMaxAge: plan.maxAge = nextRung(plan.maxAge, plan.maxAgeGoal).value_or(plan.maxAge); return;
    case Action::BeginMxMove: return beginMove(plan, history, now);
    case Action::WidenMxMove: return widenMove(plan, history, now);
    case Action::CancelMxMove: return cancelMove(plan, history, now);
    case Action::FinishMxMove: return finishMove(plan);
    case Action::LowerMaxAge: plan.maxAge = previousRung(plan.maxAge, plan.maxAgeGoal).value_or(plan.maxAge); return;
    case Action::RollBack: return set(plan, sts::Mode::Testing, usualMaxAge(sts::Mode::Testing));
    case Action::Withdraw: return withdraw(plan);
    case Action::Remove: return remove(plan);
    }
}

bool hasPolicy(const Plan &plan)
{
    return !plan.reportingOnly;
}

// A changed text under the old id would reach no sender that holds the old text (RFC 8461 §8.1).
bool textChanged(const Plan &before, const Plan &now)
{
    return hasPolicy(now) &&
           (!hasPolicy(before) || before.mode != now.mode || before.maxAge != now.maxAge || before.mx != now.mx);
}

} // namespace

QByteArrayList usedIds(const History &history, const Plan *plan)
{
    QByteArrayList used;
    for (const Served &span : history.served)
        used += span.recordId;
    for (const Observation &look : history.observations)
        used += look.recordId;
    if (!plan)
        return used;
    used += plan->id;
    for (const Decision &decision : plan->decisions)
        used += decision.id;
    for (const Issued &issued : plan->issued)
        used += issued.id;
    return used;
}

Plan after(Action action, const Plan &plan, const History &history, const QDateTime &now, bool forced,
           const QString &reason)
{
    Plan next = plan;
    apply(next, action, history, now.toUTC());
    // The lines of a changed MX set came with the plan, so they cannot be compared with what was before.
    const bool anyway = action == Action::ChangeMx || action == Action::Republish || action == Action::WidenMxMove;
    if (textChanged(plan, next) || (anyway && hasPolicy(next)))
        next.id = sts::newId(now.toUTC(), usedIds(history, &plan));
    if (next.id != plan.id)
        next.issued += Issued{now.toUTC(), next.id, next.mode, next.mx, next.maxAge};
    next.decisions += Decision{now.toUTC(), action, forced, reason, hasPolicy(next) ? next.id : QByteArray()};
    return next;
}

} // namespace rollout
