// SPDX-License-Identifier: GPL-3.0-or-later
// The lists of ReportQueries: reports and failures, a page at a time.
#include "archive/report_order.h"
#include "archive/row_values.h"

#include <algorithm>

namespace archive {
namespace {

#define REPORT_COLUMNS "r.id, r.day, s.text, r.report_id, r.start_at, r.end_at, r.deviations, r.trust, r.conflict"
#define FAILURE_COLUMNS                                                                                                \
    "p.report, f.day, s.text, o.text, t.text, m.text, r.text, w.text, x.text, d.sending_ip, d.receiving_ip, h.text, "  \
    "d.sessions, d.information, c.text"
#define FAILURE_WORDS                                                                                                  \
    "JOIN policies p ON p.id = f.policy JOIN words s ON s.id = f.sender_id JOIN words o ON o.id = f.domain_id "        \
    "JOIN words t ON t.id = f.type_id JOIN words m ON m.id = f.mode_id JOIN words r ON r.id = f.result_id "            \
    "JOIN words w ON w.id = f.result_word_id JOIN words x ON x.id = f.mx_id JOIN words h ON h.id = d.helo_id "         \
    "JOIN words c ON c.id = f.reason_id"

ListedReport listedReport(const QSqlQuery &row)
{
    ListedReport listed;
    listed.id = row.value(0).toLongLong();
    listed.day = row.value(1).toLongLong();
    listed.sender = textAt(row, 2);
    listed.reportId = textAt(row, 3);
    listed.start = numberAt(row, 4);
    listed.end = numberAt(row, 5);
    listed.deviations = row.value(6).toLongLong();
    listed.trust = Trust(row.value(7).toInt());
    listed.conflict = row.value(8).toBool();
    return listed;
}

ListedFailure listedFailure(const QSqlQuery &row)
{
    ListedFailure listed;
    listed.report = row.value(0).toLongLong();
    listed.day = row.value(1).toLongLong();
    listed.sender = textAt(row, 2);
    listed.domain = textAt(row, 3);
    listed.policyType = textAt(row, 4);
    listed.mode = textAt(row, 5);
    tlsrpt::FailureDetails &detail = listed.detail;
    detail.resultType = enumAt(row, 6, tlsrpt::ResultType::Other);
    detail.resultTypeWord = textAt(row, 7);
    detail.receivingMxHostname = textAt(row, 8);
    detail.sendingMtaIp = textAt(row, 9);
    detail.receivingIp = textAt(row, 10);
    detail.receivingMxHelo = textAt(row, 11);
    detail.failedSessionCount = numberAt(row, 12);
    detail.additionalInformation = textAt(row, 13);
    detail.failureReasonCode = textAt(row, 14);
    return listed;
}

QVariantList bounds(const Page &page)
{
    return {std::max(page.limit, 0), std::max(page.offset, 0)};
}

/// The policies of each report on the page: domains, and the sums of their summaries.
Result<> readDomains(Connection &connection, std::vector<ListedReport> &reports)
{
    constexpr std::int64_t most = 1'000'000'000'000;
    for (ListedReport &report : reports) {
        auto rows = connection.select(
            QStringLiteral("SELECT w.text, p.successful, p.failed FROM policies p JOIN words w ON w.id = p.domain_id "
                           "WHERE p.report = ? ORDER BY p.seq"),
            {qlonglong(report.id)});
        if (!rows)
            return tl::unexpected(rows.error());
        while (rows->next()) {
            std::string domain = textAt(*rows, 0);
            if (std::find(report.domains.begin(), report.domains.end(), domain) == report.domains.end())
                report.domains.push_back(std::move(domain));
            ++report.sessions.policies;
            report.sessions.successful += std::clamp<std::int64_t>(rows->value(1).toLongLong(), 0, most);
            report.sessions.failed += std::clamp<std::int64_t>(rows->value(2).toLongLong(), 0, most);
        }
    }
    return {};
}

template <class Row>
Result<Row> rowAt(Connection &connection, const QString &sql, const QVariantList &values,
                  Row (*read)(const QSqlQuery &))
{
    const auto statement = connection.prepared(sql);
    if (!statement)
        return tl::unexpected(statement.error());
    for (int i = 0; i < int(values.size()); ++i)
        (*statement)->bindValue(i, values[i]);
    if (auto done = connection.exec(**statement); !done)
        return tl::unexpected(done.error());
    Row row = (*statement)->next() ? read(**statement) : Row();
    (*statement)->finish();
    return row;
}

} // namespace

Result<std::vector<ListedReport>> ReportQueries::list(const ReportFilter &filter, Page page)
{
    const auto condition = reportCondition(m_archive.words(), filter);
    if (!condition)
        return tl::unexpected(condition.error());
    auto rows = m_archive.connection().select(
        QStringLiteral("SELECT " REPORT_COLUMNS
                       " FROM (SELECT r.id, r.day FROM reports r%1 ORDER BY r.day DESC, r.id DESC "
                       "LIMIT ? OFFSET ?) g JOIN reports r ON r.id = g.id JOIN words s ON s.id = r.sender_id "
                       "ORDER BY g.day DESC, g.id DESC")
            .arg(condition->where()),
        condition->values() + bounds(page));
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<ListedReport> list;
    while (rows->next())
        list.push_back(listedReport(*rows));
    if (auto done = readDomains(m_archive.connection(), list); !done)
        return tl::unexpected(done.error());
    return list;
}

Result<std::vector<ListedFailure>> ReportQueries::failures(const ReportFilter &filter, Page page)
{
    const auto condition = failureCondition(m_archive.words(), filter);
    if (!condition)
        return tl::unexpected(condition.error());
    // No more groups than rows can be on the page, or before it: each group has at least one detail.
    auto rows = m_archive.connection().select(
        QStringLiteral("SELECT " FAILURE_COLUMNS " FROM (SELECT f.id, f.day FROM failures f%1 "
                       "ORDER BY f.day DESC, f.id DESC LIMIT ?) g JOIN failures f ON f.id = g.id "
                       "JOIN details d ON d.failure = g.id " FAILURE_WORDS
                       " ORDER BY g.day DESC, g.id DESC, d.seq LIMIT ? OFFSET ?")
            .arg(condition->where()),
        condition->values() + QVariantList{std::max(page.limit, 0) + std::max(page.offset, 0)} + bounds(page));
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<ListedFailure> list;
    while (rows->next())
        list.push_back(listedFailure(*rows));
    return list;
}

Result<std::vector<ListedReport>> ReportOrder::reportsAt(std::span<const std::int64_t> ids)
{
    std::vector<ListedReport> list;
    for (const std::int64_t id : ids) {
        auto row =
            rowAt<ListedReport>(m_archive.connection(),
                                QStringLiteral("SELECT " REPORT_COLUMNS
                                               " FROM reports r JOIN words s ON s.id = r.sender_id WHERE r.id = ?"),
                                {qlonglong(id)}, listedReport);
        if (!row)
            return tl::unexpected(row.error());
        list.push_back(std::move(*row));
    }
    if (auto done = readDomains(m_archive.connection(), list); !done)
        return tl::unexpected(done.error());
    return list;
}

Result<std::vector<ListedFailure>> ReportOrder::failuresAt(std::span<const FailurePlace> places)
{
    std::vector<ListedFailure> list;
    for (const FailurePlace &place : places) {
        auto row =
            rowAt<ListedFailure>(m_archive.connection(),
                                 QStringLiteral("SELECT " FAILURE_COLUMNS
                                                " FROM details d JOIN failures f ON f.id = d.failure " FAILURE_WORDS
                                                " WHERE d.failure = ? AND d.seq = ?"),
                                 {qlonglong(place.failure), qlonglong(place.seq)}, listedFailure);
        if (!row)
            return tl::unexpected(row.error());
        list.push_back(std::move(*row));
    }
    return list;
}

} // namespace archive
