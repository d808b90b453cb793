// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/mx_move.h"

#include "rollout/holding.h"
#include "rollout/looks.h"
#include "rollout/policy_lines.h"

#include <algorithm>

namespace rollout {
namespace {

constexpr qint64 retrySeconds = 3'600; // a sender that met an outage tries again within the hour

struct Moving
{
    const History &history;
    const Plan &plan;
    const QDateTime &now;
    QStringList otherHosts; ///< that mail may go to besides those of the move
    QStringList oldHosts;   ///< of these, the ones that leave the policy at the end

    const MxMove &move() const { return *plan.mxMove; }
    /// What the union has to cover. Leftovers belong in no policy, and what is no host name fits into none.
    QStringList everyHost() const
    {
        const QStringList patterns = unionPatterns(otherHosts, move().to);
        QStringList hosts = otherHosts + move().to;
        hosts.removeIf([&patterns](const QString &host) { return !sts::matchesAny(patterns, host); });
        return hosts;
    }
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

/// The MX hosts that mail may still go to besides the new ones: those of the last look before the move began, those
/// that left shortly before it, which old MX data and queued mail still name, and those that appeared since.
QStringList otherHostsOf(const History &history, const MxMove &move)
{
    const Observation *before = nullptr;
    for (const Observation &look : history.observations)
        if (look.mxKnown && look.at <= move.startedAt)
            before = &look;
    QStringList hosts;
    for (const Observation &look : history.observations) {
        if (look.mxKnown && (mayStillBeUsed(look, move.startedAt) || &look == before))
            std::copy_if(look.mx.begin(), look.mx.end(), std::back_inserter(hosts),
                         [&move](const QString &host) { return !move.to.contains(host); });
    }
    hosts.removeDuplicates();
    return hosts;
}

// Of a family of which the move names some hosts, the policy lists all to the end.
QStringList oldHostsAmong(QStringList hosts, const MxMove &move)
{
    const QStringList staying = patternsFor(move.to);
    hosts.removeIf([&staying](const QString &host) { return sts::matchesAny(staying, host); });
    return hosts;
}

/// The wait for senders to take up the union.
struct UnionWait
{
    bool published = false;         ///< at the last look that could tell
    bool over = false;              ///< a look has found the union when the wait had ended
    std::optional<QDateTime> until; ///< while it runs: begins anew after an outage
};

/// The ids under which the union would not reach everybody. A sender that holds a policy without one of the hosts and
/// compares ids does not fetch another under the same id (RFC 8461 §3.3). Nor do ids tell that were there before such a
/// policy was handed out: it may have been live unseen, and what a look finds under an older id came before it.
QSet<QByteArray> staleIds(const History &history, const QStringList &wanted)
{
    QSet<QByteArray> ids;
    QDateTime lastHandedOut;
    for (const Served &policy : history.served)
        if (!coversAll(policy.policy, wanted))
            ids += policy.recordId;
    for (const Served &policy : history.issued)
        if (!coversAll(policy.policy, wanted)) {
            ids += policy.recordId;
            lastHandedOut = policy.firstSeen;
        }
    if (lastHandedOut.isValid())
        for (const Served &policy : history.served + history.issued)
            if (policy.firstSeen <= lastHandedOut)
                ids += policy.recordId;
    return ids;
}

/// Follows the looks of a move, oldest first.
class UnionWatch
{
public:
    UnionWatch(QStringList wanted, QSet<QByteArray> staleIds)
        : m_wanted(std::move(wanted)), m_staleIds(std::move(staleIds))
    {
    }

    void sees(const Observation &look)
    {
        m_ttl = std::max(m_ttl, look.recordTtl); // the old record may be cached as long as it said
        if (look.record == Seen::NotKnown || look.policy == Seen::NotKnown)
            outage(look.at);
        else if (isUnion(look))
            covered(look.at);
        else
            m_wait = {};
    }

    const UnionWait &wait() const { return m_wait; }

private:
    bool isUnion(const Observation &look) const
    {
        return look.record == Seen::Usable && look.policy == Seen::Usable && coversAll(look.policyRead, m_wanted) &&
               !m_staleIds.contains(look.recordId);
    }

    // Senders that had it before the outage keep it; one that had not could not fetch it.
    void outage(const QDateTime &at)
    {
        if (m_wait.published && !m_wait.over)
            begin(at);
        m_broken = true;
    }

