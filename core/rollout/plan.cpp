// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/plan.h"

#include <QCryptographicHash>

#include <algorithm>
#include <iterator>

namespace rollout {

namespace {

// Clean times on which a longer cache is a calculated risk: a day, a week, 30, 90 and 180 days.
constexpr qint64 rungs[] = {86'400, 604'800, 2'592'000, 7'776'000, 15'552'000};

} // namespace

Choices Plan::choices() const
{
    Choices choices;
    choices.mode = mode;
    choices.maxAge = maxAge;
    choices.mx = mx;
    choices.rua = rua;
    choices.policyHost = policyHost;
    choices.id = id;
    choices.ttl = ttl;
    return choices;
}

std::optional<QDateTime> Plan::lastTime(Action action) const
{
    std::optional<QDateTime> last;
    for (const Decision &decision : decisions)
        if (decision.action == action && (!last || *last < decision.at))
            last = decision.at;
    return last;
}

QList<Served> Plan::issuedPolicies() const
{
    QList<Served> policies;
    for (const Issued &each : issued) {
        const sts::Policy policy{each.mode, each.mx, each.maxAge, {}};
        const QByteArray hash = QCryptographicHash::hash(sts::format(policy), QCryptographicHash::Sha256);
        policies.append({policy, hash, each.id, each.at, each.at});
    }
    return policies;
}

QList<qint64> maxAgeLadder(qint64 goal)
{
    const qint64 top = std::clamp(goal, maxAgeLeast, maxAgeMost);
    QList<qint64> ladder;
    std::copy_if(std::begin(rungs), std::end(rungs), std::back_inserter(ladder),
                 [top](qint64 rung) { return rung < top; });
    ladder.append(top);
    return ladder;
}

std::optional<qint64> nextRung(qint64 now, qint64 goal)
{
    const QList<qint64> ladder = maxAgeLadder(goal);
    const auto next = std::upper_bound(ladder.begin(), ladder.end(), now);
    return next == ladder.end() ? std::nullopt : std::optional(*next);
}

std::optional<qint64> previousRung(qint64 now, qint64 goal)
{
    const QList<qint64> ladder = maxAgeLadder(goal);
    const auto rung = std::lower_bound(ladder.begin(), ladder.end(), now);
    return rung == ladder.begin() ? std::nullopt : std::optional(*std::prev(rung));
}

} // namespace rollout
