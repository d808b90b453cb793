// SPDX-License-Identifier: GPL-3.0-or-later
// What can stand at the right: an invitation, the chosen domain, or one of the pages over all domains.
#pragma once

#include "ui/archive_thread.h"
#include "ui/domain_standing.h"

#include <QStackedWidget>

namespace ui {

class AlarmsPage;
class DomainView;
class Importing;
class ReportsPage;
class WindowActions;

class WindowPages : public QStackedWidget
{
    Q_OBJECT
public:
    /// What is given outlives the pages.
    WindowPages(ArchiveThread &archive, const WindowActions &actions, Importing &importing, QWidget *parent = nullptr);

    /// What the actions and the chosen domain want; null: none is chosen.
    void show(const DomainStanding *standing);
    void showAlarms(const QList<DomainStanding> &standings);
    int alarms() const;

Q_SIGNALS:
    void demoWanted();
    void domainWanted(const QString &domain);

private:
    void make();
    void watch(ReportsPage *page);
    void makeJumps();

    ArchiveThread &m_archive;
    const WindowActions &m_actions;
    Importing &m_importing;
    DomainView *m_domain = nullptr; ///< null: no page is made yet
    ReportsPage *m_reports = nullptr;
    AlarmsPage *m_alarms = nullptr;
};

} // namespace ui
