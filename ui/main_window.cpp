// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "archive/forget.h"
#include "base/domain_name.h"
#include "io/monitor.h"
#include "ui/about_dialog.h"
#include "ui/alarms_page.h"
#include "ui/domain_list.h"
#include "ui/first_run_page.h"
#include "ui/history_page.h"
#include "ui/import/importing.h"
#include "ui/overview_page.h"
#include "ui/plain_label.h"
#include "ui/plain_text.h"
#include "ui/posture_page.h"
#include "ui/preferences_dialog.h"
#include "ui/records_page.h"
#include "ui/reports/reports_page.h"
#include "ui/servers_page.h"
#include "ui/tray.h"
#include "ui/undo_bar.h"
#include "ui/watching.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QInputDialog>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QMenuBar>
#include <QProgressBar>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabWidget>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui {

namespace {

enum class Page { FirstRun, Domain, AllReports, Alarms };

QString agoText(const QDateTime &when)
{
    const qint64 minutes = when.secsTo(QDateTime::currentDateTimeUtc()) / 60;
    if (minutes < 1)
        return MainWindow::tr("checked just now");
    if (minutes < 60)
        return MainWindow::tr("checked %1 min ago").arg(minutes);
    if (minutes < 48 * 60)
        return MainWindow::tr("checked %1 h ago").arg(minutes / 60);
    return MainWindow::tr("checked %1 days ago").arg(minutes / (24 * 60));
}

} // namespace

MainWindow::MainWindow(ArchiveThread &archive, InspectorSource inspector, const io::InspectOptions &options)
    : m_archive(archive), m_options(options), m_checks(std::move(inspector), options), m_domains(new DomainList(this)),
      m_found(new QSortFilterProxyModel(this)), m_importing(new Importing(this, archive.dsn())),
      m_watching(new Watching(this))
{
    setWindowTitle(QStringLiteral("Sigillo"));
    makeActions();
    auto *splitter = new QSplitter(this);
    splitter->addWidget(makeDomainPane());
    m_pages = new QStackedWidget(splitter);
    auto *firstRun = new FirstRunPage(m_pages);
    connect(firstRun, &FirstRunPage::addWanted, this, &MainWindow::askForDomain);
    connect(firstRun, &FirstRunPage::demoWanted, this, &MainWindow::demoWanted);
    m_pages->addWidget(firstRun);
    m_pages->addWidget(makeDomainView());
    m_allReports = makeReportsPage(m_pages);
    m_pages->addWidget(m_allReports);
    m_alarms = new AlarmsPage(m_pages);
    m_pages->addWidget(m_alarms);
    splitter->addWidget(m_pages);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({260, 940});
    setCentralWidget(splitter);
    makeStatusBar();

    connect(&m_checks, &CheckSession::progressed, this, &MainWindow::showWork);
    connect(&m_checks, &CheckSession::finished, this, &MainWindow::keep);
    connect(&m_checks, &CheckSession::failed, this,
            [this](const QString &domain, const QString &why) { showProblem(domain + QStringLiteral(": ") + why); });
    connect(&m_checks, &CheckSession::idle, this, &MainWindow::showIdle);
    connect(m_importing, &Importing::imported, this, [this] {
        if (m_domains->rowCount() == 0) // nowhere else to see them
            m_allReportsAction->setChecked(true);
        reload();
    });

    connect(m_alarms, &AlarmsPage::domainWanted, this, &MainWindow::chooseDomain);
    connect(m_watching, &Watching::due, this, &MainWindow::checkAll);
    makeTray();
    usePreferences();

    resize(1200, 760);
    setMinimumSize(960, 600);
    restoreGeometry(QSettings().value(QStringLiteral("window/geometry")).toByteArray());
    m_chosen = QSettings().value(QStringLiteral("window/domain")).toString();
    showIdle();
    QMetaObject::invokeMethod(this, &MainWindow::reload, Qt::QueuedConnection); // the first frame does not wait
}

MainWindow::~MainWindow() = default;