    void covered(const QDateTime &at)
    {
        if (!m_wait.published || (m_broken && !m_wait.over))
            begin(at);
        m_wait.published = true;
        m_broken = false;
        m_longestGap = std::max(m_longestGap, m_last.secsTo(at)); // an outage in between would not have been seen
        m_last = at;
        m_wait.until = m_begin.addSecs(m_ttl + refreshSeconds + m_longestGap + retrySeconds);
        // Without a look that finds the union still there nobody knows that it was.
        m_wait.over = m_wait.over || at >= *m_wait.until;
    }

    void begin(const QDateTime &at)
    {
        m_begin = m_last = at;
        m_longestGap = 0;
        m_wait.until = at.addSecs(m_ttl + refreshSeconds + retrySeconds);
    }

    QStringList m_wanted;
    QSet<QByteArray> m_staleIds;
    UnionWait m_wait;
    QDateTime m_begin, m_last;
    qint64 m_ttl = 0, m_longestGap = 0; // seconds
    bool m_broken = false;
};

UnionWait unionWaitOf(const Moving &moving)
{
    const QStringList wanted = moving.everyHost();
    UnionWatch watch(wanted, staleIds(moving.history, wanted));
    for (const Observation &look : moving.history.observations)
        watch.sees(look);
    return watch.wait();
}

/// When no sender can hold an enforced policy any more that lacks one of the new hosts.
std::optional<QDateTime> expiredAt(const Moving &moving)
{
    return heldUntil(moving.history, moving.now, [&moving](const Held &held) {
        return held.policy.policy.mode == sts::Mode::Enforce && !coversAll(held.policy.policy, moving.move().to);
    });
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
    const UnionWait wait = unionWaitOf(moving);
    verdict.phase = MovePhase::PublishUnion;
    if (!wait.published)
        return;
    verdict.waitUntil = wait.until;
    const bool held = moving.move().waitForExpiry && verdict.safeWhateverHappens.value_or(moving.now) > moving.now;
    if (held)
        verdict.waitUntil = std::max(*verdict.waitUntil, *verdict.safeWhateverHappens);
    verdict.phase = wait.over && !held ? MovePhase::MoveMx : MovePhase::WaitRefresh;
}

void afterTheMove(const Moving &moving, MoveVerdict &verdict)
{
    const Observation *look =
        lastLook(moving.history, [](const Observation &each) { return each.policy == Seen::Usable; });
    verdict.waitUntil = queuesGoneAt(moving);
    const bool waiting = !verdict.waitUntil || moving.now < *verdict.waitUntil;
    // The records moved before the policy did, or the old hosts left it too early.
    const QStringList needed = waiting ? moving.everyHost() : moving.move().to;
    if (look && !coversAll(look->policyRead, needed)) {
        verdict.phase = MovePhase::PublishUnion;
        return;
    }
    const bool lists = look && std::any_of(moving.oldHosts.begin(), moving.oldHosts.end(), [look](const QString &host) {
                           return sts::matchesAny(look->policyRead.mx, host);
                       });
    if (waiting)
        verdict.phase = MovePhase::WaitQueues;
    else
        verdict.phase = lists ? MovePhase::Trim : MovePhase::Done;
}

QStringList foundBy(const Moving &moving, MovePhase phase)
{
    QStringList hosts = phase < MovePhase::Trim ? moving.everyHost() : moving.move().to;
    hosts.removeIf([&moving](const QString &host) { return sts::matchesAny(moving.plan.mx, host); });
    hosts.removeDuplicates();
    return hosts;
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

bool mayStillBeUsed(const Observation &look, const QDateTime &when)
{
    return look.at.secsTo(when) <= look.mxTtl + queueSeconds;
}

MoveVerdict moveOf(const History &history, const Plan &plan, const QDateTime &now)
{
    MoveVerdict verdict;
    if (!plan.mxMove)
        return verdict;
    const QStringList others = otherHostsOf(history, *plan.mxMove);
    const Moving moving{history, plan, now, others, oldHostsAmong(others, *plan.mxMove)};
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
    verdict.found = foundBy(moving, verdict.phase);
    verdict.earliest = earliestOf(moving, verdict);
    return verdict;
}

} // namespace rollout
