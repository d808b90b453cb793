// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/domain_trend.h"

#include "archive/facts_store.h"
#include "archive/rollout_history.h"

#include <algorithm>

namespace archive {

Result<std::optional<DomainTrend>> trendOf(Archive &archive, const QString &domain)
{
    const auto times = FactsStore(archive).times(domain);
    if (!times)
        return tl::unexpected(times.error());
    if (times->size() < 2)
        return std::nullopt;
    const QDateTime last = times->front(), begin = last.addDays(-trendDays);
    const auto older = std::find_if(times->begin() + 1, times->end(), [&](const QDateTime &at) { return at < begin; });
    const QDateTime since = older - times->begin() > 1 ? *(older - 1) : *older;
    const auto before = lookAt(archive, domain, since);
    if (!before)
        return tl::unexpected(before.error());
    const auto after = lookAt(archive, domain, last);
    if (!after)
        return tl::unexpected(after.error());
    if (!*before || !*after)
        return std::nullopt;
    return DomainTrend{rollout::trendOf(**before, **after), since};
}

} // namespace archive
