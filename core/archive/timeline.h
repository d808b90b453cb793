// SPDX-License-Identifier: GPL-3.0-or-later
// What changed at a domain and when, and which alarms there were: the whole of its past that the archive holds.
#pragma once

#include "archive/archive.h"
#include "rollout/alarms.h"
#include "rollout/difference.h"

namespace archive {

struct Timeline
{
    QString domain;
    QList<rollout::DatedDifferences> changes; ///< oldest first
    QList<rollout::Alarm> alarms;             ///< every one that was ever raised, oldest first
    qsizetype looks = 0;
    QStringList unreadable; ///< times of snapshots that cannot be read any more
};

Result<Timeline> timelineOf(Archive &archive, const QString &domain);

} // namespace archive
