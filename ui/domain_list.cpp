// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/domain_list.h"

#include "archive/domain_groups.h"
#include "base/domain_name.h"
#include "ui/plain_text.h"
#include "ui/trend_look.h"

#include <QLocale>
#include <QMimeData>

#include <algorithm>

namespace ui {

namespace {

Mark markOf(const DomainStanding &standing)
{
    return standing.checkedAt ? ui::markOf(standing.verdict()) : Mark::Unknown;
}

QString mimeType()
{
    return QStringLiteral("application/x-sigillo-domains");
}

bool comesBefore(const DomainStanding &one, const QString &domain)
{
    return one.domain < domain;
}

bool nameComesBefore(const QString &one, const QString &other)
{
    const int order = QString::localeAwareCompare(one, other);
    return order != 0 ? order < 0 : one < other;
}

int placeIn(const QStringList &domains, const QString &domain)
{
    return int(std::lower_bound(domains.begin(), domains.end(), domain) - domains.begin());
}

} // namespace

QString displayName(const QString &domain)
{
    const auto name = base::DomainName::parse(domain);
    return name ? name->forDisplay() : domain;
}

DomainStanding uncheckedDomain(const QString &domain)
{
    DomainStanding standing;
    standing.domain = domain;
    return standing;
}

DomainList::~DomainList() = default;

QModelIndex DomainList::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column != 0 || row >= rowCount(parent))
        return {};
    return createIndex(row, 0, parent.isValid() ? m_branches[std::size_t(parent.row())].get() : nullptr);
}

// The inner pointer is the group that a domain is in; what stands at the top has none.
QModelIndex DomainList::parent(const QModelIndex &index) const
{
    const auto *branch = static_cast<const Branch *>(index.internalPointer());
    return branch ? branchIndex(branch->name) : QModelIndex();
}

int DomainList::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_branches.size()) + int(m_loose.size());
    const Branch *branch = branchAt(parent);
    return branch ? int(branch->domains.size()) : 0;
}

const DomainList::Branch *DomainList::branchAt(const QModelIndex &index) const
{
    const bool isBranch = index.isValid() && !index.internalPointer() && std::size_t(index.row()) < m_branches.size();
    return isBranch ? m_branches[std::size_t(index.row())].get() : nullptr;
}

const QStringList &DomainList::domainsUnder(const QModelIndex &parent) const
{
    const Branch *branch = branchAt(parent);
    return branch ? branch->domains : m_loose;
}

const QString &DomainList::domainAt(const QModelIndex &index) const
{
    const auto *branch = static_cast<const Branch *>(index.internalPointer());
    return branch ? branch->domains[index.row()] : m_loose[index.row() - qsizetype(m_branches.size())];
}

QVariant DomainList::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (const Branch *branch = branchAt(index))
        return groupData(*branch, role);
    const DomainStanding *standing = find(domainAt(index));
    return standing ? domainData(*standing, role) : QVariant();
}

QVariant DomainList::domainData(const DomainStanding &standing, int role) const
{
    const Mark mark = markOf(standing);
    switch (role) {
    case Qt::DisplayRole: return displayName(standing.domain);
    case Qt::DecorationRole: return iconOf(mark);
    case Qt::ToolTipRole:
        return asPlainToolTip(QStringList{standing.sentence(), trendWords(standing.domain)}.join(u'\n').trimmed());
    case Qt::AccessibleTextRole: {
        const QString words =
            QStringLiteral("%1, %2: %3").arg(displayName(standing.domain), wordOf(mark), standing.sentence());
        const QString trend = trendWords(standing.domain);
        return trend.isEmpty() ? words : QStringLiteral("%1. %2").arg(words, trend);
    }
    case NameRole: return standing.domain;
    case SentenceRole: return standing.sentence();
    case MarkRole: return int(mark);
    case GroupRole: return m_groupOf.value(standing.domain);
    case TrendRole: {
        const auto trend = m_trends.constFind(standing.domain);
        return trend != m_trends.constEnd() ? QVariant(int(trend->trend)) : QVariant();
    }
    default: return {};
    }
}

QString DomainList::trendWords(const QString &domain) const
{
    const auto trend = m_trends.constFind(domain);
    if (trend == m_trends.constEnd())
        return {};
    return sentenceOf(trend->trend, QLocale().toString(trend->since.toLocalTime(), QLocale::ShortFormat));
}

