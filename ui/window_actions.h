// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done in the window, in its menus and its tool bar, each with its shortcut. What happens then is connected
// by the window.
#pragma once

#include <QAction>
#include <QCoreApplication>

class QActionGroup;
class QMainWindow;
class QMenu;
class QToolBar;

namespace ui {

class WindowActions
{
    Q_DECLARE_TR_FUNCTIONS(ui::WindowActions)
public:
    /// Fills the menus of `window`, which owns them. `importing`: how reports come in; the first is in the tool bar.
    WindowActions(QMainWindow *window, const QList<QAction *> &importing);

    QAction *addDomain, *allReports, *alarms, *work, *settings, *quit;
    QAction *check, *checkAll, *cancel, *find;
    QAction *remove;      ///< of the list of domains, whose key it has
    QMenu *move;          ///< into a group; filled by the list
    QAction *renameGroup; ///< of the list
    QAction *about;
    QActionGroup *overAll; ///< the pages over all domains: one of them or none

private:
    void makeFileMenu(const QList<QAction *> &importing);
    void makeDomainMenu();
    void makeHelpMenu();
    void makeToolBar(QAction *import);

    QMainWindow *m_window;
};

} // namespace ui
