// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reports/chart_strip.h"

#include "ui/reports/bar_chart.h"
#include "ui/table_copy.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui {

namespace {

enum Page { ChartPage, TablePage };

// The shade behind a cell: more of the colour of an error the more there is. The number stands in it, so that the
// colour need not be told apart.
class ShadeDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const int shade = index.data(ChartModel::ShadeRole).toInt();
        if (shade == 0)
            return;
        QColor colour = colourOf(Mark::Error, isDark(option->palette));
        colour.setAlphaF(0.08F * float(shade));
        option->backgroundBrush = colour;
    }
};

constexpr std::pair<const char *, archive::FailureKey> groupings[] = {
    {QT_TRANSLATE_NOOP("ui::ChartStrip", "Result type"), archive::FailureKey::ResultType},
    {QT_TRANSLATE_NOOP("ui::ChartStrip", "Receiving MX"), archive::FailureKey::Mx},
    {QT_TRANSLATE_NOOP("ui::ChartStrip", "Sender"), archive::FailureKey::Sender},
    {QT_TRANSLATE_NOOP("ui::ChartStrip", "Domain"), archive::FailureKey::Domain},
    {QT_TRANSLATE_NOOP("ui::ChartStrip", "Sending address"), archive::FailureKey::SendingIp},
    {QT_TRANSLATE_NOOP("ui::ChartStrip", "Reason"), archive::FailureKey::ReasonCode},
};

QTableView *makeTable(ChartModel *model, const QString &name, QWidget *parent)
{
    auto *table = new QTableView(parent);
    auto *sorted = new QSortFilterProxyModel(table);
    sorted->setSourceModel(model);
    sorted->setSortRole(ChartModel::SortRole);
    table->setModel(sorted);
    table->setSortingEnabled(true);
    table->sortByColumn(-1, Qt::AscendingOrder); // as the table has it
    table->setItemDelegate(new ShadeDelegate(table));
    table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setFrameShape(QFrame::NoFrame);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 6);
    table->horizontalHeader()->setHighlightSections(false);
    table->setAccessibleName(name);
    addCopyActions(table);
    return table;
}

} // namespace

ChartStrip::ChartStrip(QWidget *parent)
    : QTabWidget(parent), m_dayChart(new BarChart(this)), m_groupChart(new BarChart(this)),
      m_grouping(new QComboBox(this)), m_asTables(new QToolButton(this))
{
    setDocumentMode(true);
    for (const auto &[name, key] : groupings)
        m_grouping->addItem(tr(name), int(key));
    m_grouping->setAccessibleName(tr("Group failures by"));
    connect(m_grouping, &QComboBox::activated, this, &ChartStrip::groupingChanged);
    m_asTables->setText(tr("As &table"));
    m_asTables->setCheckable(true);
    m_asTables->setAutoRaise(true);
    m_asTables->setToolTip(tr("Show the figures instead of the drawing"));
    connect(m_asTables, &QToolButton::toggled, this, &ChartStrip::showAsTables);
    setCornerWidget(m_asTables);

    m_days = addSheet(tr("Sessions a day"), m_dayChart, nullptr);
    m_groups = addSheet(tr("Failures by …"), m_groupChart, m_grouping);
    m_heat = addSheet(tr("Sender × MX × result"), nullptr, nullptr);
    m_modes = addSheet(tr("Mode seen"), nullptr, nullptr);
    m_coverage = addSheet(tr("Coverage"), nullptr, nullptr);
    connect(this, &QTabWidget::currentChanged, this, [this](int tab) { m_asTables->setVisible(tab < 2); });
}

ChartStrip::Sheet ChartStrip::addSheet(const QString &title, BarChart *chart, QWidget *above)
{
    Sheet sheet;
    auto *page = new QWidget(this);
    sheet.model = new ChartModel(this);
    sheet.table = makeTable(sheet.model, title, page);
    connect(sheet.table, &QTableView::activated, this, &ChartStrip::follow);
    connect(sheet.table, &QTableView::doubleClicked, this, &ChartStrip::follow);
    sheet.note = new QLabel(page);
    sheet.note->setTextFormat(Qt::PlainText);
    sheet.note->hide();
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(4);
    if (above) {
        above->setParent(page);
        layout->addWidget(above, 0, Qt::AlignLeft);
    }
    if (chart) {
        sheet.pages = new QStackedWidget(page);
        sheet.pages->addWidget(chart);
        sheet.pages->addWidget(sheet.table);
        layout->addWidget(sheet.pages, 1);
        connect(chart, &BarChart::narrowed, this, &ChartStrip::narrowed);
    } else {
        layout->addWidget(sheet.table, 1);
    }
    layout->addWidget(sheet.note);
    addTab(page, title);
    return sheet;
}

archive::FailureKey ChartStrip::groupedBy() const
{
    return archive::FailureKey(m_grouping->currentData().toInt());
}

void ChartStrip::set(const Sheet &sheet, ChartTable table)
{
    sheet.note->setText(table.note);
    sheet.note->setVisible(!table.note.isEmpty());
    sheet.model->setTable(std::move(table));
    sheet.table->resizeColumnsToContents();
}

void ChartStrip::show(const ChartData &figures)
{
    m_dayChart->showDays(figures);
    m_groupChart->showGroups(figures);
    set(m_days, daysTable(figures));
    set(m_groups, groupsTable(figures));
    set(m_heat, heatTable(figures));
    set(m_modes, modesTable(figures));
    set(m_coverage, coverageTable(figures));
}

void ChartStrip::showAsTables(bool asTables)
{
    for (const Sheet *sheet : {&m_days, &m_groups})
        sheet->pages->setCurrentIndex(asTables ? TablePage : ChartPage);
}

void ChartStrip::follow(const QModelIndex &index)
{
    const auto *sorted = qobject_cast<const QSortFilterProxyModel *>(index.model());
    const auto *model = qobject_cast<const ChartModel *>(sorted->sourceModel());
    if (const Narrowing *narrowing = model->narrowingAt(sorted->mapToSource(index)))
        Q_EMIT narrowed(Narrowing(*narrowing));
}

} // namespace ui