QVariant DomainList::groupData(const Branch &branch, int role) const
{
    Mark worst = Mark::Ok;
    int grave = 0;
    for (const QString &domain : branch.domains) {
        const DomainStanding *standing = find(domain);
        const Mark mark = standing ? markOf(*standing) : Mark::Unknown;
        grave += mark == Mark::Error;
        worst = graver(worst, mark);
    }
    const auto count = branch.domains.size();
    QString sentence = count == 1 ? tr("1 domain") : tr("%1 domains").arg(count);
    if (grave > 0)
        sentence += QStringLiteral(" · ") + (grave == 1 ? tr("1 with errors") : tr("%1 with errors").arg(grave));
    switch (role) {
    case Qt::DisplayRole: return plain(branch.name, archive::DomainGroups::longestName);
    case Qt::EditRole:
    case GroupRole: return branch.name;
    case Qt::DecorationRole: return iconOf(worst);
    case Qt::ToolTipRole: return asPlainToolTip(QStringLiteral("%1\n%2").arg(branch.name, sentence));
    case Qt::AccessibleTextRole: return tr("Group %1, %2: %3").arg(plain(branch.name), wordOf(worst), sentence);
    case SentenceRole: return sentence;
    case MarkRole: return int(worst);
    default: return {};
    }
}

Qt::ItemFlags DomainList::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled; // beside the rows: into no group
    const Qt::ItemFlags all = QAbstractItemModel::flags(index) | Qt::ItemIsDropEnabled;
    return all | (branchAt(index) ? Qt::ItemIsEditable : Qt::ItemIsDragEnabled);
}

bool DomainList::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const Branch *branch = branchAt(index);
    const QString name = archive::DomainGroups::nameOf(value.toString());
    if (role != Qt::EditRole || !branch || name.isEmpty())
        return false;
    if (name != branch->name)
        Q_EMIT renameWanted(QString(branch->name), name);
    return true;
}

QStringList DomainList::mimeTypes() const
{
    return {mimeType()};
}

QMimeData *DomainList::mimeData(const QModelIndexList &indexes) const
{
    QStringList domains;
    for (const QModelIndex &index : indexes)
        if (!branchAt(index))
            domains += domainAt(index);
    if (domains.isEmpty())
        return nullptr;
    auto *mime = new QMimeData;
    mime->setData(mimeType(), domains.join(u'\n').toUtf8());
    return mime;
}

bool DomainList::dropMimeData(const QMimeData *data, Qt::DropAction, int, int, const QModelIndex &parent)
{
    QStringList known; // another program may name any
    for (const QString &domain : QString::fromUtf8(data->data(mimeType())).split(u'\n', Qt::SkipEmptyParts))
        if (find(domain))
            known += domain;
    if (!known.isEmpty())
        Q_EMIT moveWanted(known, parent.data(GroupRole).toString());
    return false;
}

void DomainList::setStandings(QList<DomainStanding> standings, const GroupOfDomain &groups)
{
    std::sort(standings.begin(), standings.end(),
              [](const DomainStanding &a, const DomainStanding &b) { return a.domain < b.domain; });
    for (const DomainStanding &old : QList(m_standings)) {
        const auto place = std::lower_bound(standings.begin(), standings.end(), old.domain, comesBefore);
        if (place == standings.end() || place->domain != old.domain)
            remove(old.domain);
        else if (m_groupOf.value(old.domain) != groups.value(old.domain))
            setGroup({old.domain}, groups.value(old.domain));
    }
    m_groupOf = groups;
    for (const DomainStanding &standing : standings)
        setStanding(standing);
}

void DomainList::setStanding(const DomainStanding &standing)
{
    const auto place = std::lower_bound(m_standings.begin(), m_standings.end(), standing.domain, comesBefore);
    const bool isNew = place == m_standings.end() || place->domain != standing.domain;
    if (isNew)
        m_standings.insert(place, standing);
    else
        *place = standing;
    if (isNew)
        this->place(standing.domain);
    tellChanged(standing.domain);
}

void DomainList::remove(const QString &domain)
{
    if (!find(domain))
        return;
    take(domain);
    m_standings.erase(std::lower_bound(m_standings.begin(), m_standings.end(), domain, comesBefore));
}

