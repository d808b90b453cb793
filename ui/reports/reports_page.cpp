// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reports/reports_page.h"

#include "ui/plain_label.h"
#include "ui/plain_text.h"
#include "ui/reports/chart_strip.h"
#include "ui/reports/failures_model.h"
#include "ui/reports/filter_bar.h"
#include "ui/reports/report_detail.h"
#include "ui/reports/report_output.h"
#include "ui/reports/report_words.h"
#include "ui/reports/reports_model.h"
#include "ui/table_copy.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui {

namespace {

struct ColumnWidth
{
    int column, width;
};
constexpr ColumnWidth failureWidths[] = {
    {FailuresModel::Day, 95},        {FailuresModel::Sender, 125},  {FailuresModel::Domain, 145},
    {FailuresModel::Result, 165},    {FailuresModel::Sessions, 70}, {FailuresModel::Mx, 150},
    {FailuresModel::SendingIp, 130}, {FailuresModel::Policy, 70},   {FailuresModel::Mode, 80},
};
constexpr ColumnWidth reportWidths[] = {
    {ReportsModel::Day, 95},        {ReportsModel::Sender, 120},  {ReportsModel::Domains, 150},
    {ReportsModel::Ok, 80},         {ReportsModel::Failed, 70},   {ReportsModel::Trust, 140},
    {ReportsModel::Deviations, 80}, {ReportsModel::Conflict, 70},
};

template <class Widths>
void setWidths(QTableView *table, const Widths &widths)
{
    for (const auto &[column, width] : widths)
        table->setColumnWidth(column, width);
}

} // namespace

ReportsPage::ReportsPage(ArchiveThread &archive, QWidget *parent) : QWidget(parent), m_archive(archive) {}

void ReportsPage::build()
{
    if (m_filters)
        return;
    m_filters = new FilterBar(this);
    m_filters->setDomain(m_domain.toStdString());
    m_charts = new ChartStrip(this);
    m_failures = new FailuresModel(m_archive, this);
    m_reports = new ReportsModel(m_archive, this);
    m_detail = new ReportDetail(this);
    m_output = new ReportOutput(m_archive.dsn(), this);
    m_content = new QWidget(this);
    auto *lists = new QSplitter(m_content);
    lists->addWidget(makeLists());
    lists->addWidget(m_detail);
    lists->setStretchFactor(0, 3);
    lists->setStretchFactor(1, 2);
    lists->setChildrenCollapsible(false);
    auto *split = new QSplitter(Qt::Vertical, m_content);
    split->addWidget(m_charts);
    split->addWidget(lists);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    split->setSizes({230, 300});
    split->setChildrenCollapsible(false);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->addWidget(split);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addWidget(m_filters);
    layout->addWidget(makeState(), 1);
    layout->addWidget(m_content, 1);
    layout->addWidget(makeFoot());
    makeActions();
    connectParts();
    showState();
}

void ReportsPage::connectParts()
{
    connect(m_filters, &FilterBar::changed, this, &ReportsPage::ask);
    connect(m_charts, &ChartStrip::narrowed, this, &ReportsPage::narrow);
    connect(m_charts, &ChartStrip::groupingChanged, this, &ReportsPage::ask);
    connect(m_detail, &ReportDetail::failuresWanted, this, [this](std::int64_t report) {
        m_lists->setCurrentIndex(0);
        narrow([report](archive::ListFilter &limits) { limits.report = report; });
    });
    for (LongTable *model : std::initializer_list<LongTable *>{m_failures, m_reports})
        connect(model, &LongTable::stateChanged, this, &ReportsPage::showState);
    connect(m_failures, &LongTable::pageCame, this, &ReportsPage::chooseFailure);
    connect(m_reports, &LongTable::pageCame, this, &ReportsPage::chooseReport);
    connect(m_output, &ReportOutput::finished, this, &ReportsPage::say);
    connect(m_output, &ReportOutput::failed, this, &ReportsPage::say);
}

QWidget *ReportsPage::makeState()
{
    m_state = new QWidget(this);
    m_stateWords = plainLabel(m_state);
    m_stateWords->setAlignment(Qt::AlignCenter);
    m_stateAction = new QPushButton(m_state);
    connect(m_stateAction, &QPushButton::clicked, this, [this] {
        if (m_wayOn)
            m_wayOn();
    });
    auto *layout = new QVBoxLayout(m_state);
    layout->addStretch(2);
    layout->addWidget(m_stateWords);
    layout->addWidget(m_stateAction, 0, Qt::AlignCenter);
    layout->addStretch(3);
    return m_state;
}

QTableView *ReportsPage::makeTable(LongTable *model, const QString &name)
{
    auto *table = new QTableView(m_lists);
    table->setModel(model);
    table->setSortingEnabled(true);
    table->sortByColumn(0, Qt::DescendingOrder);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setFrameShape(QFrame::NoFrame);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed); // or a million rows would be measured
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 6);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setHighlightSections(false);
    table->setAccessibleName(name);
    addCopyActions(table);
    return table;
}

