// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/domain_pane.h"

#include "archive/domain_groups.h"
#include "ui/domain_delegate.h"
#include "ui/plain_label.h"
#include "ui/plain_text.h"
#include "ui/window_actions.h"

#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QScopedValueRollback>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace ui {

namespace {

QString foldedKey()
{
    return QStringLiteral("window/folded-groups");
}

} // namespace

DomainPane::DomainPane(const WindowActions &actions, QWidget *parent)
    : QWidget(parent), m_domains(new DomainList(this)), m_found(new QSortFilterProxyModel(this)),
      m_search(new QLineEdit(this)), m_list(new QTreeView(this)), m_count(plainLabel(this)),
      m_folded(QSettings().value(foldedKey()).toStringList())
{
    makeSearch();
    makeList();
    takeActions(actions);
    connect(m_domains, &DomainList::moveWanted, this, &DomainPane::move);
    connect(m_domains, &DomainList::renameWanted, this, &DomainPane::rename, Qt::QueuedConnection); // an editor is open
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 0, 8);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_count);
}

void DomainPane::makeSearch()
{
    m_search->setPlaceholderText(tr("Search domains"));
    m_search->setAccessibleName(tr("Search domains"));
    m_search->setClearButtonEnabled(true);
    m_found->setSourceModel(m_domains);
    m_found->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_found->setRecursiveFilteringEnabled(true); // a group stays with what is found in it
    m_found->setAutoAcceptChildRows(true);       // and one that is found with all of it
    connect(m_search, &QLineEdit::textChanged, this, &DomainPane::search);
}

void DomainPane::makeList()
{
    m_list->setObjectName(QStringLiteral("domains"));
    m_list->setModel(m_found);
    m_list->setItemDelegate(new DomainDelegate(m_list));
    m_list->setHeaderHidden(true);
    m_list->setUniformRowHeights(true);
    m_list->setIndentation(16);
    m_list->setRootIsDecorated(false);
    m_list->setAccessibleName(tr("Domains"));
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setDragDropMode(QAbstractItemView::DragDrop);
    m_list->setDefaultDropAction(Qt::MoveAction);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        if (!m_isFilling && !current().isEmpty())
            Q_EMIT chosen(current());
    });
    connect(m_list, &QTreeView::clicked, this, [this] {
        if (!current().isEmpty())
            Q_EMIT clicked(current());
    });
    connect(m_list, &QTreeView::expanded, this, &DomainPane::rememberFolds);
    connect(m_list, &QTreeView::collapsed, this, &DomainPane::rememberFolds);
}

void DomainPane::takeActions(const WindowActions &actions)
{
    m_list->addActions({actions.move->menuAction(), actions.renameGroup, actions.remove});
    connect(actions.move, &QMenu::aboutToShow, this, [this, menu = actions.move] { fillMoveMenu(menu); });
    connect(actions.renameGroup, &QAction::triggered, this, [this] {
        QModelIndex row = m_list->currentIndex();
        if (!current().isEmpty())
            row = row.parent();
        if (row.isValid())
            m_list->edit(row);
    });
}

void DomainPane::setStandings(const QList<DomainStanding> &standings, const GroupOfDomain &groups,
                              const QString &domain)
{
    const QScopedValueRollback filling(m_isFilling, true);
    m_domains->setStandings(standings, groups);
    unfold();
    if (!makeCurrent(domain))
        selectFirst();
    unfold(); // the view has opened the group of the current one
    m_list->setFocus();
}

void DomainPane::setStanding(const DomainStanding &standing)
{
    m_domains->setStanding(standing);
    unfold();
}

void DomainPane::setTrend(const QString &domain, const std::optional<archive::DomainTrend> &trend)
{
    m_domains->setTrend(domain, trend);
}

void DomainPane::remove(const QString &domain)
{
    const QScopedValueRollback filling(m_isFilling, true);
    m_domains->remove(domain);
    if (current().isEmpty())
        selectFirst();
}

bool DomainPane::select(const QString &domain)
{
    if (!makeCurrent(domain))
        return false;
    m_list->scrollTo(m_list->currentIndex()); // and opens the group
    rememberFolds();
    return true;
}

