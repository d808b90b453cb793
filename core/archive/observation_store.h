// SPDX-License-Identifier: GPL-3.0-or-later
// Observations beside the snapshots that they were made from. To read and judge a snapshot costs milliseconds, and a
// fleet has tens of thousands of them; what came of it is read in a hundredth of that. Only a memory: an observation
// that was made by other rules (rollout/observation_record.h) counts as not there, and the snapshot is judged anew.
#pragma once

#include "archive/archive.h"
#include "rollout/observation.h"

#include <functional>

namespace archive {

/// One of the two is there.
struct KeptLook
{
    QDateTime observedAt;
    QByteArray record; ///< for rollout::fromRecord()
    QByteArray facts;  ///< for FactsStore::read()
};

class ObservationStore
{
public:
    explicit ObservationStore(Archive &archive) : m_archive(archive) {}

    /// Tells the looks of that time (both ends included), oldest first. What is told must not use the archive.
    Result<> forEach(const QString &domain, const QDateTime &from, const QDateTime &to,
                     const std::function<void(KeptLook &&)> &tell);

    /// For a snapshot that is there. The caller has a transaction.
    Result<> keep(const QString &domain, const QDateTime &observedAt, const QByteArray &record);

    /// The snapshots of the domain are judged anew.
    Result<> drop(const QString &domain);

private:
    Archive &m_archive;
};

} // namespace archive
