// SPDX-License-Identifier: GPL-3.0-or-later
// The right side of the window: the chosen domain's name, when it was checked, and its pages.
#pragma once

#include "ui/archive_thread.h"
#include "ui/domain_standing.h"

#include <QWidget>

class QLabel;
class QTabWidget;

namespace ui {

class HistoryPage;
class OverviewPage;
class PosturePage;
class RecordsPage;
class ReportsPage;
class ServersPage;

class DomainView : public QWidget
{
    Q_OBJECT
public:
    /// `archive` outlives the view.
    explicit DomainView(ArchiveThread &archive, QWidget *parent = nullptr);

    void show(const DomainStanding &standing);
    void showPage(int page);
    int pages() const;
    ReportsPage *reports() { return m_reports; }

private:
    void showHead(const DomainStanding &standing);

    QLabel *m_name, *m_checkedAt;
    QTabWidget *m_tabs;
    OverviewPage *m_overview;
    RecordsPage *m_records;
    ServersPage *m_servers;
    ReportsPage *m_reports;
    HistoryPage *m_history;
    PosturePage *m_posture;
};

} // namespace ui
