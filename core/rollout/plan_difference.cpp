// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/plan_difference.h"

#include "base/enum_names.h"
#include "rollout/looks.h"

#include <algorithm>

namespace rollout {

namespace {

bool wasPublished(const History &history, const Plan &plan, const QDateTime &now)
{
    return std::any_of(history.served.begin(), history.served.end(), [&](const Served &span) {
        return span.firstSeen <= now && !plan.id.isEmpty() && span.recordId == plan.id &&
               span.policy.mode == plan.mode && span.policy.maxAge == plan.maxAge;
    });
}

bool isWeaker(const sts::Policy &live, const Plan &plan)
{
    return live.mode < plan.mode || (live.mode == plan.mode && live.maxAge < plan.maxAge);
}

QString modeText(sts::Mode mode)
{
    return base::enumName(mode);
}

} // namespace

std::optional<PlanDifference> differenceFromPlan(const History &history, const Plan *plan, const QDateTime &now)
{
    const Observation *told = lastTold(history, now);
    if (!plan || plan->reportingOnly || plan->id.isEmpty() || !told)
        return std::nullopt;
    const Look look = lookOf(*told);
    if (!isLive(look) && look != Look::None)
        return std::nullopt;
    const sts::Policy &live = told->policyRead;
    const bool sameMode = live.mode == plan->mode && live.maxAge == plan->maxAge;
    if (sameMode && (plan->mx.isEmpty() || sameLines(live, {plan->mode, plan->mx, plan->maxAge, {}})))
        return std::nullopt;
    PlanDifference difference{wasPublished(history, *plan, now), isWeaker(live, *plan), {}};
    difference.reason.code = !difference.published ? "plan-not-published"
                             : difference.weaker   ? "policy-weaker-than-planned"
                                                   : "policy-other-than-planned";
    difference.reason.arguments = {{QStringLiteral("mode"), modeText(live.mode)},
                                   {QStringLiteral("planned-mode"), modeText(plan->mode)},
                                   {QStringLiteral("max-age"), QString::number(live.maxAge)},
                                   {QStringLiteral("planned-max-age"), QString::number(plan->maxAge)},
                                   {QStringLiteral("id"), QString::fromLatin1(plan->id)}};
    return difference;
}

} // namespace rollout
