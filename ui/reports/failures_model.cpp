// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reports/failures_model.h"

#include "ui/plain_text.h"
#include "ui/reports/report_words.h"

#include <QCoreApplication>

namespace ui {

namespace {

constexpr qsizetype mostShown = 200;

using Row = archive::ListedFailure;

struct ColumnLook
{
    const char *heading;
    archive::FailureColumn sort;
    QString (*text)(const Row &row);
};

// In the order of FailuresModel::Column.
const ColumnLook columns[] = {
    {QT_TRANSLATE_NOOP("FailuresModel", "Day"), archive::FailureColumn::Day,
     [](const Row &r) { return dayText(r.day); }},
    {QT_TRANSLATE_NOOP("FailuresModel", "Sender"), archive::FailureColumn::Sender,
     [](const Row &r) { return text(r.sender); }},
    {QT_TRANSLATE_NOOP("FailuresModel", "Domain"), archive::FailureColumn::Domain,
     [](const Row &r) { return text(r.domain); }},
    {QT_TRANSLATE_NOOP("FailuresModel", "Result type"), archive::FailureColumn::ResultType,
     [](const Row &r) { return wordOrNone(r.detail.resultTypeWord); }},
    {QT_TRANSLATE_NOOP("FailuresModel", "Sessions"), archive::FailureColumn::Sessions,
     [](const Row &r) { return countText(r.detail.failedSessionCount); }},
    {QT_TRANSLATE_NOOP("FailuresModel", "Receiving MX"), archive::FailureColumn::Mx,
     [](const Row &r) { return text(r.detail.receivingMxHostname); }},
    {QT_TRANSLATE_NOOP("FailuresModel", "Sending address"), archive::FailureColumn::SendingIp,
     [](const Row &r) { return text(r.detail.sendingMtaIp); }},
    {QT_TRANSLATE_NOOP("FailuresModel", "Policy"), archive::FailureColumn::PolicyType,
     [](const Row &r) { return text(r.policyType); }},
    {QT_TRANSLATE_NOOP("FailuresModel", "Mode seen"), archive::FailureColumn::Mode,
     [](const Row &r) { return text(r.mode); }},
    {QT_TRANSLATE_NOOP("FailuresModel", "Reason"), archive::FailureColumn::Reason,
     [](const Row &r) { return text(r.detail.failureReasonCode); }},
};
static_assert(std::size(columns) == FailuresModel::ColumnCount);

} // namespace

FailuresModel::FailuresModel(ArchiveThread &archive, QObject *parent) : PagedModel(archive, parent)
{
    setQueries([](archive::Archive &from, const archive::ListFilter &filter,
                  archive::SortBy<archive::FailureColumn> sort,
                  int limit) { return archive::ReportOrder(from).failures(filter, sort, limit); },
               [](archive::Archive &from, const std::vector<archive::FailurePlace> &places) {
                   return archive::ReportOrder(from).failuresAt(places);
               });
}

int FailuresModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FailuresModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return index.column() == Sessions ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const Row *row = rowAt(index.row());
    if (!row)
        return role == Qt::DisplayRole ? QVariant(QStringLiteral("\u2026")) : QVariant();
    const QString shown = columns[index.column()].text(*row);
    return role == Qt::DisplayRole ? plain(shown, mostShown) : asPlainToolTip(shown);
}

QVariant FailuresModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    return QCoreApplication::translate("FailuresModel", columns[section].heading);
}

std::optional<archive::FailureColumn> FailuresModel::columnAt(int column) const
{
    return column >= 0 && column < ColumnCount ? std::optional(columns[column].sort) : std::nullopt;
}

} // namespace ui
