// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window_actions.h"

#include <QActionGroup>
#include <QMainWindow>
#include <QMenuBar>
#include <QToolBar>

namespace ui {

namespace {

QAction *addTo(QMenu *menu, const QString &text, const QKeySequence &key = {})
{
    QAction *action = menu->addAction(text);
    action->setShortcut(key);
    return action;
}

QKeySequence keys(const char *text)
{
    return QKeySequence(QString::fromLatin1(text));
}

} // namespace

WindowActions::WindowActions(QMainWindow *window, const QList<QAction *> &importing)
    : overAll(new QActionGroup(window)), m_window(window)
{
    overAll->setExclusionPolicy(QActionGroup::ExclusionPolicy::ExclusiveOptional);
    makeFileMenu(importing);
    makeDomainMenu();
    makeHelpMenu();
    makeToolBar(importing.first());
}

void WindowActions::makeFileMenu(const QList<QAction *> &importing)
{
    QMenu *menu = m_window->menuBar()->addMenu(tr("&File"));
    addDomain = addTo(menu, tr("&Add domain…"), keys("Ctrl+N"));
    menu->addSeparator();
    menu->addActions(importing);
    allReports = addTo(menu, tr("All &reports"), keys("Ctrl+R"));
    alarms = addTo(menu, tr("A&larms"), keys("Ctrl+Shift+A"));
    for (QAction *page : {allReports, alarms}) {
        page->setCheckable(true);
        overAll->addAction(page);
    }
    work = addTo(menu, tr("Running &work"), keys("Ctrl+J"));
    menu->addSeparator();
    settings = addTo(menu, tr("&Settings…"), keys("Ctrl+,"));
    settings->setMenuRole(QAction::PreferencesRole);
    quit = addTo(menu, tr("&Quit"), keys("Ctrl+Q"));
    quit->setMenuRole(QAction::QuitRole);
}

void WindowActions::makeDomainMenu()
{
    QMenu *menu = m_window->menuBar()->addMenu(tr("&Domain"));
    check = addTo(menu, tr("&Check"), Qt::Key_F5);
    checkAll = addTo(menu, tr("Check &all"), keys("Shift+F5"));
    cancel = addTo(menu, tr("Ca&ncel check"), Qt::Key_Escape);
    cancel->setEnabled(false); // until there is one
    menu->addSeparator();
    find = addTo(menu, tr("&Find domain"), keys("Ctrl+F"));
    menu->addSeparator();
    move = menu->addMenu(tr("&Move to group"));
    renameGroup = addTo(menu, tr("Rename &group…"), Qt::Key_F2);
    remove = addTo(menu, tr("&Remove domain"), QKeySequence::Delete);
    for (QAction *ofTheList : {renameGroup, remove})
        ofTheList->setShortcutContext(Qt::WidgetShortcut);
}

void WindowActions::makeHelpMenu()
{
    about = addTo(m_window->menuBar()->addMenu(tr("&Help")), tr("&About Sigillo"));
    about->setMenuRole(QAction::AboutRole);
}

void WindowActions::makeToolBar(QAction *import)
{
    QToolBar *bar = m_window->addToolBar(tr("Actions"));
    bar->setObjectName(QStringLiteral("actions"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextOnly);
    bar->addActions({addDomain, check, import, allReports, alarms});
}

} // namespace ui
