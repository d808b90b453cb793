// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/observation_store.h"

#include "rollout/observation_record.h"

namespace archive {
namespace {

const QString &rules()
{
    static const QString word = QString::fromLatin1(rollout::rulesFingerprint());
    return word;
}

} // namespace

Result<> ObservationStore::forEach(const QString &domain, const QDateTime &from, const QDateTime &to,
                                   const std::function<void(KeptLook &&)> &tell)
{
    auto rows = m_archive.connection().select(
        QStringLiteral("SELECT f.observed_at, o.record, CASE WHEN o.record IS NULL THEN f.packed END "
                       "FROM facts_snapshots f LEFT JOIN observations o "
                       "ON o.domain = f.domain AND o.observed_at = f.observed_at AND o.rules = ? "
                       "WHERE f.domain = ? AND f.observed_at BETWEEN ? AND ? ORDER BY f.observed_at"),
        {rules(), domain, from.toMSecsSinceEpoch(), to.toMSecsSinceEpoch()});
    if (!rows)
        return tl::unexpected(rows.error());
    while (rows->next())
        tell({QDateTime::fromMSecsSinceEpoch(rows->value(0).toLongLong(), Qt::UTC), rows->value(1).toByteArray(),
              rows->value(2).toByteArray()});
    return {};
}

Result<> ObservationStore::keep(const QString &domain, const QDateTime &observedAt, const QByteArray &record)
{
    const auto done = m_archive.connection().run(
        QStringLiteral("INSERT INTO observations (domain, observed_at, rules, record) VALUES (?, ?, ?, ?) "
                       "ON CONFLICT (domain, observed_at) DO UPDATE SET rules = excluded.rules, "
                       "record = excluded.record"),
        {domain, observedAt.toMSecsSinceEpoch(), rules(), record});
    if (!done)
        return tl::unexpected(done.error());
    return {};
}

Result<> ObservationStore::drop(const QString &domain)
{
    const auto done = m_archive.connection().run(QStringLiteral("DELETE FROM observations WHERE domain = ?"), {domain});
    if (!done)
        return tl::unexpected(done.error());
    return {};
}

} // namespace archive
