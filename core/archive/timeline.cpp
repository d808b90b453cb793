// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/timeline.h"

#include "archive/alarm_store.h"
#include "archive/rollout_history.h"

namespace archive {

Result<Timeline> timelineOf(Archive &archive, const QString &domain)
{
    Timeline all;
    all.domain = domain;
    const QDateTime begin = QDateTime::fromSecsSinceEpoch(0, Qt::UTC);
    const HistoryRange always{begin, QDateTime::currentDateTimeUtc().addDays(1)};
    const auto history = historyOf(archive, domain, always, &all.unreadable);
    if (!history)
        return tl::unexpected(history.error());
    const auto alarms = AlarmStore(archive).raisedSince(domain, begin);
    if (!alarms)
        return tl::unexpected(alarms.error());
    all.changes = rollout::timelineOf(*history);
    all.looks = history->observations.size();
    all.alarms = *alarms;
    return all;
}

} // namespace archive
