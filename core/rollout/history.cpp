// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/history.h"

#include <algorithm>
#include <iterator>

namespace rollout {

namespace {

// A record that could not be looked up is no other record: it does not part what is one policy.
bool continues(const Served &span, const Observation &seen)
{
    return span.hash == seen.policyHash && (span.recordId == seen.recordId || seen.record == Seen::NotKnown);
}

} // namespace

bool couldBeFetched(const Observation &seen)
{
    return seen.policy == Seen::Usable && (seen.record == Seen::Usable || seen.record == Seen::NotKnown);
}

void recordServed(QList<Served> &ledger, const Observation &seen)
{
    if (!couldBeFetched(seen))
        return;
    // An observation may come late, so its neighbours in time are asked, which are the last span and none in the usual
    // case.
    const auto next = std::upper_bound(ledger.begin(), ledger.end(), seen.at,
                                       [](const QDateTime &at, const Served &span) { return at < span.firstSeen; });
    if (next != ledger.begin() && continues(*std::prev(next), seen)) {
        Served &span = *std::prev(next);
        span.lastSeen = std::max(span.lastSeen, seen.at);
    } else if (next != ledger.end() && continues(*next, seen)) {
        next->firstSeen = seen.at;
    } else {
        ledger.insert(next, {seen.policyRead, seen.policyHash, seen.recordId, seen.at, seen.at});
    }
}

} // namespace rollout