void DomainList::setGroup(const QStringList &domains, const QString &group)
{
    for (const QString &domain : domains) {
        if (!find(domain) || m_groupOf.value(domain) == group)
            continue;
        take(domain);
        if (group.isEmpty())
            m_groupOf.remove(domain);
        else
            m_groupOf[domain] = group;
        place(domain);
        tellChanged(domain);
    }
}

void DomainList::setTrend(const QString &domain, const std::optional<archive::DomainTrend> &trend)
{
    if (trend)
        m_trends[domain] = *trend;
    else
        m_trends.remove(domain);
    tellChanged(domain);
}

void DomainList::place(const QString &domain)
{
    const QString group = m_groupOf.value(domain);
    const QModelIndex parent = group.isEmpty() ? QModelIndex() : madeBranch(group);
    QStringList &domains = parent.isValid() ? m_branches[std::size_t(parent.row())]->domains : m_loose;
    const int row = placeIn(domains, domain);
    const int shown = row + (parent.isValid() ? 0 : int(m_branches.size()));
    beginInsertRows(parent, shown, shown);
    domains.insert(row, domain);
    endInsertRows();
}

void DomainList::take(const QString &domain)
{
    const QModelIndex index = indexOf(domain);
    const QModelIndex parent = index.parent();
    QStringList &domains = parent.isValid() ? m_branches[std::size_t(parent.row())]->domains : m_loose;
    beginRemoveRows(parent, index.row(), index.row());
    domains.removeAll(domain);
    endRemoveRows();
    if (!parent.isValid())
        return;
    if (!domains.isEmpty()) {
        Q_EMIT dataChanged(parent, parent);
        return;
    }
    beginRemoveRows({}, parent.row(), parent.row());
    m_branches.erase(m_branches.begin() + parent.row());
    endRemoveRows();
}

QModelIndex DomainList::branchIndex(const QString &name) const
{
    for (std::size_t row = 0; row < m_branches.size(); ++row)
        if (m_branches[row]->name == name)
            return createIndex(int(row), 0, nullptr);
    return {};
}

QModelIndex DomainList::madeBranch(const QString &name)
{
    if (const QModelIndex there = branchIndex(name); there.isValid())
        return there;
    const auto place = std::find_if(m_branches.begin(), m_branches.end(), [&name](const std::unique_ptr<Branch> &one) {
        return nameComesBefore(name, one->name);
    });
    const int row = int(place - m_branches.begin());
    beginInsertRows({}, row, row);
    m_branches.insert(place, std::make_unique<Branch>(Branch{name, {}}));
    endInsertRows();
    return createIndex(row, 0, nullptr);
}

void DomainList::tellChanged(const QString &domain)
{
    const QModelIndex index = indexOf(domain);
    if (!index.isValid())
        return;
    Q_EMIT dataChanged(index, index);
    if (const QModelIndex group = index.parent(); group.isValid())
        Q_EMIT dataChanged(group, group);
}

QStringList DomainList::groups() const
{
    QStringList names;
    for (const std::unique_ptr<Branch> &branch : m_branches)
        names += branch->name;
    return names;
}

QStringList DomainList::domainsIn(const QString &group) const
{
    return branchIndex(group).isValid() ? domainsUnder(branchIndex(group)) : QStringList();
}

const DomainStanding *DomainList::find(const QString &domain) const
{
    const auto place = std::lower_bound(m_standings.begin(), m_standings.end(), domain, comesBefore);
    return place != m_standings.end() && place->domain == domain ? &*place : nullptr;
}

QModelIndex DomainList::indexOf(const QString &domain) const
{
    if (!find(domain))
        return {};
    const QModelIndex parent = branchIndex(m_groupOf.value(domain));
    const QStringList &domains = domainsUnder(parent);
    const int row = placeIn(domains, domain);
    if (row >= domains.size() || domains[row] != domain)
        return {};
    return index(row + (parent.isValid() ? 0 : int(m_branches.size())), 0, parent);
}

Mark DomainList::worst() const
{
    Mark worst = Mark::Ok;
    for (const DomainStanding &standing : m_standings)
        worst = graver(worst, markOf(standing));
    return worst;
}

} // namespace ui
