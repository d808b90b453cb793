// SPDX-License-Identifier: GPL-3.0-or-later
// The charts of a page about reports, one a tab. What is drawn is also a table, a click away; a bar, a cell or a row
// leads to the failures that it counts.
#pragma once

#include "ui/reports/chart_tables.h"

#include <QTabWidget>

class QComboBox;
class QLabel;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace ui {

class BarChart;

class ChartStrip : public QTabWidget
{
    Q_OBJECT
public:
    explicit ChartStrip(QWidget *parent = nullptr);

    void show(const ChartData &figures);
    archive::FailureKey groupedBy() const;

Q_SIGNALS:
    void narrowed(const ui::Narrowing &narrowing);
    void groupingChanged();

private:
    struct Sheet
    {
        ChartModel *model = nullptr;
        QTableView *table = nullptr;
        QLabel *note = nullptr;
        QStackedWidget *pages = nullptr; ///< chart and table; null: the table is the chart
    };
    Sheet addSheet(const QString &title, BarChart *chart, QWidget *above);
    void follow(const QModelIndex &index);
    void showAsTables(bool asTables);
    static void set(const Sheet &sheet, ChartTable table);

    BarChart *m_dayChart, *m_groupChart;
    QComboBox *m_grouping;
    QToolButton *m_asTables;
    Sheet m_days, m_groups, m_heat, m_modes, m_coverage;
};

} // namespace ui