QWidget *ReportsPage::makeLists()
{
    m_lists = new QTabWidget(m_content);
    m_lists->setDocumentMode(true);
    m_failureTable = makeTable(m_failures, tr("Failures"));
    m_reportTable = makeTable(m_reports, tr("Reports"));
    setWidths(m_failureTable, failureWidths);
    setWidths(m_reportTable, reportWidths);
    m_lists->addTab(m_failureTable, tr("Failures"));
    m_lists->addTab(m_reportTable, tr("Reports"));
    connect(m_failureTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ReportsPage::chooseFailure);
    connect(m_reportTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ReportsPage::chooseReport);
    return m_lists;
}

QWidget *ReportsPage::makeFoot()
{
    auto *foot = new QWidget(this);
    m_counts = plainLabel(foot);
    m_counts->setWordWrap(false);
    m_said = plainLabel(foot);
    m_said->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_said->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_export = new QToolButton(foot);
    m_export->setText(tr("&Export"));
    m_export->setPopupMode(QToolButton::InstantPopup);
    auto *layout = new QHBoxLayout(foot);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_counts);
    layout->addWidget(m_said, 1);
    layout->addWidget(m_export);
    return foot;
}

void ReportsPage::makeActions()
{
    struct Format
    {
        const char *name, *words, *filters;
    };
    static constexpr Format formats[] = {
        {"csv", QT_TR_NOOP("As &CSV…"), QT_TR_NOOP("Comma separated values (*.csv)")},
        {"json", QT_TR_NOOP("As &JSON…"), QT_TR_NOOP("JSON (*.json)")},
        {"html", QT_TR_NOOP("As &HTML…"), QT_TR_NOOP("Web page (*.html)")},
        {"pdf", QT_TR_NOOP("As &PDF…"), QT_TR_NOOP("PDF (*.pdf)")},
    };
    auto *menu = new QMenu(m_export);
    for (const Format &format : formats)
        menu->addAction(tr(format.words), this,
                        [this, &format] { chooseFile(QLatin1String(format.name), tr(format.filters)); });
    menu->addSeparator();
    QAction *print = menu->addAction(tr("P&rint…"), QKeySequence(QStringLiteral("Ctrl+P")), this,
                                     [this] { m_output->print(filter(), this); });
    m_export->setMenu(menu);
    m_export->setShortcut(QKeySequence(QStringLiteral("Ctrl+E")));
    auto *find = new QAction(tr("Find in reports"), this);
    find->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+F")));
    connect(find, &QAction::triggered, m_filters, &FilterBar::focusFind);
    addActions({find, print});
}

const archive::ListFilter &ReportsPage::filter() const
{
    return m_filters->filter();
}

void ReportsPage::setFilter(const archive::ListFilter &filter)
{
    build();
    m_filters->setFilter(filter);
}

void ReportsPage::showDomain(const QString &domain)
{
    if (m_domain == domain)
        return;
    m_domain = domain;
    m_hasChoices = false;
    if (!m_filters)
        return;
    m_filters->setDomain(domain.toStdString());
    m_filters->clear();
}

void ReportsPage::reload()
{
    m_hasChoices = false;
    ask();
}

void ReportsPage::ask()
{
    m_isStale = true;
    if (isVisible())
        load();
}

void ReportsPage::showEvent(QShowEvent *event)
{
    build();
    QWidget::showEvent(event);
    if (m_isStale)
        load();
}

void ReportsPage::load()
{
    m_isStale = false;
    m_isLoading = true;
    m_report = 0;
    m_detail->clear();
    m_said->clear();
    if (!m_hasChoices)
        readChoices();
    m_failures->show(filter());
    m_reports->show(filter());
    m_archive
        .run<ChartData>([limits = filter().reports, by = m_charts->groupedBy()](archive::Archive &archive) {
            return readChartData(archive, limits, by);
        })
        .then(this, [this, question = ++m_question](const archive::Result<ChartData> &figures) {
            if (question == m_question)
                takeCharts(figures);
        });
}

void ReportsPage::takeCharts(const archive::Result<ChartData> &figures)
{
    m_isLoading = false;
    m_problem.clear();
    if (figures) {
        m_totals = figures->totals;
        m_charts->show(*figures);
    } else {
        m_totals = {};
        m_problem = archive::message(figures.error()) + u' ' + archive::advice(figures.error());
    }
    showState();
    Q_EMIT loaded();
}

void ReportsPage::readChoices()
{
    m_hasChoices = true;
    archive::ReportFilter ofDomain;
    ofDomain.domain = filter().reports.domain;
    m_archive
        .run<FilterChoices>([ofDomain](archive::Archive &archive) -> archive::Result<FilterChoices> {
            archive::ReportQueries queries(archive);
            const auto senders = queries.sessionsBy(archive::SessionKey::Sender, ofDomain);
            const auto hosts = queries.failuresBy(archive::FailureKey::Mx, ofDomain);
            const auto totals = queries.totals(ofDomain);
            if (!senders || !hosts || !totals)
                return tl::unexpected(!senders ? senders.error() : !hosts ? hosts.error() : totals.error());
            FilterChoices choices;
            choices.lastDay = totals->lastDay;
            for (const archive::SessionsOfKey &sender : *senders)
                choices.senders.push_back(sender.key);
            for (const archive::FailuresOfKey &host : *hosts)
                choices.mxHosts.push_back(host.key);
            return choices;
        })
        .then(this, [this](const archive::Result<FilterChoices> &choices) {
            if (choices)
                m_filters->setChoices(*choices);
            else
                m_hasChoices = false;
        });
}

