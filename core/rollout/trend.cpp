// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/trend.h"

#include "rollout/difference.h"

#include <algorithm>

namespace rollout {
namespace {

struct Burden
{
    qsizetype errors = 0, warnings = 0;
    auto operator<=>(const Burden &) const = default;
};

Burden burdenOf(const Observation &look)
{
    Burden burden;
    for (const QList<Problem> *problems : {&look.serverProblems, &look.otherProblems})
        for (const Problem &problem : *problems)
            ++(problem.severity == findings::Severity::Error ? burden.errors : burden.warnings);
    return burden;
}

} // namespace

Trend trendOf(const Observation &before, const Observation &after)
{
    const auto order = burdenOf(carriedOver(before, after)) <=> burdenOf(before);
    return order < 0 ? Trend::Better : order > 0 ? Trend::Worse : Trend::Same;
}

} // namespace rollout
