// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reports/bar_chart.h"

#include "ui/plain_text.h"
#include "ui/reports/report_words.h"

#include <QAccessibleWidget>
#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QDateTimeAxis>
#include <QGraphicsLayout>
#include <QHorizontalBarSeries>
#include <QKeyEvent>
#include <QLegendMarker>
#include <QLineSeries>
#include <QLocale>
#include <QStackedBarSeries>
#include <QToolTip>
#include <QValueAxis>

#include <algorithm>

namespace ui {

namespace {

constexpr int namesWidth = 190;
constexpr std::size_t mostGroups = 8;

QDateTime momentOf(std::int64_t day)
{
    return QDateTime(dateOf(day), QTime(0, 0));
}

QBarSet *setOf(const QString &name, Mark mark, bool dark, bool hatched)
{
    auto *set = new QBarSet(name);
    set->setBrush(QBrush(colourOf(mark, dark), hatched ? Qt::Dense3Pattern : Qt::SolidPattern));
    set->setPen(QPen(colourOf(mark, dark), 1));
    return set;
}

QValueAxis *countAxis()
{
    auto *axis = new QValueAxis;
    axis->setMin(0);
    axis->setLabelFormat(QStringLiteral("%.0f"));
    axis->setTickCount(4);
    return axis;
}

QString daysWords(const DayBar &bar)
{
    const QString days = bar.first == bar.last ? dayText(bar.first)
                                               : BarChart::tr("%1 to %2").arg(dayText(bar.first), dayText(bar.last));
    return BarChart::tr("%1: %2 sessions ok, %3 failed")
        .arg(days, countText(bar.sessions.successful), countText(bar.sessions.failed));
}

class ChartAccess : public QAccessibleWidget
{
public:
    explicit ChartAccess(BarChart *chart) : QAccessibleWidget(chart, QAccessible::Chart), m_chart(chart) {}

    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Value ? m_chart->currentWords() : QAccessibleWidget::text(kind);
    }

private:
    BarChart *m_chart;
};

QAccessibleInterface *accessTo(const QString &, QObject *object)
{
    auto *chart = qobject_cast<BarChart *>(object);
    return chart ? new ChartAccess(chart) : nullptr;
}

} // namespace

BarChart::BarChart(QWidget *parent) : QChartView(parent)
{
    [[maybe_unused]] static const bool isInstalled = (QAccessible::installFactory(accessTo), true);
    setFocusPolicy(Qt::StrongFocus);
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setMinimumHeight(120);
    chart()->setMargins(QMargins(4, 0, 4, 0));
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setBackgroundRoundness(0);
    paintInPalette();
}

void BarChart::reset()
{
    m_names.clear();
    m_bars.clear();
    setCurrent(-1);
    chart()->setMargins(QMargins(4, 0, 4, 0));
    chart()->removeAllSeries();
    for (QAbstractAxis *axis : chart()->axes()) {
        chart()->removeAxis(axis);
        delete axis;
    }
}

void BarChart::paintInPalette()
{
    chart()->setBackgroundBrush(palette().color(QPalette::Base));
    chart()->legend()->setLabelColor(palette().color(QPalette::Text));
    QColor grid = palette().color(QPalette::Text);
    grid.setAlphaF(0.15F);
    for (QAbstractAxis *axis : chart()->axes()) {
        axis->setLabelsColor(palette().color(QPalette::Text));
        axis->setGridLinePen(QPen(grid, 1));
        axis->setLinePen(QPen(grid, 1));
    }
}

void BarChart::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_redraw)
        m_redraw();
}

void BarChart::connectBars(QAbstractBarSeries *series, std::vector<Bar> bars)
{
    m_bars = std::move(bars);
    if (hasFocus())
        goTo(int(m_bars.size()) - 1, -1);
    connect(series, &QAbstractBarSeries::clicked, this, [this](int bar, QBarSet *) { follow(bar); });
    connect(series, &QAbstractBarSeries::hovered, this, [this](bool on, int bar, QBarSet *) {
        const bool isBar = on && bar >= 0 && std::size_t(bar) < m_bars.size();
        QToolTip::showText(QCursor::pos(), isBar ? asPlainToolTip(m_bars[std::size_t(bar)].words) : QString(), this);
    });
}

