// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/rung.h"

#include "rollout/looks.h"
#include "rollout/readiness_rules.h"

#include <algorithm>
#include <array>

namespace rollout {

namespace {

// How long it was tested and which senders wrote was settled before enforce.
constexpr std::array watched{Condition::PolicyLive,         Condition::NoUnexplainedFailure, Condition::NoOwnFailure,
                             Condition::PolicyHostReliable, Condition::ProbesClean,          Condition::MxCovered,
                             Condition::CertificatesLast,   Condition::ReportsKeepComing};

std::optional<QDateTime> beginOf(const History &history, const sts::Policy &policy, const QDateTime &now)
{
    std::optional<QDateTime> begin;
    for (auto span = history.served.crbegin(); span != history.served.crend(); ++span) {
        if (span->firstSeen > now)
            continue;
        if (span->policy.mode != policy.mode || span->policy.maxAge != policy.maxAge)
            break;
        begin = span->firstSeen;
    }
    return begin;
}

} // namespace

QMap<QString, QString> Rung::arguments() const
{
    return {{QStringLiteral("max-age"), QString::number(maxAge)},
            {QStringLiteral("next"), next ? QString::number(*next) : QString()},
            {QStringLiteral("since"), since ? dayText(*since) : QString()},
            {QStringLiteral("until"), endsAt ? dayText(*endsAt) : QString()}};
}

Rung rungOf(const History &history, const Plan *plan, const QDateTime &now)
{
    Rung rung;
    const Observation *told = lastTold(history, now);
    if (!told || lookOf(*told) != Look::Enforce)
        return rung;
    rung.maxAge = told->policyRead.maxAge;
    rung.next = nextRung(rung.maxAge, plan ? plan->maxAgeGoal : Plan().maxAgeGoal);
    rung.since = beginOf(history, told->policyRead, now).value_or(told->at);
    rung.endsAt = rung.since->addDays((plan ? plan->thresholds : Thresholds()).rungDays);
    for (const ConditionVerdict &verdict : readinessOf(history, plan, now).conditions)
        if (std::find(watched.begin(), watched.end(), verdict.condition) != watched.end() && verdict.required &&
            verdict.state != State::Met)
            rung.obstacles += verdict.reason;
    return rung;
}

} // namespace rollout
