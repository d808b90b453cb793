// SPDX-License-Identifier: GPL-3.0-or-later
// Facts snapshots: what a check saw of a domain, and when. They are stored as the JSON that the facts go to and back
// from, packed; nothing that follows from them is stored.
#pragma once

#include "archive/archive.h"
#include "facts/domain_facts.h"

#include <functional>
#include <optional>
#include <vector>

namespace archive {

class FactsStore
{
public:
    explicit FactsStore(Archive &archive) : m_archive(archive) {}

    /// One snapshot a domain and millisecond; the same one again replaces it.
    Result<> add(const facts::DomainFacts &facts);
    Result<std::optional<facts::DomainFacts>> latest(const QString &domain);
    /// The same as it is stored, for read().
    Result<std::optional<QByteArray>> latestStored(const QString &domain);
    /// Error code: Corrupt, when the snapshot cannot be read any more.
    Result<std::optional<facts::DomainFacts>> at(const QString &domain, const QDateTime &observedAt);
    /// Nothing of a snapshot that cannot be read any more. Safe to call in any thread.
    static std::optional<facts::DomainFacts> read(const QByteArray &stored);
    /// Newest first.
    Result<std::vector<QDateTime>> times(const QString &domain, int limit = 1000);
    /// When the first snapshot of the domain was taken.
    Result<std::optional<QDateTime>> oldest(const QString &domain);
    /// The domains with snapshots, in order.
    Result<QStringList> domains();

private:
    Archive &m_archive;
};

} // namespace archive