// A copy, because the chart is drawn anew by it.
void BarChart::follow(int bar)
{
    if (bar >= 0 && std::size_t(bar) < m_bars.size() && m_bars[std::size_t(bar)].narrowing)
        Q_EMIT narrowed(Narrowing(m_bars[std::size_t(bar)].narrowing));
}

/// To the first bar from there on that says something; false: there is none.
bool BarChart::goTo(int bar, int step)
{
    for (; bar >= 0 && std::size_t(bar) < m_bars.size(); bar += step)
        if (m_bars[std::size_t(bar)].narrowing) {
            setCurrent(bar);
            return true;
        }
    return false;
}

void BarChart::setCurrent(int bar)
{
    m_current = bar;
    setAccessibleDescription(currentWords());
    QAccessibleEvent told(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&told);
    viewport()->update();
}

QString BarChart::currentWords() const
{
    return m_current >= 0 ? m_bars[std::size_t(m_current)].words : QString();
}

void BarChart::keyPressEvent(QKeyEvent *event)
{
    const int last = int(m_bars.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down: goTo(m_current - 1, -1); break;
    case Qt::Key_Right:
    case Qt::Key_Up: goTo(m_current + 1, 1); break;
    case Qt::Key_Home: goTo(0, 1); break;
    case Qt::Key_End: goTo(last, -1); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: return follow(m_current);
    default: return QWidget::keyPressEvent(event);
    }
    if (m_current >= 0)
        QToolTip::showText(mapToGlobal(mapFromScene(fieldOf(m_current).topLeft())), asPlainToolTip(currentWords()),
                           this);
}

void BarChart::focusInEvent(QFocusEvent *event)
{
    QChartView::focusInEvent(event);
    if (m_current < 0)
        goTo(int(m_bars.size()) - 1, -1);
    viewport()->update();
}

void BarChart::focusOutEvent(QFocusEvent *event)
{
    QChartView::focusOutEvent(event);
    viewport()->update();
}

QRectF BarChart::fieldOf(int bar) const
{
    const QRectF plot = chart()->mapRectToScene(chart()->plotArea());
    const double count = double(std::max<std::size_t>(1, m_bars.size()));
    if (m_names.isEmpty())
        return {plot.left() + bar * plot.width() / count, plot.top(), plot.width() / count, plot.height()};
    const double height = plot.height() / count;
    return {plot.left(), plot.bottom() - (bar + 1) * height, plot.width(), height};
}

