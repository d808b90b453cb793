// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/report_queries.h"

#include "archive/row_values.h"
#include "archive/session_sums.h"

#include <algorithm>

namespace archive {
namespace {

constexpr const char *failureSums =
    "CAST(coalesce(sum(f.details), 0) AS BIGINT), CAST(coalesce(sum(f.sessions), 0) AS BIGINT)";

QString sql(const char *text)
{
    return QString::fromLatin1(text);
}

Sessions sessionsAt(const QSqlQuery &row, int column)
{
    return {row.value(column).toLongLong(), row.value(column + 1).toLongLong(), row.value(column + 2).toLongLong()};
}

Failures failuresAt(const QSqlQuery &row, int column)
{
    return {row.value(column).toLongLong(), row.value(column + 1).toLongLong()};
}

const char *columnOf(SessionKey key)
{
    switch (key) {
    case SessionKey::Sender: return "sender_id";
    case SessionKey::Domain: return "domain_id";
    case SessionKey::PolicyType: return "type_id";
    case SessionKey::Mode: return "mode_id";
    }
    return "";
}

/// Without a condition: what is added up already, and what is too long for it.
constexpr const char *allSendingIps =
    "SELECT ip, details, sessions FROM sending_ips UNION ALL SELECT d.sending_ip, %2 FROM details d "
    "WHERE length(d.sending_ip) > 100%1 GROUP BY d.sending_ip";

/// The query of failuresBy(), with %1 for the condition and %2 for detailSums. Where rows lie in an index in the order
/// of some groups, these are added up first: to sort every row by its key would take longer than to read it.
const char *queryOf(FailureKey key)
{
    switch (key) {
    case FailureKey::ResultType:
        // Types that no standard knows share one stable word: their own words tell them apart.
        return "SELECT CASE WHEN w.text = 'other' THEN x.text ELSE w.text END, g.d, g.s FROM (SELECT i.k AS k, i.x AS "
               "x, CAST(sum(i.d) AS BIGINT) AS d, CAST(sum(i.s) AS BIGINT) AS s FROM (SELECT f.result_id AS k, "
               "f.result_word_id AS x, sum(f.details) AS d, sum(f.sessions) AS s FROM failures f%1 "
               "GROUP BY f.sender_id, f.mx_id, f.result_id, f.result_word_id) i GROUP BY i.k, i.x) g "
               "JOIN words w ON w.id = g.k JOIN words x ON x.id = g.x";
    case FailureKey::Mx:
        return "SELECT w.text, g.d, g.s FROM (SELECT i.k AS k, CAST(sum(i.d) AS BIGINT) AS d, CAST(sum(i.s) AS BIGINT) "
               "AS s FROM (SELECT f.mx_id AS k, sum(f.details) AS d, sum(f.sessions) AS s FROM failures f%1 "
               "GROUP BY f.sender_id, f.mx_id) i GROUP BY i.k) g JOIN words w ON w.id = g.k";
    case FailureKey::Sender:
        return "SELECT w.text, g.d, g.s FROM (SELECT f.sender_id AS k, CAST(sum(f.details) AS BIGINT) AS d, "
               "CAST(sum(f.sessions) AS BIGINT) AS s FROM failures f%1 GROUP BY f.sender_id) g "
               "JOIN words w ON w.id = g.k";
    case FailureKey::Domain:
        return "SELECT w.text, g.d, g.s FROM (SELECT f.domain_id AS k, CAST(sum(f.details) AS BIGINT) AS d, "
               "CAST(sum(f.sessions) AS BIGINT) AS s FROM failures f%1 GROUP BY f.domain_id) g "
               "JOIN words w ON w.id = g.k";
    case FailureKey::SendingIp:
        // LEFT, although each failure has details: it keeps SQLite from starting with a scan of all details.
        return "SELECT d.sending_ip, %2 FROM failures f LEFT JOIN details d ON d.failure = f.id%1 "
               "GROUP BY d.sending_ip";
    case FailureKey::ReasonCode:
        return "SELECT w.text, g.d, g.s FROM (SELECT i.k AS k, CAST(sum(i.d) AS BIGINT) AS d, CAST(sum(i.s) AS BIGINT) "
               "AS s FROM (SELECT f.reason_id AS k, sum(f.details) AS d, sum(f.sessions) AS s FROM failures f%1 "
               "GROUP BY f.sender_id, f.mx_id, f.result_id, f.result_word_id, f.reason_id) i GROUP BY i.k) g "
               "JOIN words w ON w.id = g.k";
    }
    return "";
}

/// Runs a query with a condition and reads each row; %1 is the condition.
template <class Row, class Read>
Result<std::vector<Row>> readAll(Connection &connection, const QString &query, const Condition &condition, Read read,
                                 const QVariantList &more = {})
{
    auto rows = connection.select(query.arg(condition.where()), condition.values() + more);
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<Row> list;
    while (rows->next())
        list.push_back(read(*rows));
    return list;
}

} // namespace

Result<> ReportQueries::readPolicyTotals(const ReportFilter &filter, Totals &totals)
{
    const auto condition = policyCondition(m_archive.words(), filter);
    if (!condition)
        return tl::unexpected(condition.error());
    auto row = m_archive.connection().select(
        QStringLiteral("SELECT %1 FROM policies p%2").arg(sql(sessionSums), condition->where()), condition->values());
    if (!row)
        return tl::unexpected(row.error());
    if (row->next())
        totals.sessions = sessionsAt(*row, 0);
    return {};
}

Result<> ReportQueries::readFailureTotals(const ReportFilter &filter, Totals &totals)
{
    const auto condition = failureCondition(m_archive.words(), filter);
    if (!condition)
        return tl::unexpected(condition.error());
    auto row = m_archive.connection().select(
        QStringLiteral("SELECT %1 FROM failures f%2").arg(sql(failureSums), condition->where()), condition->values());
    if (!row)
        return tl::unexpected(row.error());
    if (row->next())
        totals.failures = failuresAt(*row, 0);
    return {};
}

Result<Totals> ReportQueries::totals(const ReportFilter &filter)
{
    Totals totals;
    if (auto done = readPolicyTotals(filter, totals); !done)
        return tl::unexpected(done.error());
    if (auto done = readFailureTotals(filter, totals); !done)
        return tl::unexpected(done.error());
    const auto condition = reportCondition(m_archive.words(), filter);
    if (!condition)
        return tl::unexpected(condition.error());
    // A day that is unreadable (noDay) is no first day.
    auto row = m_archive.connection().select(
        QStringLiteral("SELECT count(*), CAST(coalesce(sum(r.conflict), 0) AS BIGINT), "
                       "min(CASE WHEN r.day >= 0 THEN r.day END), max(CASE WHEN r.day >= 0 THEN r.day END) "
                       "FROM reports r%1")
            .arg(condition->where()),
        condition->values());
    if (!row)
        return tl::unexpected(row.error());
    if (row->next()) {
        totals.reports = row->value(0).toLongLong();
        totals.conflicting = row->value(1).toLongLong();
        totals.firstDay = numberAt(*row, 2);
        totals.lastDay = numberAt(*row, 3);
    }
    return totals;
}

Result<std::vector<SessionsOfDay>> ReportQueries::perDay(const ReportFilter &filter)
{
    const auto condition = policyCondition(m_archive.words(), filter);
    if (!condition)
        return tl::unexpected(condition.error());
    return readAll<SessionsOfDay>(m_archive.connection(),
                                  QStringLiteral("SELECT p.day, %1 FROM policies p%2 GROUP BY p.day ORDER BY p.day")
                                      .arg(sql(sessionSums), QStringLiteral("%1")),
                                  *condition, [](const QSqlQuery &row) {
                                      return SessionsOfDay{row.value(0).toLongLong(), sessionsAt(row, 1)};
                                  });
}

Result<std::vector<SessionsOfKey>> ReportQueries::sessionsBy(SessionKey key, const ReportFilter &filter)
{
    const auto condition = policyCondition(m_archive.words(), filter);
    if (!condition)
        return tl::unexpected(condition.error());
    auto list = readAll<SessionsOfKey>(
        m_archive.connection(),
        QStringLiteral("SELECT w.text, g.n, g.ok, g.bad FROM (SELECT p.%1 AS k, %2 FROM policies p%3 GROUP BY p.%1) g "
                       "JOIN words w ON w.id = g.k")
            .arg(sql(columnOf(key)), sql(sessionSums), QStringLiteral("%1")),
        *condition, [](const QSqlQuery &row) {
            return SessionsOfKey{textAt(row, 0), sessionsAt(row, 1)};
        });
    if (list)
        std::sort(list->begin(), list->end(), [](const auto &a, const auto &b) { return a.key < b.key; });
    return list;
}

Result<std::vector<FailuresOfKey>> ReportQueries::failuresBy(FailureKey key, const ReportFilter &filter)
{
    const auto condition = failureCondition(m_archive.words(), filter);
    if (!condition)
        return tl::unexpected(condition.error());
    const bool isAll = key == FailureKey::SendingIp && condition->where().isEmpty();
    auto list = readAll<FailuresOfKey>(
        m_archive.connection(), sql(isAll ? allSendingIps : queryOf(key)).replace(QLatin1String("%2"), sql(detailSums)),
        *condition, [](const QSqlQuery &row) {
            return FailuresOfKey{textAt(row, 0), failuresAt(row, 1)};
        });
    if (!list)
        return list;
    std::sort(list->begin(), list->end(), [](const auto &a, const auto &b) {
        return std::tuple(-a.failures.details, a.key) < std::tuple(-b.failures.details, b.key);
    });
    return list;
}

Result<std::vector<HeatCell>> ReportQueries::heatMap(const ReportFilter &filter)
{
    const auto condition = failureCondition(m_archive.words(), filter);
    if (!condition)
        return tl::unexpected(condition.error());
    auto list = readAll<HeatCell>(
        m_archive.connection(),
        QStringLiteral("SELECT s.text, m.text, r.text, g.d, g.n FROM (SELECT f.sender_id AS s, f.mx_id AS m, "
                       "f.result_id AS r, CAST(sum(f.details) AS BIGINT) AS d, CAST(sum(f.sessions) AS BIGINT) AS n "
                       "FROM failures f%1 GROUP BY f.sender_id, f.mx_id, f.result_id) g JOIN words s ON s.id = g.s "
                       "JOIN words m ON m.id = g.m JOIN words r ON r.id = g.r"),
        *condition, [](const QSqlQuery &row) {
            return HeatCell{textAt(row, 0), textAt(row, 1), textAt(row, 2), failuresAt(row, 3)};
        });
    if (list)
        std::sort(list->begin(), list->end(), [](const HeatCell &a, const HeatCell &b) {
            return std::tie(a.sender, a.mx, a.result) < std::tie(b.sender, b.mx, b.result);
        });
    return list;
}

Result<std::vector<ModeSeen>> ReportQueries::modesSeen(const ReportFilter &filter)
{
    const auto condition = policyCondition(m_archive.words(), filter);
    if (!condition)
        return tl::unexpected(condition.error());
    auto list = readAll<ModeSeen>(
        m_archive.connection(),
        // In the order of an index first, as in queryOf().
        QStringLiteral("SELECT s.text, t.text, m.text, g.day, g.n, g.ok, g.bad FROM (SELECT i.s AS s, i.t AS t, i.m AS "
                       "m, i.day AS day, CAST(sum(i.n) AS BIGINT) AS n, CAST(sum(i.ok) AS BIGINT) AS ok, "
                       "CAST(sum(i.bad) AS BIGINT) AS bad FROM (SELECT p.sender_id AS s, p.type_id AS t, p.mode_id AS "
                       "m, p.day AS day, %1 FROM policies p%2 GROUP BY p.domain_id, p.day, p.sender_id, p.type_id, "
                       "p.mode_id) i GROUP BY i.s, i.day, i.t, i.m) g JOIN words s ON s.id = g.s "
                       "JOIN words t ON t.id = g.t JOIN words m ON m.id = g.m")
            .arg(sql(sessionSums), QStringLiteral("%1")),
        *condition, [](const QSqlQuery &row) {
            return ModeSeen{textAt(row, 0), textAt(row, 1), textAt(row, 2), row.value(3).toLongLong(),
                            sessionsAt(row, 4)};
        });
    if (list)
        std::sort(list->begin(), list->end(), [](const ModeSeen &a, const ModeSeen &b) {
            return std::tie(a.sender, a.day, a.type, a.mode) < std::tie(b.sender, b.day, b.type, b.mode);
        });
    return list;
}

Result<std::vector<SenderCoverage>> ReportQueries::coverage(const ReportFilter &filter)
{
    auto condition = policyCondition(m_archive.words(), filter);
    if (!condition)
        return tl::unexpected(condition.error());
    condition->add("p.day >= 0");
    auto list = readAll<SenderCoverage>(
        m_archive.connection(),
        QStringLiteral("SELECT w.text, g.a, g.z, g.n FROM (SELECT p.sender_id AS k, min(p.day) AS a, max(p.day) AS z, "
                       "count(DISTINCT p.day) AS n FROM policies p%1 GROUP BY p.sender_id) g "
                       "JOIN words w ON w.id = g.k"),
        *condition, [](const QSqlQuery &row) {
            return SenderCoverage{textAt(row, 0), row.value(1).toLongLong(), row.value(2).toLongLong(),
                                  row.value(3).toLongLong()};
        });
    if (list)
        std::sort(list->begin(), list->end(), [](const auto &a, const auto &b) { return a.sender < b.sender; });
    return list;
}

Result<std::vector<std::int64_t>> ReportQueries::daysOf(const std::string &sender, const ReportFilter &filter)
{
    ReportFilter ofSender = filter;
    ofSender.sender = sender;
    auto condition = policyCondition(m_archive.words(), ofSender);
    if (!condition)
        return tl::unexpected(condition.error());
    condition->add("p.day >= 0");
    return readAll<std::int64_t>(m_archive.connection(),
                                 QStringLiteral("SELECT DISTINCT p.day FROM policies p%1 ORDER BY p.day"), *condition,
                                 [](const QSqlQuery &row) { return row.value(0).toLongLong(); });
}

} // namespace archive
