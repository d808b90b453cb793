// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/domain_view.h"

#include "ui/domain_list.h"
#include "ui/history_page.h"
#include "ui/overview_page.h"
#include "ui/plain_label.h"
#include "ui/posture_page.h"
#include "ui/records_page.h"
#include "ui/reports/reports_page.h"
#include "ui/servers_page.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QTabWidget>

namespace ui {

namespace {

QString agoText(const QDateTime &when)
{
    const qint64 minutes = when.secsTo(QDateTime::currentDateTimeUtc()) / 60;
    if (minutes < 1)
        return DomainView::tr("checked just now");
    if (minutes < 60)
        return DomainView::tr("checked %1 min ago").arg(minutes);
    if (minutes < 48 * 60)
        return DomainView::tr("checked %1 h ago").arg(minutes / 60);
    return DomainView::tr("checked %1 days ago").arg(minutes / (24 * 60));
}

} // namespace

DomainView::DomainView(ArchiveThread &archive, QWidget *parent)
    : QWidget(parent), m_name(plainLabel(this)), m_checkedAt(plainLabel(this)), m_tabs(new QTabWidget(this)),
      m_overview(new OverviewPage(m_tabs)), m_records(new RecordsPage(m_tabs)), m_servers(new ServersPage(m_tabs)),
      m_reports(new ReportsPage(archive, m_tabs)), m_history(new HistoryPage(archive, m_tabs)),
      m_posture(new PosturePage(m_tabs))
{
    QFont large = m_name->font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    m_name->setFont(large);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_checkedAt->setWordWrap(false);
    m_tabs->setObjectName(QStringLiteral("pages"));
    m_tabs->addTab(m_overview, tr("Overview"));
    m_tabs->addTab(m_records, tr("Records && policy"));
    m_tabs->addTab(m_servers, tr("Servers"));
    m_tabs->addTab(m_reports, tr("Reports"));
    m_tabs->addTab(m_history, tr("History"));
    m_tabs->addTab(m_posture, tr("Posture"));
    m_tabs->setDocumentMode(true);

    auto *head = new QHBoxLayout;
    head->addWidget(m_name, 1);
    head->addWidget(m_checkedAt);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(head);
    layout->addWidget(m_tabs, 1);
}

void DomainView::show(const DomainStanding &standing)
{
    showHead(standing);
    m_overview->show(standing);
    m_records->show(standing);
    m_servers->show(standing);
    m_history->show(standing.domain);
    m_posture->show(standing);
    m_reports->showDomain(standing.domain);
}

void DomainView::showHead(const DomainStanding &standing)
{
    m_name->setText(displayName(standing.domain));
    if (!standing.checkedAt)
        return m_checkedAt->setText(tr("not checked yet"));
    m_checkedAt->setText(agoText(*standing.checkedAt));
    m_checkedAt->setToolTip(QLocale().toString(standing.checkedAt->toLocalTime(), QLocale::LongFormat));
}

void DomainView::showPage(int page)
{
    m_tabs->setCurrentIndex(page);
}

int DomainView::pages() const
{
    return m_tabs->count();
}

} // namespace ui
