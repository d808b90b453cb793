// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/served_ledger.h"

namespace archive {
namespace {

QString notNull(const QString &text)
{
    return text.isNull() ? QStringLiteral("") : text; // a null QString would be stored as NULL
}

} // namespace

Result<> ServedLedger::saw(const ServedPolicy &seen)
{
    const auto done = m_archive.connection().run(
        QStringLiteral(
            "INSERT INTO served_policies (domain, policy_hash, record_id, mode, max_age, first_seen, last_seen) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (domain, policy_hash, record_id) DO UPDATE SET "
            "first_seen = CASE WHEN excluded.first_seen < served_policies.first_seen THEN excluded.first_seen "
            "ELSE served_policies.first_seen END, "
            "last_seen = CASE WHEN excluded.last_seen > served_policies.last_seen THEN excluded.last_seen "
            "ELSE served_policies.last_seen END"),
        {notNull(seen.domain), seen.policyHash, notNull(seen.recordId), notNull(seen.mode), qlonglong(seen.maxAge),
         qlonglong(seen.firstSeen), qlonglong(seen.lastSeen)});
    if (!done)
        return tl::unexpected(done.error());
    return {};
}

Result<std::vector<ServedPolicy>> ServedLedger::servedBy(const QString &domain)
{
    auto rows = m_archive.connection().select(
        QStringLiteral("SELECT policy_hash, record_id, mode, max_age, first_seen, last_seen FROM served_policies "
                       "WHERE domain = ? ORDER BY first_seen, policy_hash"),
        {domain});
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<ServedPolicy> list;
    while (rows->next())
        list.push_back({domain, rows->value(0).toByteArray(), rows->value(1).toString(), rows->value(2).toString(),
                        rows->value(3).toLongLong(), rows->value(4).toLongLong(), rows->value(5).toLongLong()});
    return list;
}

} // namespace archive
