// SPDX-License-Identifier: GPL-3.0-or-later
// How the last check of a domain compares with the checks before it: with the oldest one of the week before, or, where
// there is none, with the last one before. One check an hour would else forget within an hour what became worse.
#pragma once

#include "archive/archive.h"
#include "rollout/trend.h"

#include <optional>

namespace archive {

struct DomainTrend
{
    rollout::Trend trend{};
    QDateTime since; ///< UTC, the check that the last one was compared with
};

inline constexpr int trendDays = 7;

/// Nothing while there are no two checks to compare, or when one of them cannot be read any more.
Result<std::optional<DomainTrend>> trendOf(Archive &archive, const QString &domain);

} // namespace archive
