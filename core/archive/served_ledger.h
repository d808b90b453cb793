// SPDX-License-Identifier: GPL-3.0-or-later
// Which policies a domain was ever seen to serve, and from when to when. Senders keep a policy for its max_age
// (RFC 8461 §3.2), so what was served long ago may still bind them: withdrawing a policy has to wait for it, and its
// lines tell which mail servers it allows. Each text is stored once, however often it was served.
#pragma once

#include "archive/archive.h"
#include "rollout/history.h"

namespace archive {

class ServedLedger
{
public:
    explicit ServedLedger(Archive &archive) : m_archive(archive) {}

    /// Records a sighting by the rules of rollout::recordServed(), also one that comes late. Reads before it writes, so
    /// it belongs into a transaction of the caller's.
    Result<> saw(const QString &domain, const rollout::Observation &seen);
    /// By firstSeen. Of a policy that was recorded before texts were kept only mode and max_age are known: no mx.
    Result<QList<rollout::Served>> servedBy(const QString &domain);

private:
    Result<QList<rollout::Served>> spans(const QString &condition, const QVariantList &values);
    Result<QList<rollout::Served>> neighbours(const QString &domain, qlonglong at);
    Result<> keepText(const rollout::Observation &seen);
    Result<> remove(const QString &domain, const rollout::Served &span);
    Result<> add(const QString &domain, const rollout::Served &span);

    Archive &m_archive;
};

} // namespace archive
