// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/holding.h"

#include <algorithm>

namespace rollout {

namespace {

bool isMissing(Seen seen)
{
    return seen == Seen::Absent || seen == Seen::Invalid;
}

// A policy host that could not be used from here may be usable from elsewhere.
bool isReplaced(const Served &served, const Observation &look)
{
    return look.policy == Seen::Absent || (look.policy == Seen::Usable && look.policyHash != served.hash);
}

/// The longest that the record was said to be cached, in what was seen until then.
qint64 recordTtlUntil(const History &history, const QDateTime &when)
{
    qint64 ttl = 0;
    for (const Observation &look : history.observations)
        if (look.at <= when)
            ttl = std::max(ttl, look.recordTtl);
    return ttl;
}

/// The ledger reaches further back than the looks.
QDateTime replacedInLedger(const History &history, const Served &served, QDateTime until)
{
    for (const Served &other : history.served)
        if (other.firstSeen > served.lastSeen && other.hash != served.hash)
            until = std::min(until, other.firstSeen);
    return until;
}

bool wasSeen(const History &history, const QByteArray &id)
{
    return std::any_of(history.served.begin(), history.served.end(),
                       [&id](const Served &served) { return served.recordId == id; });
}

/// When a policy was first seen under an id that was not there at `since`.
std::optional<QDateTime> newerSeen(const History &history, const QDateTime &since, const QDateTime &now)
{
    QSet<QByteArray> before;
    for (const Served &served : history.served) {
        if (served.firstSeen > now)
            break;
        if (served.firstSeen <= since)
            before += served.recordId;
        else if (!served.recordId.isEmpty() && !before.contains(served.recordId))
            return served.firstSeen;
    }
    return std::nullopt;
}

} // namespace

QDateTime fetchableUntil(const History &history, const Served &served, const QDateTime &now)
{
    QDateTime until = replacedInLedger(history, served, std::max(now, served.lastSeen));
    const auto first = std::upper_bound(history.observations.begin(), history.observations.end(), served.lastSeen,
                                        [](const QDateTime &at, const Observation &look) { return at < look.at; });
    for (auto look = first; look != history.observations.end() && look->at < until; ++look) {
        if (isReplaced(served, *look))
            return look->at;
        if (isMissing(look->record))
            until = std::min(until, look->at.addSecs(recordTtlUntil(history, look->at)));
    }
    return until;
}

QList<Held> everythingHeld(const History &history, const QDateTime &now)
{
    QList<Held> all;
    for (const Served &served : history.served)
        if (served.firstSeen <= now)
            all += Held{served, fetchableUntil(history, served, now).addSecs(served.policy.maxAge), false};
    for (const Served &issued : history.issued) {
        if (issued.firstSeen > now || wasSeen(history, issued.recordId))
            continue;
        const std::optional<QDateTime> newer = newerSeen(history, issued.firstSeen, now);
        all += Held{issued, newer.value_or(now).addSecs(issued.policy.maxAge), !newer};
    }
    return all;
}

} // namespace rollout
