// SPDX-License-Identifier: GPL-3.0-or-later
// What the charts show, as tables: the same figures for screen readers, for copying and for drawing. Every row or cell
// knows the limits that lead to what it counts.
#pragma once

#include "archive/report_order.h"
#include "ui/severity_look.h"

#include <QAbstractTableModel>

#include <functional>
#include <optional>

namespace ui {

/// Everything that the charts of a page are made of, read in one go on the archive's thread.
struct ChartData
{
    archive::Totals totals;
    archive::FailureKey groupedBy = archive::FailureKey::ResultType;
    std::vector<archive::SessionsOfDay> days;
    std::vector<archive::FailuresOfKey> groups;
    std::vector<archive::HeatCell> heat;
    std::vector<archive::ModeSeen> modes;
    std::vector<archive::SenderCoverage> coverage;
};
archive::Result<ChartData> readChartData(archive::Archive &archive, const archive::ReportFilter &filter,
                                         archive::FailureKey groupedBy);

/// Adds limits to those that are in force.
using Narrowing = std::function<void(archive::ListFilter &)>;

struct ChartCell
{
    QString text;
    double value = 0; ///< to sort by, where the text is a number
    bool isNumber = false;
    QString words = {}; ///< the cell read aloud, and its tool tip; empty: the text
    int shade = 0;      ///< 0 none … 5 most
    std::optional<Mark> mark = {};
};

struct ChartRow
{
    std::vector<ChartCell> cells;
    std::vector<Narrowing> narrowings; ///< one for the row, or one a cell
};

struct ChartTable
{
    QStringList headings;
    std::vector<ChartRow> rows;
    QString note = {}; ///< what was left out
};

ChartTable daysTable(const ChartData &data);
ChartTable groupsTable(const ChartData &data);
ChartTable heatTable(const ChartData &data);
ChartTable modesTable(const ChartData &data);
ChartTable coverageTable(const ChartData &data);

/// Days are added up to weeks when there are too many for bars.
struct DayBar
{
    std::int64_t first = 0, last = 0;
    archive::Sessions sessions;
};
std::vector<DayBar> dayBars(const ChartData &data);

class ChartModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Role { SortRole = Qt::UserRole + 1, ShadeRole };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setTable(ChartTable table);
    /// Null where a click leads nowhere.
    const Narrowing *narrowingAt(const QModelIndex &index) const;

private:
    ChartTable m_table;
};

} // namespace ui