void MainWindow::makeActions()
{
    m_overAll = new QActionGroup(this);
    m_overAll->setExclusionPolicy(QActionGroup::ExclusionPolicy::ExclusiveOptional);
    makeFileMenu();
    makeDomainMenu();
    makeHelpMenu();
    for (int tab = 0; tab < 6; ++tab) {
        auto *jump = new QAction(this);
        jump->setShortcut(QKeySequence(QStringLiteral("Ctrl+%1").arg(tab + 1)));
        connect(jump, &QAction::triggered, this, [this, tab] { m_tabs->setCurrentIndex(tab); });
        addAction(jump);
    }
}

void MainWindow::makeFileMenu()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    QToolBar *bar = addToolBar(tr("Actions"));
    bar->setObjectName(QStringLiteral("actions"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextOnly);
    QAction *add =
        file->addAction(tr("&Add domain…"), QKeySequence(QStringLiteral("Ctrl+N")), this, &MainWindow::askForDomain);
    file->addSeparator();
    file->addActions(m_importing->actions());
    m_allReportsAction =
        file->addAction(tr("All &reports"), QKeySequence(QStringLiteral("Ctrl+R")), this, &MainWindow::showStanding);
    m_alarmsAction =
        file->addAction(tr("A&larms"), QKeySequence(QStringLiteral("Ctrl+Shift+A")), this, &MainWindow::showStanding);
    for (QAction *page : {m_allReportsAction, m_alarmsAction}) {
        page->setCheckable(true);
        m_overAll->addAction(page);
    }
    file->addSeparator();
    QAction *preferences =
        file->addAction(tr("&Settings…"), QKeySequence(QStringLiteral("Ctrl+,")), this, &MainWindow::askForPreferences);
    preferences->setMenuRole(QAction::PreferencesRole);
    QAction *quit = file->addAction(tr("&Quit"), QKeySequence(QStringLiteral("Ctrl+Q")), this, &MainWindow::quit);
    quit->setMenuRole(QAction::QuitRole);
    bar->addAction(add);
    m_checkAction = new QAction(tr("&Check"), this);
    bar->addAction(m_checkAction);
    bar->addAction(m_importing->actions().first());
    bar->addActions({m_allReportsAction, m_alarmsAction});
}

void MainWindow::makeDomainMenu()
{
    QMenu *domain = menuBar()->addMenu(tr("&Domain"));
    m_checkAction->setShortcut(Qt::Key_F5);
    connect(m_checkAction, &QAction::triggered, this, [this] { check(m_chosen); });
    domain->addAction(m_checkAction);
    domain->addAction(tr("Check &all"), QKeySequence(QStringLiteral("Shift+F5")), this, &MainWindow::checkAll);
    m_cancelAction =
        domain->addAction(tr("Ca&ncel check"), QKeySequence(Qt::Key_Escape), &m_checks, &CheckSession::cancel);
    domain->addSeparator();
    domain->addAction(tr("&Find domain"), QKeySequence(QStringLiteral("Ctrl+F")), this,
                      [this] { m_search->setFocus(Qt::ShortcutFocusReason); });
    m_removeAction = domain->addAction(tr("&Remove domain"), this, [this] { removeDomain(m_chosen); });
    m_removeAction->setShortcut(QKeySequence::Delete);
    m_removeAction->setShortcutContext(Qt::WidgetShortcut); // of the list, see makeDomainPane()
}

