// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/retention.h"

#include "archive/session_sums.h"
#include "archive/words.h"

namespace archive {
namespace {

constexpr int reportsAtOnce = 1000;
constexpr std::int64_t secondsADay = 86'400;

// Two ranges of the same index: a report without a readable range has a negative day.
constexpr const char *oldReports = "((r.day >= 0 AND r.day < ?) OR (r.day < 0 AND r.received_at < ?))";

QVariantList ageOf(std::int64_t day)
{
    return {qlonglong(day), qlonglong(day * secondsADay)};
}

/// Some reports to remove, as "1,2,3".
Result<QStringList> someReports(Connection &connection, std::int64_t day)
{
    auto rows =
        connection.select(QStringLiteral("SELECT r.id FROM reports r WHERE %1 LIMIT ?").arg(QLatin1String(oldReports)),
                          ageOf(day) + QVariantList{reportsAtOnce});
    if (!rows)
        return tl::unexpected(rows.error());
    QStringList ids;
    while (rows->next())
        ids += QString::number(rows->value(0).toLongLong());
    return ids;
}

/// Takes the details of these reports out of the sums.
Result<> subtractSendingIps(Connection &connection, const QString &reports)
{
    const QString subtract =
        QStringLiteral("UPDATE sending_ips SET details = sending_ips.details - g.n, sessions = sending_ips.sessions - "
                       "g.s FROM (SELECT d.sending_ip AS ip, %1 FROM policies p JOIN failures f ON f.policy = p.id "
                       "JOIN details d ON d.failure = f.id WHERE p.report IN (%2) AND length(d.sending_ip) <= 100 "
                       "GROUP BY d.sending_ip) g WHERE sending_ips.ip = g.ip")
            .arg(QLatin1String(detailSums), reports);
    for (const QString &sql : {subtract, QStringLiteral("DELETE FROM sending_ips WHERE details = 0")})
        if (auto done = connection.run(sql); !done)
            return tl::unexpected(done.error());
    return {};
}

} // namespace

Result<std::int64_t> Retention::reportsBefore(std::int64_t day)
{
    const auto count = m_archive.connection().value(
        QStringLiteral("SELECT count(*) FROM reports r WHERE %1").arg(QLatin1String(oldReports)), ageOf(day));
    if (!count)
        return tl::unexpected(count.error());
    return count->toLongLong();
}

Result<int> Retention::purgeSome(std::int64_t day)
{
    Connection &connection = m_archive.connection();
    int removed = 0;
    const auto done = connection.transaction([&]() -> Result<> {
        if (auto counters = lockCounters(connection); !counters)
            return tl::unexpected(counters.error());
        const auto reports = someReports(connection, day);
        if (!reports)
            return tl::unexpected(reports.error());
        removed = int(reports->size());
        if (removed == 0)
            return {};
        const QString ids = reports->join(u',');
        if (auto subtracted = subtractSendingIps(connection, ids); !subtracted)
            return subtracted;
        if (auto rows = connection.run(QStringLiteral("DELETE FROM reports WHERE id IN (%1)").arg(ids)); !rows)
            return tl::unexpected(rows.error());
        return {};
    });
    if (!done)
        return tl::unexpected(done.error());
    return removed;
}

Result<> Retention::forgetUnusedWords()
{
    Connection &connection = m_archive.connection();
    return connection.transaction([&]() -> Result<> {
        auto counters = lockCounters(connection);
        if (!counters)
            return tl::unexpected(counters.error());
        const auto done = connection.run(QStringLiteral(
            "DELETE FROM words WHERE id NOT IN (SELECT sender_id FROM reports UNION SELECT organization_id FROM "
            "reports "
            "UNION SELECT contact_id FROM reports UNION SELECT dkim_id FROM reports UNION SELECT type_id FROM policies "
            "UNION SELECT type_word_id FROM policies UNION SELECT domain_id FROM policies "
            "UNION SELECT strings_id FROM policies UNION SELECT mx_hosts_id FROM policies "
            "UNION SELECT mode_id FROM policies UNION SELECT result_id FROM failures "
            "UNION SELECT result_word_id FROM failures UNION SELECT mx_id FROM failures "
            "UNION SELECT reason_id FROM failures UNION SELECT helo_id FROM details "
            "UNION SELECT code_id FROM deviations)"));
        if (!done)
            return tl::unexpected(done.error());
        ++counters->wordEpoch; // every program that learnt numbers forgets them
        return saveCounters(connection, *counters);
    });
}

Result<> Retention::shrink()
{
    if (m_archive.connection().dialect() == Dialect::Postgres)
        return {}; // the server's autovacuum does it
    // The pages were given back with each transaction; the log still holds them. Busy readers only delay this.
    if (auto done = m_archive.connection().run(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")); !done)
        return tl::unexpected(done.error());
    return {};
}

Result<std::int64_t> Retention::purgeReports(std::int64_t day)
{
    std::int64_t all = 0;
    for (;;) {
        const auto removed = purgeSome(day);
        if (!removed)
            return tl::unexpected(removed.error());
        all += *removed;
        if (*removed < reportsAtOnce)
            break;
    }
    if (auto done = forgetUnusedWords(); !done)
        return tl::unexpected(done.error());
    if (auto done = shrink(); !done)
        return tl::unexpected(done.error());
    return all;
}

Result<std::int64_t> Retention::purgeFacts(std::int64_t before)
{
    Connection &connection = m_archive.connection();
    std::int64_t all = 0;
    const auto done = connection.transaction([&]() -> Result<> {
        const auto rows = connection.run(
            QStringLiteral("DELETE FROM facts_snapshots WHERE observed_at < ? AND observed_at < (SELECT "
                           "max(n.observed_at) FROM facts_snapshots n WHERE n.domain = facts_snapshots.domain)"),
            {qlonglong(before * 1000)});
        if (!rows)
            return tl::unexpected(rows.error());
        all = *rows;
        return {};
    });
    if (!done)
        return tl::unexpected(done.error());
    if (auto shrunk = shrink(); !shrunk)
        return tl::unexpected(shrunk.error());
    return all;
}

} // namespace archive
