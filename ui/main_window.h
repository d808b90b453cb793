// SPDX-License-Identifier: GPL-3.0-or-later
// The console's window: the domains at the left, the chosen one at the right. It only wires: what is shown comes from
// the archive's thread, what is checked from a check session.
#pragma once

#include "ui/archive_thread.h"
#include "ui/check_session.h"
#include "ui/domain_standing.h"

#include <QMainWindow>

#include <memory>

class QActionGroup;
class QLabel;
class QLineEdit;
class QListView;
class QProgressBar;
class QSortFilterProxyModel;
class QStackedWidget;
class QTabWidget;
class QToolButton;

namespace ui {

class AlarmsPage;
class DomainList;
class HistoryPage;
class Importing;
class OverviewPage;
class PosturePage;
class RecordsPage;
class ReportsPage;
class ServersPage;
class Tray;
class UndoBar;
class Watching;

class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// `archive` outlives the window. What the administrator prefers goes before `options`.
    MainWindow(ArchiveThread &archive, InspectorSource inspector, const io::InspectOptions &options);
    ~MainWindow() override;

    /// Reads everything anew from the archive.
    void reload();
    /// A name as a person types it; what is wrong with it is said in the window.
    void addDomain(const QString &text);
    /// Files and folders; runs beside the window.
    void importReports(const QStringList &paths);
    /// What a check saw: into the archive, with what follows from it, and into the window.
    void keep(const facts::DomainFacts &facts);
    /// Every domain, one after the other.
    void checkAll();
    /// Out of the list at once; out of the archive when nobody has undone it.
    void removeDomain(const QString &domain);
    /// Says at every place that the data is made up.
    void markAsDemo();
    /// In front of the others, also when it was hidden in the tray.
    void comeForward();
    const QString &chosenDomain() const { return m_chosen; }

Q_SIGNALS:
    void loaded(); ///< the list shows what the archive holds
    void demoWanted();
    void preferencesChanged(); ///< they are saved; the next check has to go by them

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void makeActions();
    void makeFileMenu();
    void makeDomainMenu();
    void makeHelpMenu();
    void makeTray();
    QWidget *makeDomainPane();
    QWidget *makeDomainView();
    ReportsPage *makeReportsPage(QWidget *parent);
    void makeStatusBar();

    void quit();
    void askForDomain();
    void askForPreferences();
    void usePreferences();
    void chooseDomain(const QString &domain);
    void check(const QString &domain);
    void refresh(const QString &domain);
    void choose();
    void showStanding();
    void showCount();
    void showProblem(const QString &sentence);
    void showWork(const QString &domain, int finished, int started);
    void showIdle();

    ArchiveThread &m_archive;
    const io::InspectOptions m_options;
    CheckSession m_checks;
    DomainList *m_domains;
    QSortFilterProxyModel *m_found;
    Importing *m_importing;
    Watching *m_watching;
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
    AlarmsPage *m_alarms = nullptr;
    UndoBar *m_undo = nullptr;
    std::unique_ptr<Tray> m_tray;
    QActionGroup *m_overAll = nullptr; ///< the pages over all domains
    QAction *m_checkAction = nullptr, *m_removeAction = nullptr, *m_cancelAction = nullptr,
            *m_allReportsAction = nullptr, *m_alarmsAction = nullptr;
    QString m_chosen;
    bool m_isQuitting = false;
};

} // namespace ui
