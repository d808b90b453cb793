// SPDX-License-Identifier: GPL-3.0-or-later
// Bars of Qt Charts in the colours of the palette, light or dark. Two outcomes are told apart by pattern as well as by
// colour; each bar says its figures under the mouse and is followed by a click.
#pragma once

#include "ui/reports/chart_tables.h"

#include <QChartView>

class QAbstractBarSeries;

namespace ui {

class BarChart : public QChartView
{
    Q_OBJECT
public:
    explicit BarChart(QWidget *parent = nullptr);

    void showDays(const ChartData &figures);
    void showGroups(const ChartData &figures);

Q_SIGNALS:
    void narrowed(const ui::Narrowing &narrowing);

protected:
    void changeEvent(QEvent *event) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;

private:
    void reset();
    void paintInPalette();
    void connectBars(QAbstractBarSeries *series, std::vector<Narrowing> narrowings, QStringList words);

    std::function<void()> m_redraw;
    QStringList m_names; ///< of horizontal bars, the lowest first
};

} // namespace ui
