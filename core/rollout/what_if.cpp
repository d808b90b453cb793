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

HolderView viewOf(const Held &held, const Observation &look)
{
    HolderView view;
    view.held = held.policy;
    view.until = held.until;
    for (const QString &host : look.mx) {
        if (!sts::matchesAny(held.policy.policy.mx, host))
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
    const QList<Held> all = everythingHeld(history, now);
    for (auto held = all.begin(); held != all.end(); ++held) {
        // The same text that was served again later is held for longer, and told there.
        const bool again = std::any_of(std::next(held), all.end(),
                                       [held](const Held &later) { return later.policy.hash == held->policy.hash; });
        if (held->until > now && !again && !held->pending)
            views += viewOf(*held, *look);
    }
    std::stable_sort(views.begin(), views.end(),
                     [](const HolderView &a, const HolderView &b) { return a.refuses() && !b.refuses(); });
    return views;
}

} // namespace rollout
