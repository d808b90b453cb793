// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/report_order.h"

#include <QSqlQuery>
#include <QStringList>

#include <algorithm>

namespace archive {
namespace {

/// A WHERE clause with the values that it binds.
struct Where
{
    QString text;
    QVariantList values;

    explicit Where(const Condition &condition) : text(condition.where()), values(condition.values()) {}
    void add(const QString &fragment, const QVariantList &bound)
    {
        text += (text.isEmpty() ? QStringLiteral(" WHERE ") : QStringLiteral(" AND ")) + fragment;
        values += bound;
    }
};

QString pattern(const std::string &find)
{
    QString text = QString::fromStdString(find).toLower();
    for (const char16_t special : {u'!', u'%', u'_'})
        text.replace(QChar(special), QStringLiteral("!") + QChar(special));
    return u'%' + text + u'%';
}

QString wordsLike()
{
    return QStringLiteral("(SELECT w.id FROM words w WHERE lower(w.text) LIKE ? ESCAPE '!')");
}

QString anyColumn(const QStringList &columns)
{
    QStringList parts;
    for (const QString &column : columns)
        parts += column + QStringLiteral(" IN ") + wordsLike();
    return parts.join(QStringLiteral(" OR "));
}

QVariantList times(const QString &value, qsizetype count)
{
    return QVariantList(count, value);
}

/// What the filter asks of failures, with their details as `d`.
void addDetailConditions(Where &where, const ListFilter &filter)
{
    if (!filter.sendingIp.empty())
        where.add(QStringLiteral("d.sending_ip = ?"), {QString::fromStdString(filter.sendingIp)});
    if (filter.find.empty())
        return;
    const QStringList columns{QStringLiteral("f.sender_id"), QStringLiteral("f.domain_id"), QStringLiteral("f.mx_id"),
                              QStringLiteral("f.result_word_id"), QStringLiteral("f.reason_id")};
    where.add(QStringLiteral("(%1 OR lower(d.sending_ip) LIKE ? ESCAPE '!')").arg(anyColumn(columns)),
              times(pattern(filter.find), columns.size() + 1));
}

Result<> addReportConditions(Where &where, Archive &archive, const ListFilter &filter)
{
    if (!filter.sendingIp.empty()) {
        const auto failures = failureCondition(archive.words(), filter.reports);
        if (!failures)
            return tl::unexpected(failures.error());
        Where inner(*failures);
        inner.add(QStringLiteral("d.sending_ip = ?"), {QString::fromStdString(filter.sendingIp)});
        where.add(QStringLiteral("r.id IN (SELECT q.report FROM policies q JOIN failures f ON f.policy = q.id "
                                 "JOIN details d ON d.failure = f.id%1)")
                      .arg(inner.text),
                  inner.values);
    }
    if (filter.find.empty())
        return {};
    const QStringList columns{QStringLiteral("f.mx_id"), QStringLiteral("f.result_word_id"),
                              QStringLiteral("f.reason_id")};
    where.add(QStringLiteral("(lower(r.report_id) LIKE ? ESCAPE '!' OR r.sender_id IN %1 OR r.id IN (SELECT q.report "
                             "FROM policies q WHERE q.domain_id IN %1) OR r.id IN (SELECT q.report FROM policies q "
                             "JOIN failures f ON f.policy = q.id WHERE %2))")
                  .arg(wordsLike(), anyColumn(columns)),
              times(pattern(filter.find), columns.size() + 3));
    return {};
}

struct SortKey
{
    const char *key;
    const char *join = "";
    bool ofDetail = false;
};

SortKey keyOf(ReportColumn column)
{
    switch (column) {
    case ReportColumn::Day: break;
    case ReportColumn::Sender: return {"k.text", " JOIN words k ON k.id = r.sender_id"};
    case ReportColumn::ReportId: return {"r.report_id"};
    case ReportColumn::Successful:
        return {"(SELECT sum(CASE WHEN q.successful > 0 THEN q.successful ELSE 0 END) FROM policies q WHERE q.report = "
                "r.id)"};
    case ReportColumn::Failed:
        return {"(SELECT sum(CASE WHEN q.failed > 0 THEN q.failed ELSE 0 END) FROM policies q WHERE q.report = r.id)"};
    case ReportColumn::Deviations: return {"r.deviations"};
    case ReportColumn::Trust: return {"r.trust"};
    case ReportColumn::Conflict: return {"r.conflict"};
    }
    return {"r.day"};
}

SortKey keyOf(FailureColumn column)
{
    switch (column) {
    case FailureColumn::Day: break;
    case FailureColumn::Sender: return {"k.text", " JOIN words k ON k.id = f.sender_id"};
    case FailureColumn::Domain: return {"k.text", " JOIN words k ON k.id = f.domain_id"};
    case FailureColumn::PolicyType: return {"k.text", " JOIN words k ON k.id = f.type_id"};
    case FailureColumn::Mode: return {"k.text", " JOIN words k ON k.id = f.mode_id"};
    case FailureColumn::ResultType: return {"k.text", " JOIN words k ON k.id = f.result_word_id"};
    case FailureColumn::Mx: return {"k.text", " JOIN words k ON k.id = f.mx_id"};
    case FailureColumn::Reason: return {"k.text", " JOIN words k ON k.id = f.reason_id"};
    case FailureColumn::Sessions: return {"coalesce(d.sessions, -1)", "", true};
    case FailureColumn::SendingIp: return {"d.sending_ip", "", true};
    }
    return {"f.day"};
}

// Where nothing is asked of the details, as many groups as rows are wanted are enough: each group has at least one.
constexpr const char *groupsFirst =
    "SELECT d.failure, d.seq FROM (SELECT f.id AS id, %1 AS k FROM failures f%2%3 ORDER BY %1 %4, f.id DESC LIMIT ?) g "
    "JOIN details d ON d.failure = g.id ORDER BY g.k %4, g.id DESC, d.seq LIMIT ?";
constexpr const char *detailsAtOnce = "SELECT d.failure, d.seq FROM failures f JOIN details d ON d.failure = f.id%2%3 "
                                      "ORDER BY %1 %4, f.id DESC, d.seq LIMIT ?";

QString filled(const char *query, const SortKey &key, const Where &where, bool descending)
{
    return QString::fromLatin1(query).arg(QLatin1String(key.key), QLatin1String(key.join), where.text,
                                          descending ? QLatin1String("DESC") : QLatin1String("ASC"));
}

} // namespace

Result<std::vector<std::int64_t>> ReportOrder::reports(const ListFilter &filter, SortBy<ReportColumn> sort, int limit)
{
    const auto condition = reportCondition(m_archive.words(), filter.reports);
    if (!condition)
        return tl::unexpected(condition.error());
    Where where(*condition);
    if (filter.report != 0)
        where.add(QStringLiteral("r.id = ?"), {qlonglong(filter.report)});
    if (auto done = addReportConditions(where, m_archive, filter); !done)
        return tl::unexpected(done.error());
    const QString sql = filled("SELECT r.id FROM reports r%2%3 ORDER BY %1 %4, r.id DESC LIMIT ?", keyOf(sort.column),
                               where, sort.descending);
    auto rows = m_archive.connection().select(sql, where.values + QVariantList{std::max(limit, 0)});
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<std::int64_t> ids;
    while (rows->next())
        ids.push_back(rows->value(0).toLongLong());
    return ids;
}

Result<std::vector<FailurePlace>> ReportOrder::failures(const ListFilter &filter, SortBy<FailureColumn> sort, int limit)
{
    const auto condition = failureCondition(m_archive.words(), filter.reports);
    if (!condition)
        return tl::unexpected(condition.error());
    Where where(*condition);
    if (filter.report != 0)
        where.add(QStringLiteral("f.policy IN (SELECT q.id FROM policies q WHERE q.report = ?)"),
                  {qlonglong(filter.report)});
    addDetailConditions(where, filter);
    const SortKey key = keyOf(sort.column);
    const bool byGroups = !key.ofDetail && filter.sendingIp.empty() && filter.find.empty();
    QVariantList values = where.values + QVariantList{std::max(limit, 0)};
    if (byGroups)
        values += std::max(limit, 0);
    auto rows = m_archive.connection().select(
        filled(byGroups ? groupsFirst : detailsAtOnce, key, where, sort.descending), values);
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<FailurePlace> places;
    while (rows->next())
        places.push_back({rows->value(0).toLongLong(), rows->value(1).toLongLong()});
    return places;
}

} // namespace archive