void MainWindow::makeHelpMenu()
{
    QAction *about = menuBar()->addMenu(tr("&Help"))->addAction(tr("&About Sigillo"), this, [this] {
        auto *dialog = new AboutDialog(diagnostics(Preferences::load(), m_archive.dsn()), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    about->setMenuRole(QAction::AboutRole);
}

void MainWindow::makeTray()
{
    m_tray = std::make_unique<Tray>(*this);
    connect(m_tray.get(), &Tray::checkAllWanted, this, &MainWindow::checkAll);
    connect(m_tray.get(), &Tray::quitWanted, this, &MainWindow::quit);
    connect(m_tray.get(), &Tray::domainWanted, this, &MainWindow::chooseDomain);
}

QWidget *MainWindow::makeDomainPane()
{
    auto *pane = new QWidget(this);
    m_search = new QLineEdit(pane);
    m_search->setPlaceholderText(tr("Search domains"));
    m_search->setAccessibleName(tr("Search domains"));
    m_search->setClearButtonEnabled(true);
    m_found->setSourceModel(m_domains);
    m_found->setFilterCaseSensitivity(Qt::CaseInsensitive);
    connect(m_search, &QLineEdit::textChanged, m_found, &QSortFilterProxyModel::setFilterFixedString);

    m_list = new QListView(pane);
    m_list->setModel(m_found);
    m_list->setItemDelegate(new DomainDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setAccessibleName(tr("Domains"));
    m_list->addAction(m_removeAction);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &MainWindow::choose);
    connect(m_list, &QListView::clicked, this, &MainWindow::choose);
    m_count = plainLabel(pane);

    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins(8, 8, 0, 8);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_count);
    return pane;
}

QWidget *MainWindow::makeDomainView()
{
    auto *view = new QWidget(this);
    m_name = plainLabel(view);
    QFont large = m_name->font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    m_name->setFont(large);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_checkedAt = plainLabel(view);
    m_checkedAt->setWordWrap(false);
    m_tabs = new QTabWidget(view);
    m_tabs->setObjectName(QStringLiteral("pages"));
    m_overview = new OverviewPage(m_tabs);
    m_records = new RecordsPage(m_tabs);
    m_servers = new ServersPage(m_tabs);
    m_history = new HistoryPage(m_archive, m_tabs);
    m_posture = new PosturePage(m_tabs);
    m_tabs->addTab(m_overview, tr("Overview"));
    m_tabs->addTab(m_records, tr("Records && policy"));
    m_tabs->addTab(m_servers, tr("Servers"));
    m_reports = makeReportsPage(m_tabs);
    m_tabs->addTab(m_reports, tr("Reports"));
    m_tabs->addTab(m_history, tr("History"));
    m_tabs->addTab(m_posture, tr("Posture"));
    m_tabs->setDocumentMode(true);

    auto *head = new QHBoxLayout;
    head->addWidget(m_name, 1);
    head->addWidget(m_checkedAt);
    auto *layout = new QVBoxLayout(view);
    layout->addLayout(head);
    layout->addWidget(m_tabs, 1);
    return view;
}

ReportsPage *MainWindow::makeReportsPage(QWidget *parent)
{
    auto *page = new ReportsPage(m_archive, parent);
    connect(page, &ReportsPage::importWanted, m_importing->actions().first(), &QAction::trigger);
    connect(m_importing, &Importing::imported, page, &ReportsPage::reload);
    return page;
}

void MainWindow::makeStatusBar()
{
    m_problem = plainLabel(this);
    m_work = plainLabel(this);
    m_work->setWordWrap(false);
    m_progress = new QProgressBar(this);
    m_progress->setMaximumWidth(200);
    m_progress->setAccessibleName(tr("Progress of the check"));
    m_cancel = new QToolButton(this);
    m_cancel->setDefaultAction(m_cancelAction);
    m_undo = new UndoBar(this);
    statusBar()->addWidget(m_undo);
    statusBar()->addWidget(m_problem, 1);
    for (QWidget *part : std::initializer_list<QWidget *>{m_work, m_progress, m_cancel})
        statusBar()->addPermanentWidget(part);
}

void MainWindow::reload()
{
    m_archive
        .run<QList<DomainStanding>>(
            [](archive::Archive &archive) { return allStandings(archive, QDateTime::currentDateTimeUtc()); })
        .then(this, [this](const archive::Result<QList<DomainStanding>> &standings) {
            if (!standings) {
                showProblem(archive::message(standings.error()));
            } else {
                m_domains->setStandings(*standings);
                const int row = std::max(0, m_domains->rowOf(m_chosen));
                if (m_domains->rowCount() > 0)
                    m_list->setCurrentIndex(m_found->mapFromSource(m_domains->index(row)));
                m_list->setFocus();
                showCount();
                showStanding();
            }
            Q_EMIT loaded();
        });
}

void MainWindow::askForDomain()
{
    bool accepted = false;
    const QString text = QInputDialog::getText(this, tr("Add domain"), tr("Mail domain, such as example.it"),
                                               QLineEdit::Normal, {}, &accepted);
    if (accepted && !text.trimmed().isEmpty())
        addDomain(text.trimmed());
}

void MainWindow::addDomain(const QString &text)
{
    const auto domain = base::DomainName::parse(text);
    if (!domain)
        return showProblem(
            tr("\"%1\" is no mail domain. Write it as in an address behind the @.").arg(plain(text, 100)));
    m_chosen = domain->toString();
    if (m_domains->rowOf(m_chosen) < 0) {
        DomainStanding standing;
        standing.domain = m_chosen;
        m_domains->setStanding(standing);
        showCount();
    }
    m_list->setCurrentIndex(m_found->mapFromSource(m_domains->index(m_domains->rowOf(m_chosen))));
    check(m_chosen);
}

void MainWindow::chooseDomain(const QString &domain)
{
    const int row = m_domains->rowOf(domain);
    if (row < 0)
        return;
    m_search->clear(); // or it may be hidden
    m_chosen = domain;
    m_list->setCurrentIndex(m_found->mapFromSource(m_domains->index(row)));
    choose();
}

void MainWindow::removeDomain(const QString &domain)
{
    const DomainStanding *standing = m_domains->at(m_domains->rowOf(domain));
    if (!standing)
        return;
    const DomainStanding back = *standing;
    m_domains->remove(domain);
    showCount();
    choose();
    m_undo->offer(
        tr("%1 was removed: its plan, checks and alarms. Reports about it stay.").arg(plain(domain, 100)),
        [this, domain] {
            m_archive
                .run<QString>([domain](archive::Archive &archive) -> archive::Result<QString> {
                    if (const auto done = archive::forgetDomain(archive, domain); !done)
                        return tl::unexpected(done.error());
                    return domain;
                })
                .then(this, [this](const archive::Result<QString> &done) {
                    if (!done)
                        showProblem(archive::message(done.error()));
                });
        },
        [this, back] {
            m_domains->setStanding(back);
            showCount();
            chooseDomain(back.domain);
        });
}

void MainWindow::checkAll()
{
    m_watching->begun();
    for (const DomainStanding &standing : m_domains->standings())
        check(standing.domain);
}

void MainWindow::askForPreferences()
{
    auto *dialog = new PreferencesDialog(Preferences::load(), m_archive.dsn(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        dialog->chosen().save();
        usePreferences();
        Q_EMIT preferencesChanged();
    });
    dialog->open();
}

void MainWindow::usePreferences()
{
    const Preferences preferences = Preferences::load();
    m_checks.setOptions(preferences.applied(m_options));
    m_watching->setHours(preferences.watchHours);
}

void MainWindow::markAsDemo()
{
    setWindowTitle(tr("Demo – made-up data"));
    auto *mark = plainLabel(this);
    mark->setWordWrap(false);
    mark->setText(tr("Demo: made-up domains and reports. Nothing is kept."));
    statusBar()->addPermanentWidget(mark);
}

void MainWindow::comeForward()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::importReports(const QStringList &paths)
{
    m_importing->start(paths);
}

void MainWindow::check(const QString &domain)
{
    if (const auto name = base::DomainName::parse(domain))
        m_checks.start(*name);
}

void MainWindow::keep(const facts::DomainFacts &facts)
{
    if (m_domains->rowOf(facts.domain) < 0) // removed while it was checked
        return;
    if (facts.cancelled)
        return showProblem(tr("The check of %1 was cancelled; nothing was kept.").arg(plain(facts.domain, 100)));
    m_archive
        .run<io::DomainOutcome>([facts](archive::Archive &archive) -> archive::Result<io::DomainOutcome> {
            io::DomainOutcome outcome = io::Monitor(archive).take(facts);
            if (outcome.error)
                return tl::unexpected(*outcome.error);
            return outcome;
        })
        .then(this, [this](const archive::Result<io::DomainOutcome> &outcome) {
            if (!outcome)
                return showProblem(archive::message(outcome.error()));
            m_tray->tell(outcome->domain, outcome->alarms.raised);
            refresh(outcome->domain);
        });
}

void MainWindow::refresh(const QString &domain)
{
    m_archive
        .run<DomainStanding>([domain](archive::Archive &archive) {
            return standingOf(archive, domain, QDateTime::currentDateTimeUtc());
        })
        .then(this, [this](const archive::Result<DomainStanding> &standing) {
            if (!standing)
                return showProblem(archive::message(standing.error()));
            m_problem->clear();
            m_domains->setStanding(*standing);
            showCount();
            showStanding();
        });
}

void MainWindow::choose()
{
    const QString domain = m_list->currentIndex().data(DomainList::NameRole).toString();
    if (!domain.isEmpty())
        m_chosen = domain;
    for (QAction *page : m_overAll->actions())
        page->setChecked(false);
    showStanding();
}

void MainWindow::showStanding()
{
    const DomainStanding *standing = m_domains->at(m_domains->rowOf(m_chosen));
    m_removeAction->setEnabled(standing);
    m_checkAction->setEnabled(standing);
    m_pages->setCurrentIndex(int(m_allReportsAction->isChecked() ? Page::AllReports
                                 : m_alarmsAction->isChecked()   ? Page::Alarms
                                 : standing                      ? Page::Domain
                                                                 : Page::FirstRun));
    if (!standing)
        return;
    const QModelIndex row = m_domains->index(m_domains->rowOf(m_chosen));
    m_name->setText(row.data().toString());
    if (standing->facts) {
        m_checkedAt->setText(agoText(standing->facts->observedAt));
        m_checkedAt->setToolTip(QLocale().toString(standing->facts->observedAt.toLocalTime(), QLocale::LongFormat));
    } else {
        m_checkedAt->setText(tr("not checked yet"));
    }
    m_overview->show(*standing);
    m_records->show(*standing);
    m_servers->show(*standing);
    m_history->show(standing->domain);
    m_posture->show(*standing);
    m_reports->showDomain(standing->domain);
}

void MainWindow::showCount()
{
    m_alarms->show(m_domains->standings());
    Mark worst = Mark::Ok;
    for (const DomainStanding &standing : m_domains->standings())
        worst = graver(worst, standing.facts ? markOf(standing.verdict()) : Mark::Unknown);
    m_tray->showState(worst, m_alarms->count());
    const int domains = m_domains->rowCount(), alarms = m_alarms->count();
    QStringList words{domains == 1 ? tr("1 domain") : tr("%1 domains").arg(domains)};
    if (alarms > 0)
        words += alarms == 1 ? tr("1 alarm") : tr("%1 alarms").arg(alarms);
    m_count->setText(words.join(QStringLiteral(" · ")));
}

void MainWindow::showProblem(const QString &sentence)
{
    m_problem->setText(plain(sentence, 500));
}

void MainWindow::showWork(const QString &domain, int finished, int started)
{
    m_problem->clear();
    m_work->setText(started > 0 ? tr("Checking %1: %2 of %3").arg(plain(domain, 100)).arg(finished).arg(started)
                                : tr("Checking %1").arg(plain(domain, 100)));
    m_progress->setRange(0, started);
    m_progress->setValue(finished);
    for (QWidget *part : std::initializer_list<QWidget *>{m_work, m_progress, m_cancel})
        part->show();
    m_cancelAction->setEnabled(true);
}

void MainWindow::showIdle()
{
    for (QWidget *part : std::initializer_list<QWidget *>{m_work, m_progress, m_cancel})
        part->hide();
    m_cancelAction->setEnabled(false);
}

void MainWindow::quit()
{
    m_isQuitting = true;
    close();
    QApplication::quit();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/domain"), m_chosen);
    const bool isUnsettled = m_undo->isOffering();
    m_undo->settle();
    if (!m_isQuitting && m_watching->isOn() && m_tray->isThere()) { // it goes on watching there
        event->ignore();
        return hide();
    }
    m_checks.cancel();
    if (isUnsettled) // the archive's thread leaves undone what still waits
        m_archive.run<int>([](archive::Archive &) { return archive::Result<int>(0); }).waitForFinished();
    QMainWindow::closeEvent(event);
}

} // namespace ui