void BarChart::drawForeground(QPainter *painter, const QRectF &)
{
    painter->setPen(palette().color(QPalette::Text));
    painter->setFont(font());
    drawNames(painter, chart()->mapRectToScene(chart()->plotArea()));
    if (m_current < 0 || !hasFocus())
        return;
    painter->setPen(QPen(palette().color(QPalette::Text), 2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(fieldOf(m_current).adjusted(-1, 1, 1, -1));
}

// The names come from reports, and the labels of Qt Charts take markup, so they are drawn here as plain text.
void BarChart::drawNames(QPainter *painter, const QRectF &plot) const
{
    const double height = plot.height() / double(std::max<qsizetype>(1, m_names.size()));
    for (qsizetype i = 0; i < m_names.size(); ++i) {
        const QRectF place(plot.left() - namesWidth, plot.bottom() - double(i + 1) * height, namesWidth - 8, height);
        painter->drawText(place, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                          fontMetrics().elidedText(m_names[i], Qt::ElideRight, namesWidth - 8));
    }
}

// Labels below each of ninety bars would not fit, so the days stand on an axis of time of their own.
void BarChart::showDays(const ChartData &figures)
{
    m_redraw = [this, figures] { showDays(figures); };
    reset();
    const std::vector<DayBar> bars = dayBars(figures);
    if (bars.empty())
        return;
    const bool dark = isDark(palette());
    QBarSet *ok = setOf(tr("Sessions ok"), Mark::Info, dark, false);
    QBarSet *failed = setOf(tr("Sessions failed"), Mark::Error, dark, true);
    const std::int64_t step = bars.front().last - bars.front().first + 1, first = bars.front().first;
    const int places = int((bars.back().first - first) / step) + 1;
    QStringList categories;
    std::vector<Bar> all(static_cast<std::size_t>(places));
    QList<double> good(places, 0), bad(places, 0);
    for (int place = 0; place < places; ++place)
        categories += QString::number(place);
    for (const DayBar &bar : bars) {
        const auto place = qsizetype((bar.first - first) / step);
        good[place] = double(bar.sessions.successful);
        bad[place] = double(bar.sessions.failed);
        const auto narrow = [bar](archive::ListFilter &filter) {
            filter.reports.from = bar.first;
            filter.reports.to = bar.last;
        };
        all[std::size_t(place)] = {narrow, daysWords(bar)};
    }
    failed->append(bad);
    ok->append(good);
    auto *series = new QStackedBarSeries;
    series->setBarWidth(0.8);
    series->append(failed); // at the bottom, where few can be seen
    series->append(ok);
    connectBars(series, std::move(all));
    auto *time = new QLineSeries;
    chart()->addSeries(series);
    chart()->addSeries(time);
    auto *place = new QBarCategoryAxis;
    place->append(categories);
    place->setVisible(false);
    auto *days = new QDateTimeAxis;
    days->setFormat(QLocale().dateFormat(QLocale::ShortFormat));
    days->setRange(momentOf(first), momentOf(first + places * step));
    days->setTickCount(std::clamp(places, 2, 7));
    QValueAxis *count = countAxis();
    chart()->addAxis(place, Qt::AlignBottom);
    chart()->addAxis(days, Qt::AlignBottom);
    chart()->addAxis(count, Qt::AlignLeft);
    series->attachAxis(place);
    series->attachAxis(count);
    time->attachAxis(days);
    count->applyNiceNumbers();
    chart()->legend()->setAlignment(Qt::AlignTop);
    for (QLegendMarker *marker : chart()->legend()->markers(time))
        marker->setVisible(false);
    paintInPalette();
    setAccessibleName(tr("Sessions a day, by outcome; the same figures are in the table"));
}

void BarChart::showGroups(const ChartData &figures)
{
    m_redraw = [this, figures] { showGroups(figures); };
    reset();
    const ChartTable table = groupsTable(figures);
    const std::size_t shown = std::min(table.rows.size(), mostGroups);
    if (shown == 0)
        return;
    QBarSet *set = setOf(tr("Failure details"), Mark::Error, isDark(palette()), false);
    QStringList categories;
    std::vector<Bar> bars;
    for (std::size_t i = shown; i-- > 0;) { // the first bar is the lowest
        const ChartRow &row = table.rows[i];
        *set << row.cells[1].value;
        categories += QString::number(i);
        m_names += plain(row.cells[0].text, 60);
        bars.push_back({row.narrowings.empty() ? Narrowing() : row.narrowings.front(),
                        tr("%1: %2 failure details").arg(row.cells[0].text, row.cells[1].text)});
    }
    auto *series = new QHorizontalBarSeries;
    series->setBarWidth(0.7);
    series->append(set);
    series->setLabelsVisible(true);
    series->setLabelsPosition(QAbstractBarSeries::LabelsOutsideEnd);
    set->setLabelColor(palette().color(QPalette::Text));
    connectBars(series, std::move(bars));
    chart()->addSeries(series);
    auto *names = new QBarCategoryAxis;
    names->append(categories);
    names->setLabelsVisible(false);
    QValueAxis *count = countAxis();
    chart()->addAxis(names, Qt::AlignLeft);
    chart()->addAxis(count, Qt::AlignBottom);
    series->attachAxis(names);
    series->attachAxis(count);
    count->setMax(1.12 * std::max(1.0, table.rows.front().cells[1].value)); // room for the figures
    count->applyNiceNumbers();
    chart()->legend()->hide();
    chart()->setMargins(QMargins(namesWidth, 0, 4, 0));
    paintInPalette();
    setAccessibleName(tr("Failures by %1; the same figures are in the table").arg(table.headings.first()));
}

} // namespace ui
