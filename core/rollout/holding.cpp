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

QDateTime heldUntil(const History &history, const Served &served, const QDateTime &now)
{
    return fetchableUntil(history, served, now).addSecs(served.policy.maxAge);
}

} // namespace rollout