bool DomainPane::makeCurrent(const QString &domain)
{
    const QModelIndex row = m_domains->indexOf(domain);
    if (!row.isValid())
        return false;
    const QScopedValueRollback filling(m_isFilling, true);
    if (!m_found->mapFromSource(row).isValid())
        m_search->clear();
    m_list->setCurrentIndex(m_found->mapFromSource(row));
    return true;
}

void DomainPane::selectFirst()
{
    QModelIndex row = m_found->index(0, 0);
    if (m_found->hasChildren(row))
        row = m_found->index(0, 0, row);
    m_list->setCurrentIndex(row);
}

QString DomainPane::current() const
{
    return m_list->currentIndex().data(DomainList::NameRole).toString();
}

QStringList DomainPane::selected() const
{
    QStringList domains;
    for (const QModelIndex &row : m_list->selectionModel()->selectedRows())
        if (const QString domain = row.data(DomainList::NameRole).toString(); !domain.isEmpty())
            domains += domain;
    return domains;
}

// While something is searched, everything that is found is to be seen.
void DomainPane::unfold()
{
    const QScopedValueRollback filling(m_isFilling, true);
    const bool isSearching = !m_search->text().isEmpty();
    m_list->setRootIsDecorated(!m_domains->groups().isEmpty());
    for (int row = 0; row < m_found->rowCount(); ++row) {
        const QModelIndex index = m_found->index(row, 0);
        const bool isGroup = index.data(DomainList::NameRole).toString().isEmpty();
        if (isGroup)
            m_list->setExpanded(index, isSearching || !m_folded.contains(index.data(DomainList::GroupRole).toString()));
    }
}

void DomainPane::rememberFolds()
{
    if (m_isFilling || !m_search->text().isEmpty())
        return;
    m_folded.clear();
    for (int row = 0; row < m_found->rowCount(); ++row) {
        const QModelIndex index = m_found->index(row, 0);
        if (m_found->hasChildren(index) && !m_list->isExpanded(index))
            m_folded += index.data(DomainList::GroupRole).toString();
    }
    QSettings().setValue(foldedKey(), m_folded);
}

void DomainPane::search(const QString &text)
{
    m_found->setFilterFixedString(text);
    unfold();
}

void DomainPane::fillMoveMenu(QMenu *menu)
{
    menu->clear();
    const QStringList domains = selected();
    for (const QString &group : m_domains->groups()) {
        QAction *into = menu->addAction(plain(group).replace(u'&', QStringLiteral("&&")));
        into->setEnabled(!domains.isEmpty());
        connect(into, &QAction::triggered, this, [this, domains, group] { move(domains, group); });
    }
    menu->addSeparator();
    QAction *fresh = menu->addAction(tr("&New group…"), this, &DomainPane::askForGroup);
    QAction *none = menu->addAction(tr("N&o group"), this, [this, domains] { move(domains, {}); });
    fresh->setEnabled(!domains.isEmpty());
    none->setEnabled(!domains.isEmpty());
}

void DomainPane::askForGroup()
{
    const QStringList domains = selected();
    const QString name = archive::DomainGroups::nameOf(
        QInputDialog::getText(this, tr("New group"), tr("Name of the group, such as the customer's")));
    if (!name.isEmpty())
        move(domains, name);
}

void DomainPane::move(const QStringList &domains, const QString &group)
{
    keepInView([&] { m_domains->setGroup(domains, group); });
    Q_EMIT moved(domains, group);
}

void DomainPane::rename(const QString &from, const QString &to)
{
    if (m_folded.removeAll(from) > 0)
        m_folded += to;
    keepInView([&] { m_domains->setGroup(m_domains->domainsIn(from), to); });
    Q_EMIT renamed(from, to);
}

// A row that moves loses its place as the current one.
void DomainPane::keepInView(const std::function<void()> &change)
{
    const QScopedValueRollback filling(m_isFilling, true);
    const QString domain = current();
    change();
    unfold();
    if (makeCurrent(domain))
        unfold();
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
