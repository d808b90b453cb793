// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/stage.h"

#include "rollout/holding.h"
#include "rollout/looks.h"
#include "rollout/plan_difference.h"
#include "rollout/readiness_rules.h"
#include "rollout/what_if.h"

#include <algorithm>

namespace rollout {

namespace {

constexpr int readyDaysBack = 90; ///< how far back "ready since" is looked for

// When the look was first the same as now, without another one in between; looks that could not tell do not count.
QDateTime sinceLook(const History &history, const Observation &told)
{
    QDateTime since = told.at;
    for (auto look = history.observations.crbegin(); look != history.observations.crend(); ++look) {
        if (look->at > told.at || lookOf(*look) == Look::CannotTell)
            continue;
        if (lookOf(*look) != lookOf(told))
            return since;
        since = look->at;
    }
    // The ledger reaches further back than the looks.
    if (told.policy == Seen::Usable && told.record == Seen::Usable)
        for (auto span = history.served.crbegin(); span != history.served.crend(); ++span) {
            if (span->firstSeen > told.at)
                continue;
            if (span->policy.mode != told.policyRead.mode)
                break;
            since = std::min(since, span->firstSeen);
        }
    return since;
}

struct Cache
{
    std::optional<QDateTime> bound;    ///< until when a policy in testing or enforce may be held
    std::optional<QDateTime> enforced; ///< the same of enforce alone
    bool noneServed = false;
};

// A held mode none asks nothing of a sender, so it is left out: withdrawing would never end otherwise (RFC 8461 §8.3:
// "all previously served policies").
Cache cacheOf(const History &history, const QDateTime &now)
{
    // What is only about to be published does not move the stage.
    const auto among = [&](std::initializer_list<sts::Mode> modes) {
        return heldUntil(history, now, [&modes](const Held &held) {
            return !held.pending && std::find(modes.begin(), modes.end(), held.policy.policy.mode) != modes.end();
        });
    };
    return {among({sts::Mode::Testing, sts::Mode::Enforce}), among({sts::Mode::Enforce}),
            among({sts::Mode::None}).has_value()};
}

StageVerdict verdict(Stage stage, const QDateTime &since, const Observation &told, Reason reason)
{
    return {stage, since, told.at, {std::move(reason)}};
}

QDateTime missingSince(const History &history, const Observation &told)
{
    QDateTime since = told.at;
    for (auto look = history.observations.crbegin(); look != history.observations.crend(); ++look) {
        if (look->at > told.at || lookOf(*look) == Look::CannotTell)
            continue;
        if (look->domainExists)
            break;
        since = look->at;
    }
    return since;
}

StageVerdict withoutPolicy(const History &history, const Observation &told, const QDateTime &now)
{
    if (!told.domainExists)
        return verdict(Stage::NoDomain, missingSince(history, told), told, domainMissing(history, told));
    const Seen reporting = reportingSeen(history, now);
    const bool asked = reporting == Seen::Usable;
    QDateTime since = sinceLook(history, told);
    if (asked)
        for (const Observation &look : history.observations)
            if (look.at <= now && look.reporting != Seen::NotKnown) {
                if (look.reporting != Seen::Usable)
                    since = QDateTime();
                else if (!since.isValid())
                    since = look.at;
            }
    if (!since.isValid())
        since = told.at;
    return verdict(asked ? Stage::Reporting : Stage::NotStarted, since, told,
                   because(asked ? "stage-reporting" : "stage-not-started"));
}

StageVerdict afterPolicy(const History &history, const Observation &told, const Cache &cache, const QDateTime &now)
{
    const QDateTime since = sinceLook(history, told);
    const bool gone = lookOf(told) == Look::Nothing;
    if (*cache.bound <= now)
        return verdict(Stage::Withdrawn, std::max(since, *cache.bound), told,
                       because(gone ? "stage-withdrawn-gone" : "stage-withdrawn-none",
                               {{QStringLiteral("until"), dayText(*cache.bound)}}));
    const QMap<QString, QString> arguments{{QStringLiteral("until"), dayText(*cache.bound)}};
    if (!gone)
        return verdict(Stage::Withdrawing, since, told, because("stage-withdrawing", arguments));
    const bool enforceHeld = cache.enforced && *cache.enforced > now;
    if (enforceHeld && !cache.noneServed)
        return verdict(Stage::Broken, since, told,
                       because("record-gone-enforce-held", {{QStringLiteral("until"), dayText(*cache.enforced)}}));
    return verdict(Stage::Withdrawing, since, told,
                   because(enforceHeld ? "record-gone-too-early" : "record-gone-testing-held", arguments));
}

StageVerdict unusable(const History &history, const Observation &told, const Cache &cache, const QDateTime &now)
{
    const bool enforceHeld = cache.enforced && *cache.enforced > now;
    const char *code = told.record == Seen::Invalid  ? "record-invalid"
                       : told.policy == Seen::Absent ? "policy-missing"
                                                     : "policy-invalid";
    StageVerdict all = verdict(Stage::Broken, sinceLook(history, told), told, because(code));
    all.reasons.first().problems = told.otherProblems;
    if (enforceHeld)
        all.reasons += because("enforce-still-held", {{QStringLiteral("until"), dayText(*cache.enforced)}});
    return all;
}

struct Holders
{
    QList<Reason> reasons;
    bool presentRefuses = false; ///< the live policy itself leaves no host
};

Holders holdersNow(const History &history, const Observation &told, const QDateTime &now)
{
    Holders all;
    for (const HolderView &view : holdersOf(history, now)) {
        const bool present = view.held.hash == told.policyHash && view.held.recordId == told.recordId;
        if (!view.refuses() && !view.limited())
            continue;
        const QStringList hosts = view.notMatched + view.failing;
        const char *code = present ? (view.refuses() ? "enforce-stops-all-mail" : "enforce-skips-hosts")
                                   : (view.refuses() ? "held-policy-refuses" : "held-policy-skips-hosts");
        all.reasons += because(code, {{QStringLiteral("hosts"), hosts.join(QStringLiteral(", "))},
                                      {QStringLiteral("until"), dayText(view.until)}});
        all.presentRefuses = all.presentRefuses || (present && view.refuses());
    }
    return all;
}

StageVerdict enforcing(const History &history, const Observation &told, const QDateTime &now)
{
    StageVerdict all =
        verdict(Stage::Enforcing, sinceLook(history, told), told,
                because("stage-enforcing", {{QStringLiteral("max-age"), QString::number(told.policyRead.maxAge)}}));
    const Holders holders = holdersNow(history, told, now);
    if (holders.presentRefuses) {
        all.stage = Stage::Broken;
        all.since = told.at;
        all.reasons.clear();
    }
    all.reasons += holders.reasons;
    return all;
}

// The first of the days in a row, up to now, on each of which the evidence was enough.
QDateTime readySince(const History &history, const Plan *plan, const QDateTime &begin, const QDateTime &now)
{
    QDateTime since = now;
    for (int back = 1; back <= readyDaysBack; ++back) {
        const QDateTime day = now.addDays(-back);
        if (day < begin || !readinessOf(upTo(history, day), plan, day).ready())
            break;
        since = day;
    }
    return since;
}

StageVerdict testing(const History &history, const Plan *plan, const Observation &told, const QDateTime &now)
{
    const QDateTime since = sinceLook(history, told);
    const Readiness readiness = readinessOf(history, plan, now);
    if (readiness.ready())
        return verdict(Stage::ReadyToEnforce, readySince(history, plan, since, now), told, because("stage-ready"));
    StageVerdict all = verdict(Stage::Testing, since, told, because("stage-testing"));
    all.reasons += readiness.unmet();
    return all;
}

StageVerdict byLook(const History &history, const Plan *plan, const Observation &told, const QDateTime &now)
{
    const Cache cache = cacheOf(history, now);
    switch (lookOf(told)) {
    case Look::Nothing:
    case Look::None:
        if (cache.bound)
            return afterPolicy(history, told, cache, now);
        return lookOf(told) == Look::None
                   ? verdict(Stage::Withdrawn, sinceLook(history, told), told, because("stage-only-none"))
                   : withoutPolicy(history, told, now);
    case Look::Unusable: return unusable(history, told, cache, now);
    case Look::Testing: return testing(history, plan, told, now);
    case Look::Enforce: return enforcing(history, told, now);
    case Look::CannotTell: break;
    }
    return {};
}

} // namespace

StageVerdict stageOf(const History &history, const Plan *plan, const QDateTime &now)
{
    const Observation *told = lastTold(history, now);
    if (!told) {
        StageVerdict unknown;
        unknown.reasons = {because(history.observations.isEmpty() ? "no-look" : "looks-cannot-tell")};
        return unknown;
    }
    StageVerdict all = byLook(history, plan, *told, now);
    if (!told->domainExists && all.stage != Stage::NoDomain)
        all.reasons += domainMissing(history, *told);
    if (history.latest() && history.latest()->at > told->at)
        all.reasons += because("last-look-cannot-tell", {{QStringLiteral("day"), dayText(history.latest()->at)}});
    if (!isFresh(told, now))
        all.reasons += because("look-old", {{QStringLiteral("day"), dayText(told->at)}});
    if (isLive(lookOf(*told)) && changedUnderSameId(history, now))
        all.reasons += because("policy-changed-same-id", {{QStringLiteral("id"), QString::fromLatin1(told->recordId)}});
    if (const std::optional<PlanDifference> difference = differenceFromPlan(history, plan, now))
        all.reasons += difference->reason;
    return all;
}

} // namespace rollout
