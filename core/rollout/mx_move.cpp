// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/mx_move.h"

#include "rollout/google_workspace.h"
#include "rollout/looks.h"

#include <algorithm>

namespace rollout {
namespace {

constexpr qint64 retrySeconds = 3'600; // a sender that met an outage tries again within the hour

struct Moving
{
    const History &history;
    const Plan &plan;
    const QDateTime &now;
    QStringList oldHosts;

    const MxMove &move() const { return *plan.mxMove; }
};

bool coversAll(const sts::Policy &policy, const QStringList &hosts)
{
    return std::all_of(hosts.begin(), hosts.end(),
                       [&policy](const QString &host) { return sts::matchesAny(policy.mx, host); });
}

bool containsAny(const QStringList &hosts, const QStringList &wanted)
{
    return std::any_of(wanted.begin(), wanted.end(), [&hosts](const QString &host) { return hosts.contains(host); });
}

/// The MX hosts before the move began, without those that stay; by the last look before, else the first one after.
QStringList oldHostsOf(const History &history, const MxMove &move)
{
    const Observation *before = nullptr;
    for (const Observation &look : history.observations) {
        if (look.mxKnown && (look.at <= move.startedAt || !before))
            before = &look;
    }
    QStringList hosts;
    if (before)
        std::copy_if(before->mx.begin(), before->mx.end(), std::back_inserter(hosts),
                     [&move](const QString &host) { return !move.to.contains(host); });
    return hosts;
}

/// The union as senders could fetch it, without a break until the last look.
struct UnionWindow
{
    QDateTime begin, last;
    qint64 recordTtl = 0;  ///< seconds, the longest seen
    qint64 longestGap = 0; ///< seconds between two looks: an outage in between would not have been seen
};

std::optional<UnionWindow> unionWindowOf(const Moving &moving)
{
    const QStringList wanted = moving.oldHosts + moving.move().to;
    std::optional<UnionWindow> window;
    QByteArray id;
    qint64 ttl = 0;
    for (const Observation &look : moving.history.observations) {
        ttl = std::max(ttl, look.recordTtl); // the old record may be cached as long as it said
        const bool good =
            look.record == Seen::Usable && look.policy == Seen::Usable && coversAll(look.policyRead, wanted);
        if (!good || (window && look.recordId != id))
            window.reset();
        if (!good)
            continue;
        if (!window)
            window = UnionWindow{look.at, look.at, ttl, 0};
        window->longestGap = std::max(window->longestGap, window->last.secsTo(look.at));
        window->last = look.at;
        window->recordTtl = ttl;
        id = look.recordId;
    }
    return window;
}

QDateTime refreshedAt(const UnionWindow &window)
{
    return window.begin.addSecs(window.recordTtl + refreshSeconds + window.longestGap + retrySeconds);
}

/// When no sender can hold an enforced policy any more that lacks one of the new hosts.
std::optional<QDateTime> expiredAt(const Moving &moving)
{
    std::optional<QDateTime> until;
    for (const Served &served : moving.history.served)
        if (served.policy.mode == sts::Mode::Enforce && !coversAll(served.policy, moving.move().to))
            until = std::max(until.value_or(served.mayBeHeldUntil()), served.mayBeHeldUntil());
    return until;
}

const Observation *lastWithMx(const History &history)
{
    return lastLook(history, [](const Observation &look) { return look.mxKnown; });
}

/// When old MX data and the queues of senders are gone: from the first look without an old host, after the last with
/// one.
std::optional<QDateTime> queuesGoneAt(const Moving &moving)
{
    std::optional<QDateTime> firstWithout;
    qint64 oldTtl = 0;
    for (const Observation &look : moving.history.observations) {
        if (!look.mxKnown)
            continue;
        if (containsAny(look.mx, moving.oldHosts)) {
            firstWithout.reset();
            oldTtl = std::max(oldTtl, look.mxTtl);
        } else if (!firstWithout) {
            firstWithout = look.at;
        }
    }
    if (firstWithout)
        return firstWithout->addSecs(oldTtl + queueSeconds);
    return std::nullopt;
}

void beforeTheMove(const Moving &moving, MoveVerdict &verdict)
{
    verdict.phase = MovePhase::PublishUnion;
    const auto window = unionWindowOf(moving);
    if (!window)
        return;
    QDateTime until = refreshedAt(*window);
    if (moving.move().waitForExpiry && verdict.safeWhateverHappens)
        until = std::max(until, *verdict.safeWhateverHappens);
    verdict.waitUntil = until;
    // The wait ends with a look that finds the union still there: without one nobody knows that it was.
    verdict.phase = window->last >= until ? MovePhase::MoveMx : MovePhase::WaitRefresh;
}

void afterTheMove(const Moving &moving, MoveVerdict &verdict)
{
    const Observation *look =
        lastLook(moving.history, [](const Observation &each) { return each.policy == Seen::Usable; });
    if (look && !coversAll(look->policyRead, moving.move().to)) {
        verdict.phase = MovePhase::PublishUnion; // the records moved before the policy did
        return;
    }
    const bool lists = look && std::any_of(moving.oldHosts.begin(), moving.oldHosts.end(), [look](const QString &host) {
                           return sts::matchesAny(look->policyRead.mx, host);
                       });
    verdict.waitUntil = queuesGoneAt(moving);
    if (!verdict.waitUntil || moving.now < *verdict.waitUntil)
        verdict.phase = MovePhase::WaitQueues;
    else
        verdict.phase = lists ? MovePhase::Trim : MovePhase::Done;
}

/// For the phases that are still ahead, if everything goes on at once.
QList<QDateTime> earliestOf(const Moving &moving, const MoveVerdict &verdict)
{
    const Observation *look = lastWithMx(moving.history);
    const qint64 mxTtl = look ? look->mxTtl : 0;
    QDateTime at = verdict.waitUntil ? std::max(*verdict.waitUntil, moving.now) : moving.now;
    if (verdict.phase == MovePhase::PublishUnion)
        at = moving.now.addSecs(moving.plan.ttl + refreshSeconds + retrySeconds);
    QList<QDateTime> dates;
    for (int phase = int(verdict.phase) + 1; phase <= int(MovePhase::Done); ++phase) {
        if (MovePhase(phase) == MovePhase::WaitRefresh) {
            dates += moving.now;
            continue;
        }
        if (MovePhase(phase) == MovePhase::Trim && verdict.phase < MovePhase::WaitQueues)
            at = at.addSecs(mxTtl + queueSeconds);
        dates += at;
    }
    return dates;
}

} // namespace

MoveVerdict moveOf(const History &history, const Plan &plan, const QDateTime &now)
{
    MoveVerdict verdict;
    if (!plan.mxMove)
        return verdict;
    const Moving moving{history, plan, now, oldHostsOf(history, *plan.mxMove)};
    verdict.oldHosts = moving.oldHosts;
    verdict.newHosts = plan.mxMove->to;
    verdict.safeWhateverHappens = expiredAt(moving);
    const Observation *look = lastWithMx(history);
    const bool moved = look && containsAny(look->mx, verdict.newHosts) && !containsAny(look->mx, verdict.oldHosts);
    if (moved)
        afterTheMove(moving, verdict);
    else
        beforeTheMove(moving, verdict);
    verdict.policyPatterns = verdict.phase >= MovePhase::Trim ? patternsFor(verdict.newHosts)
                                                              : unionPatterns(verdict.oldHosts, verdict.newHosts);
    verdict.earliest = earliestOf(moving, verdict);
    return verdict;
}

QStringList patternsFor(const QStringList &hosts)
{
    const GoogleMx google = recogniseMx(hosts);
    QStringList patterns;
    for (const GoogleFamily family : google.families)
        patterns += policyPatternsFor(family);
    patterns += google.otherHosts;
    patterns.removeDuplicates();
    return patterns;
}

QStringList unionPatterns(const QStringList &oldHosts, const QStringList &newHosts)
{
    QStringList patterns = patternsFor(oldHosts) + patternsFor(newHosts);
    patterns.removeDuplicates();
    return patterns;
}

} // namespace rollout
