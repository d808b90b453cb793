// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reports/reports_model.h"

#include "ui/plain_text.h"
#include "ui/reports/report_words.h"

#include <QCoreApplication>

namespace ui {

namespace {

constexpr qsizetype mostShown = 200;

using Row = archive::ListedReport;

struct ColumnLook
{
    const char *heading;
    std::optional<archive::ReportColumn> sort; ///< nothing: a list of names has no order
    QString (*text)(const Row &row);
};

QString domainsOf(const Row &row)
{
    QStringList domains;
    for (std::size_t i = 0; i < std::min<std::size_t>(row.domains.size(), 20); ++i)
        domains += text(row.domains[i]);
    return domains.join(QStringLiteral(", "));
}

QString conflictText(const Row &row)
{
    return row.conflict ? QCoreApplication::translate("ReportsModel", "conflict") : QString();
}

// In the order of ReportsModel::Column.
const ColumnLook columns[] = {
    {QT_TRANSLATE_NOOP("ReportsModel", "Day"), archive::ReportColumn::Day, [](const Row &r) { return dayText(r.day); }},
    {QT_TRANSLATE_NOOP("ReportsModel", "Sender"), archive::ReportColumn::Sender,
     [](const Row &r) { return text(r.sender); }},
    {QT_TRANSLATE_NOOP("ReportsModel", "Domains"), std::nullopt, [](const Row &r) { return domainsOf(r); }},
    {QT_TRANSLATE_NOOP("ReportsModel", "OK"), archive::ReportColumn::Successful,
     [](const Row &r) { return countText(r.sessions.successful); }},
    {QT_TRANSLATE_NOOP("ReportsModel", "Failed"), archive::ReportColumn::Failed,
     [](const Row &r) { return countText(r.sessions.failed); }},
    {QT_TRANSLATE_NOOP("ReportsModel", "Carrier"), archive::ReportColumn::Trust,
     [](const Row &r) { return trustText(r.trust); }},
    {QT_TRANSLATE_NOOP("ReportsModel", "Departures"), archive::ReportColumn::Deviations,
     [](const Row &r) { return countText(r.deviations); }},
    {QT_TRANSLATE_NOOP("ReportsModel", "Conflict"), archive::ReportColumn::Conflict,
     [](const Row &r) { return conflictText(r); }},
    {QT_TRANSLATE_NOOP("ReportsModel", "Report id"), archive::ReportColumn::ReportId,
     [](const Row &r) { return text(r.reportId); }},
};
static_assert(std::size(columns) == ReportsModel::ColumnCount);

} // namespace

ReportsModel::ReportsModel(ArchiveThread &archive, QObject *parent) : PagedModel(archive, parent)
{
    setQueries([](archive::Archive &from, const archive::ListFilter &filter,
                  archive::SortBy<archive::ReportColumn> sort,
                  int limit) { return archive::ReportOrder(from).reports(filter, sort, limit); },
               [](archive::Archive &from, const std::vector<std::int64_t> &ids) {
                   return archive::ReportOrder(from).reportsAt(ids);
               });
}

int ReportsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ReportsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return index.column() == Ok || index.column() == Failed || index.column() == Deviations
                   ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                   : QVariant();
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const Row *row = rowAt(index.row());
    if (!row)
        return role == Qt::DisplayRole ? QVariant(QStringLiteral("\u2026")) : QVariant();
    const QString shown = columns[index.column()].text(*row);
    return role == Qt::DisplayRole ? plain(shown, mostShown) : asPlainToolTip(shown);
}

QVariant ReportsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    return QCoreApplication::translate("ReportsModel", columns[section].heading);
}

std::optional<archive::ReportColumn> ReportsModel::columnAt(int column) const
{
    return column >= 0 && column < ColumnCount ? columns[column].sort : std::nullopt;
}

} // namespace ui
