// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window_pages.h"

#include "ui/alarms_page.h"
#include "ui/domain_view.h"
#include "ui/first_run_page.h"
#include "ui/import/importing.h"
#include "ui/plain_label.h"
#include "ui/reports/reports_page.h"
#include "ui/window_actions.h"

namespace ui {

namespace {

enum class Page { Opening, FirstRun, Domain, Reports, Alarms };

} // namespace

WindowPages::WindowPages(ArchiveThread &archive, const WindowActions &actions, Importing &importing, QWidget *parent)
    : QStackedWidget(parent), m_archive(archive), m_actions(actions), m_importing(importing)
{
    QLabel *opening = plainLabel(this);
    opening->setText(tr("Opening the archive …"));
    opening->setAlignment(Qt::AlignCenter);
    addWidget(opening);
}

// The first frame of the window does not wait for pages that there is nothing to show on yet.
void WindowPages::make()
{
    if (m_domain)
        return;
    m_domain = new DomainView(m_archive, this);
    m_reports = new ReportsPage(m_archive, this);
    m_alarms = new AlarmsPage(this);
    auto *firstRun = new FirstRunPage(this);
    connect(firstRun, &FirstRunPage::addWanted, m_actions.addDomain, &QAction::trigger);
    connect(firstRun, &FirstRunPage::demoWanted, this, &WindowPages::demoWanted);
    connect(m_alarms, &AlarmsPage::domainWanted, this, &WindowPages::domainWanted);
    for (QWidget *page : std::initializer_list<QWidget *>{firstRun, m_domain, m_reports, m_alarms}) // as Page has them
        addWidget(page);
    watch(m_domain->reports());
    watch(m_reports);
    makeJumps();
}

void WindowPages::watch(ReportsPage *page)
{
    connect(page, &ReportsPage::importWanted, m_importing.actions().first(), &QAction::trigger);
    connect(&m_importing, &Importing::imported, page, &ReportsPage::reload);
}

void WindowPages::makeJumps()
{
    for (int page = 0; page < m_domain->pages(); ++page) {
        auto *jump = new QAction(this);
        jump->setShortcut(QKeySequence(QStringLiteral("Ctrl+%1").arg(page + 1)));
        connect(jump, &QAction::triggered, this, [this, page] { m_domain->showPage(page); });
        addAction(jump);
    }
}

void WindowPages::show(const DomainStanding *standing)
{
    make();
    setCurrentIndex(int(m_actions.allReports->isChecked() ? Page::Reports
                        : m_actions.alarms->isChecked()   ? Page::Alarms
                        : standing                        ? Page::Domain
                                                          : Page::FirstRun));
    if (standing)
        m_domain->show(*standing);
}

void WindowPages::showAlarms(const QList<DomainStanding> &standings)
{
    make();
    m_alarms->show(standings);
}

int WindowPages::alarms() const
{
    return m_alarms ? m_alarms->count() : 0;
}

} // namespace ui
