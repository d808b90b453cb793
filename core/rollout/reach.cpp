// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/reach.h"

#include "rollout/looks.h"
#include "rollout/readiness.h"

#include <algorithm>

namespace rollout {

namespace {

template <class IsSo>
bool hasLook(const History &history, IsSo isSo)
{
    return std::any_of(history.observations.begin(), history.observations.end(), isSo);
}

bool sawTheLookBegin(const History &history, const QDateTime &now)
{
    const Observation *told = lastTold(history, now);
    return told && hasLook(history, [present = lookOf(*told)](const Observation &look) {
               return lookOf(look) != Look::CannotTell && lookOf(look) != present;
           });
}

bool sawReportingBegin(const History &history, const QDateTime &now)
{
    const Seen present = reportingSeen(history, now);
    return hasLook(history, [present](const Observation &look) {
        return look.reporting != Seen::NotKnown && look.reporting != present;
    });
}

bool coversThePeriod(const History &history, const QDateTime &now)
{
    const std::optional<TestingPeriod> period = testingPeriodOf(history, now);
    return !period || history.observations.first().at <= period->begin;
}

} // namespace

bool reachesBeforeTheMove(const History &history, const Plan *plan)
{
    return !plan || !plan->mxMove || hasLook(history, [plan](const Observation &look) {
        return look.mxKnown && look.at <= plan->mxMove->startedAt;
    });
}

bool reachesBackEnough(const History &history, const Plan *plan, const QDateTime &now)
{
    if (history.observations.isEmpty() || !sawTheLookBegin(history, now) || !reachesBeforeTheMove(history, plan))
        return false;
    const bool withoutPolicy = lookOf(*lastTold(history, now)) == Look::Nothing;
    return coversThePeriod(history, now) && (!withoutPolicy || sawReportingBegin(history, now));
}

} // namespace rollout
