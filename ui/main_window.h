// SPDX-License-Identifier: GPL-3.0-or-later
// The console's window: the domains at the left, the chosen one at the right. It only wires: what is shown comes from
// the archive's thread, what is checked from a check session.
#pragma once

#include "ui/archive_thread.h"
#include "ui/check_session.h"
#include "ui/domain_standing.h"

#include <QMainWindow>

class QLabel;
class QLineEdit;
class QListView;
class QProgressBar;
class QSortFilterProxyModel;
class QStackedWidget;
class QTabWidget;
class QToolButton;

namespace ui {

class DomainList;
class HistoryPage;
class Importing;
class OverviewPage;
class PosturePage;
class RecordsPage;
class ReportsPage;
class ServersPage;

class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// `archive` outlives the window.
    MainWindow(ArchiveThread &archive, InspectorSource inspector, const io::InspectOptions &options);
    ~MainWindow() override;

    /// Reads everything anew from the archive.
    void reload();
    /// A name as a person types it; what is wrong with it is said in the window.
    void addDomain(const QString &text);
    /// Files and folders; runs beside the window.
    void importReports(const QStringList &paths);
    const QString &chosenDomain() const { return m_chosen; }

Q_SIGNALS:
    void loaded(); ///< the list shows what the archive holds

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void makeActions();
    QWidget *makeDomainPane();
    QWidget *makeDomainView();
    ReportsPage *makeReportsPage(QWidget *parent);
    QWidget *makeFirstRun();
    void makeStatusBar();

    void askForDomain();
    void check(const QString &domain);
    void keep(const facts::DomainFacts &facts);
    void refresh(const QString &domain);
    void choose();
    void showStanding();
    void showProblem(const QString &sentence);
    void showWork(const QString &domain, int finished, int started);
    void showIdle();

    ArchiveThread &m_archive;
    CheckSession m_checks;
    DomainList *m_domains;
    QSortFilterProxyModel *m_found;
    Importing *m_importing;
    QListView *m_list = nullptr;
    QLineEdit *m_search = nullptr;
    QStackedWidget *m_pages = nullptr;
    QLabel *m_name = nullptr, *m_checkedAt = nullptr, *m_work = nullptr, *m_problem = nullptr, *m_count = nullptr;
    QTabWidget *m_tabs = nullptr;
    OverviewPage *m_overview = nullptr;
    RecordsPage *m_records = nullptr;
    ServersPage *m_servers = nullptr;
    HistoryPage *m_history = nullptr;
    PosturePage *m_posture = nullptr;
    ReportsPage *m_reports = nullptr, *m_allReports = nullptr;
    QProgressBar *m_progress = nullptr;
    QToolButton *m_cancel = nullptr;
    QAction *m_checkAction = nullptr, *m_cancelAction = nullptr, *m_allReportsAction = nullptr;
    QString m_chosen;
};

} // namespace ui
