// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "ui/domain_pane.h"
#include "ui/import/importing.h"
#include "ui/plain_text.h"
#include "ui/status_line.h"
#include "ui/tray.h"
#include "ui/undo_bar.h"
#include "ui/window_dialogs.h"
#include "ui/window_pages.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QSettings>
#include <QSplitter>

namespace ui {

MainWindow::MainWindow(ArchiveThread &archive, InspectorSource inspector, const io::InspectOptions &options)
    : m_archive(archive), m_desk(archive), m_importing(new Importing(this, archive.dsn())),
      m_actions(this, m_importing->actions()), m_domains(new DomainPane(m_actions, this)),
      m_pages(new WindowPages(archive, m_actions, *m_importing, this)),
      m_checking(m_desk, m_domains->domains(), std::move(inspector), options),
      m_work(m_checking.session(), m_importing->session()), m_status(new StatusLine(m_work, m_actions.work, this))
{
    setWindowTitle(QStringLiteral("Sigillo"));
    makePanes();
    m_tray = std::make_unique<Tray>(*this);
    connectActions();
    connectDomains();
    connectWork();
    restore();
    QMetaObject::invokeMethod(this, &MainWindow::reload, Qt::QueuedConnection); // the first frame does not wait
}

MainWindow::~MainWindow() = default;

void MainWindow::makePanes()
{
    auto *splitter = new QSplitter(this);
    splitter->addWidget(m_domains);
    splitter->addWidget(m_pages);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({260, 940});
    setCentralWidget(splitter);
    setStatusBar(m_status);
}

void MainWindow::connectActions()
{
    const auto on = [this](QAction *action, auto &&what) { connect(action, &QAction::triggered, this, what); };
    on(m_actions.addDomain, [this] {
        if (const QString name = askForDomain(this); !name.isEmpty())
            addDomain(name);
    });
    on(m_actions.settings, [this] {
        askForPreferences(this, m_archive.dsn(), [this] {
            m_checking.usePreferences();
            Q_EMIT preferencesChanged();
        });
    });
    on(m_actions.quit, [this] { quit(); });
    on(m_actions.check, [this] { m_checking.check(m_chosen); });
    on(m_actions.checkAll, [this] { checkAll(); });
    on(m_actions.cancel, [this] { m_checking.session().cancel(); });
    on(m_actions.find, [this] { m_domains->focusSearch(); });
    on(m_actions.remove, [this] { removeDomain(m_chosen); });
    on(m_actions.work, [this] { showWork(this, m_work); });
    on(m_actions.about, [this] { showAbout(this, m_archive.dsn()); });
    for (QAction *page : m_actions.overAll->actions())
        on(page, [this] { showStanding(); });
}

void MainWindow::connectDomains()
{
    connect(m_domains, &DomainPane::chosen, this, &MainWindow::choose);
    connect(m_domains, &DomainPane::clicked, this, [this](const QString &domain) {
        if (m_actions.overAll->checkedAction()) // back from there
            choose(domain);
    });
    connect(m_pages, &WindowPages::domainWanted, this, &MainWindow::chooseDomain);
    connect(m_pages, &WindowPages::demoWanted, this, &MainWindow::demoWanted);
    connect(&m_desk, &DomainDesk::allRead, this, &MainWindow::takeAll);
    connect(&m_desk, &DomainDesk::domainRead, this, &MainWindow::take);
    connect(&m_desk, &DomainDesk::trendRead, m_domains, &DomainPane::setTrend);
    connect(m_domains, &DomainPane::moved, &m_desk, &DomainDesk::move);
    connect(m_domains, &DomainPane::renamed, &m_desk, &DomainDesk::renameGroup);
    connect(&m_desk, &DomainDesk::kept, this,
            [this](const io::DomainOutcome &outcome) { m_tray->tell(outcome.domain, outcome.alarms.raised); });
    connect(&m_desk, &DomainDesk::failed, m_status, &StatusLine::showProblem);
    connect(&m_desk, &DomainDesk::readingFailed, this, [this](const QString &why) {
        m_status->showProblem(why);
        showStanding();
        Q_EMIT loaded();
    });
}

void MainWindow::connectWork()
{
    connect(&m_work, &WorkModel::changed, this, [this] { m_actions.cancel->setEnabled(m_work.hasCheck()); });
    connect(&m_checking, &Checking::failed, m_status, &StatusLine::showProblem);
    connect(m_tray.get(), &Tray::checkAllWanted, this, &MainWindow::checkAll);
    connect(m_tray.get(), &Tray::quitWanted, this, &MainWindow::quit);
    connect(m_tray.get(), &Tray::domainWanted, this, &MainWindow::chooseDomain);
    connect(m_importing, &Importing::imported, this, [this] {
        if (m_domains->domains().standings().isEmpty()) // nowhere else to see them
            m_actions.allReports->setChecked(true);
        reload();
    });
}

void MainWindow::restore()
{
    resize(1200, 760);
    setMinimumSize(960, 600);
    restoreGeometry(QSettings().value(QStringLiteral("window/geometry")).toByteArray());
    m_chosen = QSettings().value(QStringLiteral("window/domain")).toString();
}

void MainWindow::takeAll(const QList<DomainStanding> &standings, const GroupOfDomain &groups)
{
    m_domains->setStandings(standings, groups, m_chosen);
    if (const QString current = m_domains->current(); !current.isEmpty())
        m_chosen = current;
    showCount();
    showStanding();
    Q_EMIT loaded();
}

void MainWindow::take(const DomainStanding &standing)
{
    m_status->clearProblem();
    m_domains->setStanding(standing);
    showCount();
    if (standing.domain == m_chosen)
        showStanding();
}

void MainWindow::addDomain(const QString &text)
{
    const auto domain = base::DomainName::parse(text);
    if (!domain)
        return m_status->showProblem(
            tr("\"%1\" is no mail domain. Write it as in an address behind the @.").arg(plain(text, 100)));
    const QString name = domain->toString();
    if (!m_domains->domains().find(name)) {
        add(uncheckedDomain(name));
        m_desk.add(name);
    }
    chooseDomain(name);
    m_checking.check(name);
}

void MainWindow::removeDomain(const QString &domain)
{
    const DomainStanding *standing = m_domains->domains().find(domain);
    if (!standing)
        return;
    const DomainStanding back = *standing;
    m_domains->remove(domain);
    showCount();
    choose(m_domains->current());
    m_status->undo().offer(
        tr("%1 was removed: its plan, checks and alarms. Reports about it stay.").arg(plain(domain, 100)),
        [this, domain] { m_desk.forget(domain); }, [this, back] { add(back); });
}

void MainWindow::add(const DomainStanding &standing)
{
    m_domains->setStanding(standing);
    showCount();
    chooseDomain(standing.domain);
}

void MainWindow::markAsDemo()
{
    setWindowTitle(tr("Demo – made-up data"));
    m_status->addMark(tr("Demo: made-up domains and reports. Nothing is kept."));
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

void MainWindow::chooseDomain(const QString &domain)
{
    if (m_domains->select(domain))
        choose(domain);
}

void MainWindow::choose(const QString &domain)
{
    if (!domain.isEmpty())
        m_chosen = domain;
    for (QAction *page : m_actions.overAll->actions())
        page->setChecked(false);
    showStanding();
}

void MainWindow::showStanding()
{
    const DomainStanding *standing = m_domains->domains().find(m_chosen);
    m_actions.remove->setEnabled(standing);
    m_actions.check->setEnabled(standing);
    m_pages->show(standing);
}

void MainWindow::showCount()
{
    const QList<DomainStanding> &standings = m_domains->domains().standings();
    m_pages->showAlarms(standings);
    m_tray->showState(m_domains->domains().worst(), m_pages->alarms());
    m_domains->showCount(m_pages->alarms());
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
    const bool isUnsettled = m_status->undo().isOffering();
    m_status->undo().settle();
    if (!m_isQuitting && m_checking.isWatching() && m_tray->isThere()) { // it goes on watching there
        event->ignore();
        return hide();
    }
    m_checking.session().cancel();
    if (isUnsettled)
        m_desk.finish();
    QMainWindow::closeEvent(event);
}

} // namespace ui
