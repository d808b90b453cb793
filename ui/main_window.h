// SPDX-License-Identifier: GPL-3.0-or-later
// The console's window: the domains at the left, the chosen one at the right. It only wires: what is shown comes from
// the archive's thread, what is checked from a check session.
#pragma once

#include "ui/checking.h"
#include "ui/window_actions.h"
#include "ui/work/work_model.h"

#include <QMainWindow>

#include <memory>

namespace ui {

class DomainPane;
class Importing;
class StatusLine;
class Tray;
class WindowPages;

class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// `archive` outlives the window. What the administrator prefers goes before `options`.
    MainWindow(ArchiveThread &archive, InspectorSource inspector, const io::InspectOptions &options);
    ~MainWindow() override;

    /// Reads everything anew from the archive.
    void reload() { m_desk.readAll(); }
    /// A name as a person types it; what is wrong with it is said in the window.
    void addDomain(const QString &text);
    /// Files and folders; runs beside the window.
    void importReports(const QStringList &paths);
    /// What a check saw: into the archive, with what follows from it, and into the window.
    void keep(const facts::DomainFacts &facts) { m_checking.keep(facts); }
    /// Every domain, one after the other.
    void checkAll() { m_checking.checkAll(); }
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
    void makePanes();
    void connectActions();
    void connectDomains();
    void connectWork();
    void restore();

    void quit();
    void takeAll(const QList<DomainStanding> &standings, const GroupOfDomain &groups);
    void take(const DomainStanding &standing);
    void add(const DomainStanding &standing);
    void chooseDomain(const QString &domain);
    void choose(const QString &domain);
    void showStanding();
    void showCount();

    ArchiveThread &m_archive;
    DomainDesk m_desk;
    Importing *m_importing;
    const WindowActions m_actions;
    DomainPane *m_domains;
    WindowPages *m_pages;
    Checking m_checking;
    WorkModel m_work;
    StatusLine *m_status;
    std::unique_ptr<Tray> m_tray;
    QString m_chosen;
    bool m_isQuitting = false;
};

} // namespace ui
