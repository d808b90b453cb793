// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/readiness.h"

#include "rollout/looks.h"
#include "rollout/readiness_rules.h"

#include <algorithm>
#include <array>

namespace rollout {

namespace {

constexpr std::array rules{policyLive,           daysInTesting, reportsCoverDays,   largeSendersSeen,
                           noUnexplainedFailure, noOwnFailure,  policyHostReliable, reportsVerified,
                           probesClean,          mxCovered,     certificatesLast,   reportMailboxApart,
                           reportsKeepComing};

// A sender learns of a policy at the latest a day after it is published (RFC 8461 §3.3), and its first full day after
// that is the second.
bool isLateEnough(const ReportedPolicy &entry, const TestingPeriod &period)
{
    return entry.day > period.begin.toUTC().date().addDays(1);
}

// Under DANE the policy decides nothing. Without a policy that was found, the mail servers are the same all the same.
bool concernsCases(const ReportedPolicy &entry, const Entries &olderLines)
{
    return entry.type != tlsrpt::PolicyType::Tlsa &&
           std::find(olderLines.begin(), olderLines.end(), &entry) == olderLines.end();
}

} // namespace

Evidence::Evidence(const History &all, const Plan *wish, const QDateTime &moment, WaysBack waysBack)
    : history(all), plan(wish), thresholds(wish ? wish->thresholds : Thresholds()), now(moment.toUTC()),
      today(now.date()), told(lastTold(all, now)), probe(lastProbe(all, now)),
      period(testingPeriodOf(all, now, waysBack))
{
    if (!period)
        return;
    const QDate begin = period->begin.toUTC().date();
    Entries forCases;
    for (const ReportedPolicy &entry : history.reports) {
        if (entry.day < begin || entry.day > today)
            continue;
        inPeriod.push_back(&entry);
        if (!rollout::counts(entry, thresholds))
            continue;
        counted.push_back(&entry);
        if (entry.type == tlsrpt::PolicyType::Sts) {
            const bool namesLines = !entry.policyStrings.empty();
            if (namesLines ? sawPolicy(entry, period->policy, true) : isLateEnough(entry, *period))
                underPolicy.push_back(&entry);
            else if (namesLines)
                olderLines.push_back(&entry);
        }
        if (concernsCases(entry, olderLines))
            forCases.push_back(&entry);
    }
    cases = failureCases(history, forCases, now);
}

int Evidence::daysInPeriod() const
{
    return period ? int(period->begin.secsTo(now) / 86'400) : 0;
}

Reason because(const char *code, QMap<QString, QString> arguments)
{
    return {code, std::move(arguments), {}};
}

QString dayText(const QDate &day)
{
    return day.toString(Qt::ISODate);
}

QString dayText(const QDateTime &time)
{
    return dayText(time.toUTC().date());
}

Reason domainMissing(const History &history, const Observation &told)
{
    return because("domain-not-found",
                   {{QStringLiteral("domain"), history.domain}, {QStringLiteral("day"), dayText(told.at)}});
}

Readiness readinessOf(const History &history, const Plan *plan, const QDateTime &now)
{
    const Evidence evidence(history, plan, now);
    Readiness readiness;
    for (const auto rule : rules)
        readiness.conditions += rule(evidence);
    return readiness;
}

bool Readiness::ready() const
{
    return std::all_of(conditions.begin(), conditions.end(), [](const ConditionVerdict &verdict) {
        return !verdict.required || verdict.state == State::Met;
    });
}

std::optional<QDate> Readiness::readyAt() const
{
    std::optional<QDate> latest;
    for (const ConditionVerdict &verdict : conditions) {
        if (!verdict.required || verdict.state == State::Met)
            continue;
        if (!verdict.metAt)
            return std::nullopt;
        latest = latest ? std::max(*latest, *verdict.metAt) : *verdict.metAt;
    }
    return latest;
}

QList<Reason> Readiness::unmet() const
{
    QList<Reason> reasons;
    for (const ConditionVerdict &verdict : conditions)
        if (verdict.required && verdict.state != State::Met && !reasons.contains(verdict.reason))
            reasons += verdict.reason;
    return reasons;
}

int Readiness::score() const
{
    int asked = 0, met = 0;
    for (const ConditionVerdict &verdict : conditions) {
        asked += verdict.required;
        met += verdict.required && verdict.state == State::Met;
    }
    return asked ? 100 * met / asked : 0;
}

} // namespace rollout
