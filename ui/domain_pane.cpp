// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/domain_pane.h"

#include "ui/plain_label.h"

#include <QLineEdit>
#include <QListView>
#include <QScopedValueRollback>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

namespace ui {

DomainPane::DomainPane(QAction *remove, QWidget *parent)
    : QWidget(parent), m_domains(new DomainList(this)), m_found(new QSortFilterProxyModel(this)),
      m_search(new QLineEdit(this)), m_list(new QListView(this)), m_count(plainLabel(this))
{
    m_search->setPlaceholderText(tr("Search domains"));
    m_search->setAccessibleName(tr("Search domains"));
    m_search->setClearButtonEnabled(true);
    m_found->setSourceModel(m_domains);
    m_found->setFilterCaseSensitivity(Qt::CaseInsensitive);
    connect(m_search, &QLineEdit::textChanged, m_found, &QSortFilterProxyModel::setFilterFixedString);

    m_list->setModel(m_found);
    m_list->setItemDelegate(new DomainDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setAccessibleName(tr("Domains"));
    m_list->addAction(remove);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        if (!m_isFilling)
            Q_EMIT chosen(current());
    });
    connect(m_list, &QListView::clicked, this, [this] { Q_EMIT clicked(current()); });

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 0, 8);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_count);
}

void DomainPane::setStandings(const QList<DomainStanding> &standings, const QString &domain)
{
    const QScopedValueRollback filling(m_isFilling, true);
    m_domains->setStandings(standings);
    const int row = std::max(0, m_domains->rowOf(domain));
    if (m_domains->rowCount() > 0)
        m_list->setCurrentIndex(m_found->mapFromSource(m_domains->index(row)));
    m_list->setFocus();
}

void DomainPane::setStanding(const DomainStanding &standing)
{
    m_domains->setStanding(standing);
}

void DomainPane::remove(const QString &domain)
{
    const QScopedValueRollback filling(m_isFilling, true);
    m_domains->remove(domain);
}

bool DomainPane::select(const QString &domain)
{
    const int row = m_domains->rowOf(domain);
    if (row < 0)
        return false;
    const QScopedValueRollback filling(m_isFilling, true);
    if (!m_found->mapFromSource(m_domains->index(row)).isValid())
        m_search->clear();
    m_list->setCurrentIndex(m_found->mapFromSource(m_domains->index(row)));
    return true;
}

QString DomainPane::current() const
{
    return m_list->currentIndex().data(DomainList::NameRole).toString();
}

void DomainPane::showCount(int alarms)
{
    const auto domains = m_domains->standings().size();
    QStringList words{domains == 1 ? tr("1 domain") : tr("%1 domains").arg(domains)};
    if (alarms > 0)
        words += alarms == 1 ? tr("1 alarm") : tr("%1 alarms").arg(alarms);
    m_count->setText(words.join(QStringLiteral(" · ")));
}

void DomainPane::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
}

} // namespace ui
