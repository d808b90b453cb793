// SPDX-License-Identifier: GPL-3.0-or-later
// The alarms of the watched domains, a row for each time that one was raised: since when, last seen, and when it was
// over. What an alarm says is derived afresh from each look; stored is what was told already, so that a program that is
// started anew, or a second one beside it, does not tell it again.
#pragma once

#include "archive/archive.h"
#include "rollout/alarms.h"

namespace archive {

class AlarmStore
{
public:
    explicit AlarmStore(Archive &archive) : m_archive(archive) {}

    /// Alarms that are not cleared, waiting ones included; by kind, then subject.
    Result<QList<rollout::Alarm>> open(const QString &domain);
    /// Every alarm that was raised since `from`, or lasted then; oldest first.
    Result<QList<rollout::Alarm>> raisedSince(const QString &domain, const QDateTime &from);

    using Work = std::function<rollout::AlarmUpdate(const QList<rollout::Alarm> &)>;
    /// Gives the open alarms to `work` and keeps what it says, alone in one transaction: of two programs that look at
    /// the same time, one raises an alarm and the other sees it raised. `work` may run again and must not depend on it.
    Result<rollout::AlarmUpdate> update(const QString &domain, const Work &work);

private:
    Result<QList<rollout::Alarm>> alarms(const QString &where, const QVariantList &values);
    Result<> keep(const QString &domain, const QList<rollout::Alarm> &alarms);
    Result<> forget(const QString &domain, const QList<rollout::Alarm> &alarms);

    Archive &m_archive;
};

} // namespace archive
