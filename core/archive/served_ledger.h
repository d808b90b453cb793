// SPDX-License-Identifier: GPL-3.0-or-later
// Which policies a domain was ever seen to serve, and from when to when. Senders keep a policy for its max_age
// (RFC 8461 §3.2), so what was served long ago may still bind them: withdrawing a policy has to wait for it.
#pragma once

#include "archive/archive.h"

#include <vector>

namespace archive {

struct ServedPolicy
{
    QString domain;
    QByteArray policyHash; ///< of the policy's text
    QString recordId;      ///< id= of the TXT record at that time; empty without one
    QString mode;
    std::int64_t maxAge = 0;                  ///< seconds
    std::int64_t firstSeen = 0, lastSeen = 0; ///< seconds since 1970 UTC
    bool operator==(const ServedPolicy &) const = default;
};

class ServedLedger
{
public:
    explicit ServedLedger(Archive &archive) : m_archive(archive) {}

    /// Records a sighting at `seen.firstSeen`…`seen.lastSeen`: widens the row of the same domain, policy and id.
    Result<> saw(const ServedPolicy &seen);
    /// Oldest first.
    Result<std::vector<ServedPolicy>> servedBy(const QString &domain);

private:
    Archive &m_archive;
};

} // namespace archive