bool ReportsPage::areListsEmpty() const
{
    return m_failures->state() == LongTable::State::Empty && m_reports->state() == LongTable::State::Empty;
}

// What has no sums in the archive limits the lists only, and the page says so.
QString ReportsPage::countsText() const
{
    const QString sums = tr("%1 reports; %2 sessions ok, %3 failed")
                             .arg(countText(m_totals.reports), countText(m_totals.sessions.successful),
                                  countText(m_totals.sessions.failed));
    const bool isOfListsOnly = !filter().sendingIp.empty() || !filter().find.empty() || filter().report != 0;
    return isOfListsOnly ? tr("%1 (charts and sums without the address, the text and the one report)").arg(sums) : sums;
}

void ReportsPage::showState()
{
    QString words, way;
    m_wayOn = nullptr;
    const bool hasFailed = !m_problem.isEmpty() || m_failures->state() == LongTable::State::Failed;
    if (hasFailed) {
        words = m_problem.isEmpty() ? m_failures->problem() : m_problem;
        way = tr("Try again");
        m_wayOn = [this] { reload(); };
    } else if (!m_isLoading && m_filters->isLimited() && (m_totals.reports == 0 || areListsEmpty())) {
        words = tr("No report fits these filters.");
        way = tr("Remove the filters");
        m_wayOn = [this] { m_filters->clear(); };
    } else if (!m_isLoading && m_totals.reports == 0) {
        words = filter().reports.domain.empty()
                    ? tr("There are no TLS reports yet. Senders mail one a day to the address in your TLS reporting "
                         "record. Drop the mails, files or folders here, or choose them.")
                    : tr("There are no TLS reports about this domain yet. Senders mail one a day to the address in its "
                         "TLS reporting record. Drop the mails, files or folders here, or choose them.");
        way = tr("Import reports…");
        m_wayOn = [this] { Q_EMIT importWanted(); };
    } else if (m_isLoading && m_totals.reports == 0) {
        words = tr("Reading the archive…");
    }
    m_stateWords->setText(plain(words, 1'000));
    m_stateAction->setText(way);
    m_stateAction->setVisible(!way.isEmpty());
    m_state->setVisible(!words.isEmpty());
    m_content->setVisible(words.isEmpty());
    m_export->setEnabled(words.isEmpty());
    const auto title = [](const QString &name, const LongTable *model) {
        return QStringLiteral("%1 (%2%3)")
            .arg(name, countText(std::int64_t(model->rowCount())),
                 model->state() == LongTable::State::Loading ? QStringLiteral("\u2026") : QString());
    };
    m_lists->setTabText(0, title(tr("Failures"), m_failures));
    m_lists->setTabText(1, title(tr("Reports"), m_reports));
    m_counts->setText(words.isEmpty() ? countsText() : QString());
}

void ReportsPage::narrow(const Narrowing &narrowing)
{
    archive::ListFilter limits = filter();
    narrowing(limits);
    setFilter(limits);
}

void ReportsPage::chooseFailure()
{
    const QModelIndex current = m_failureTable->currentIndex();
    const archive::ListedFailure *failure = current.isValid() ? m_failures->rowAt(current.row()) : nullptr;
    if (!failure || m_lists->currentWidget() != m_failureTable)
        return;
    m_detail->explain(*failure);
    readReport(failure->report);
}

void ReportsPage::chooseReport()
{
    const QModelIndex current = m_reportTable->currentIndex();
    const archive::ListedReport *report = current.isValid() ? m_reports->rowAt(current.row()) : nullptr;
    if (!report || m_lists->currentWidget() != m_reportTable)
        return;
    m_detail->preferReport();
    readReport(report->id);
}

void ReportsPage::readReport(std::int64_t id)
{
    if (id == m_report)
        return;
    m_report = id;
    m_archive
        .run<std::optional<archive::ArchivedReport>>(
            [id](archive::Archive &archive) { return archive::ReportQueries(archive).report(id); })
        .then(this, [this, id](const archive::Result<std::optional<archive::ArchivedReport>> &report) {
            if (id != m_report)
                return;
            if (report)
                m_detail->show(*report);
            else
                say(archive::message(report.error()));
        });
}

void ReportsPage::chooseFile(const QString &format, const QString &filters)
{
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export TLS reports"), QStringLiteral("tls-reports.") + format, filters);
    if (!path.isEmpty()) {
        say(tr("Writing…"));
        m_output->write(filter(), format, path);
    }
}

void ReportsPage::say(const QString &sentence)
{
    m_said->setText(plain(sentence, 300));
}

} // namespace ui
