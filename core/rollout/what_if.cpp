// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/what_if.h"

#include "rollout/holding.h"
#include "rollout/looks.h"

#include <algorithm>

namespace rollout {
namespace {

bool fails(const Observation &look, const QString &host)
{
    return std::any_of(look.serverProblems.begin(), look.serverProblems.end(), [&host](const Problem &problem) {
        return problem.host.compare(host, Qt::CaseInsensitive) == 0;
    });
}

HolderView viewOf(const Served &held, const QDateTime &until, const Observation &look)
{
    HolderView view;
    view.held = held;
    view.until = until;
    for (const QString &host : look.mx) {
        if (!sts::matchesAny(held.policy.mx, host))
            view.notMatched += host;
        else if (fails(look, host))
            view.failing += host;
        else
            view.usable += host;
    }
    return view;
}

} // namespace

QList<HolderView> holdersOf(const History &history, const QDateTime &now)
{
    const Observation *look = lastLook(history, [](const Observation &each) { return each.mxKnown; });
    QList<HolderView> views;
    if (!look)
        return views;
    for (auto held = history.served.begin(); held != history.served.end(); ++held) {
        const QDateTime until = heldUntil(history, *held, now);
        // The same text that was served again later is held for longer, and told there.
        const bool again = std::any_of(std::next(held), history.served.end(),
                                       [held](const Served &later) { return later.hash == held->hash; });
        if (held->firstSeen <= now && until > now && !again)
            views += viewOf(*held, until, *look);
    }
    std::stable_sort(views.begin(), views.end(),
                     [](const HolderView &a, const HolderView &b) { return a.refuses() && !b.refuses(); });
    return views;
}

} // namespace rollout
