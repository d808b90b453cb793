// SPDX-License-Identifier: GPL-3.0-or-later
// Bars of Qt Charts in the colours of the palette, light or dark. Two outcomes are told apart by pattern as well as by
// colour; each bar says its figures under the mouse and is followed by a click. By the keyboard, arrows go from bar to
// bar, Home and End to the ends, and Enter follows; the bar's figures are the value that a screen reader tells.
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
    /// Of the bar that the keyboard is at; empty when it is at none.
    QString currentWords() const;

Q_SIGNALS:
    void narrowed(const ui::Narrowing &narrowing);

protected:
    void changeEvent(QEvent *event) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct Bar
    {
        Narrowing narrowing; ///< none: nothing was reported there
        QString words;
    };
    void reset();
    void paintInPalette();
    void connectBars(QAbstractBarSeries *series, std::vector<Bar> bars);
    void follow(int bar);
    bool goTo(int bar, int step);
    void setCurrent(int bar);
    QRectF fieldOf(int bar) const;
    void drawNames(QPainter *painter, const QRectF &plot) const;

    std::function<void()> m_redraw;
    std::vector<Bar> m_bars; ///< from the left, or from below
    QStringList m_names;     ///< of horizontal bars, the lowest first
    int m_current = -1;      ///< of m_bars
};

} // namespace ui
