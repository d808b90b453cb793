// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/domain_list.h"

#include "base/domain_name.h"
#include "ui/plain_text.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace ui {

namespace {

constexpr int padding = 8, iconSide = 16;

Mark markOf(const DomainStanding &standing)
{
    return standing.facts ? ui::markOf(standing.verdict()) : Mark::Unknown;
}

QFont nameFont(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
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

int DomainList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_standings.size());
}

QVariant DomainList::data(const QModelIndex &index, int role) const
{
    const DomainStanding *standing = at(index.row());
    if (!standing)
        return {};
    const Mark mark = markOf(*standing);
    switch (role) {
    case Qt::DisplayRole: return displayName(standing->domain);
    case Qt::DecorationRole: return iconOf(mark);
    case Qt::ToolTipRole: return asPlainToolTip(standing->sentence());
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2: %3").arg(displayName(standing->domain), wordOf(mark), standing->sentence());
    case NameRole: return standing->domain;
    case SentenceRole: return standing->sentence();
    case MarkRole: return int(mark);
    default: return {};
    }
}

void DomainList::setStandings(QList<DomainStanding> standings)
{
    std::sort(standings.begin(), standings.end(),
              [](const DomainStanding &a, const DomainStanding &b) { return a.domain < b.domain; });
    for (int row = int(m_standings.size()) - 1; row >= 0; --row) {
        const QString &name = m_standings[row].domain;
        if (std::any_of(standings.begin(), standings.end(),
                        [&name](const DomainStanding &one) { return one.domain == name; }))
            continue;
        beginRemoveRows({}, row, row);
        m_standings.removeAt(row);
        endRemoveRows();
    }
    for (const DomainStanding &standing : standings)
        setStanding(standing);
}

void DomainList::setStanding(const DomainStanding &standing)
{
    const auto place =
        std::lower_bound(m_standings.begin(), m_standings.end(), standing.domain,
                         [](const DomainStanding &one, const QString &name) { return one.domain < name; });
    const int row = int(place - m_standings.begin());
    if (place != m_standings.end() && place->domain == standing.domain) {
        *place = standing;
        Q_EMIT dataChanged(index(row), index(row));
        return;
    }
    beginInsertRows({}, row, row);
    m_standings.insert(row, standing);
    endInsertRows();
}

void DomainList::remove(const QString &domain)
{
    const int row = rowOf(domain);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_standings.removeAt(row);
    endRemoveRows();
}

const DomainStanding *DomainList::at(int row) const
{
    return row >= 0 && row < m_standings.size() ? &m_standings[row] : nullptr;
}

const DomainStanding *DomainList::find(const QString &domain) const
{
    return at(rowOf(domain));
}

int DomainList::rowOf(const QString &domain) const
{
    for (int row = 0; row < m_standings.size(); ++row)
        if (m_standings[row].domain == domain)
            return row;
    return -1;
}

Mark DomainList::worst() const
{
    Mark worst = Mark::Ok;
    for (const DomainStanding &standing : m_standings)
        worst = graver(worst, markOf(standing));
    return worst;
}

void DomainDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem ground = option;
    initStyleOption(&ground, index);
    ground.text.clear();
    ground.icon = {};
    const QWidget *widget = option.widget;
    (widget ? widget->style() : QApplication::style())->drawControl(QStyle::CE_ItemViewItem, &ground, painter, widget);

    const bool selected = option.state & QStyle::State_Selected;
    const QPalette::ColorGroup group = option.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
    const QColor strong = option.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text);
    QColor quiet = strong;
    quiet.setAlphaF(0.75F);

    const QRect inner = option.rect.adjusted(padding, padding / 2, -padding, -padding / 2);
    const QRect text = inner.adjusted(iconSide + padding, 0, 0, 0);
    const auto icon = index.data(Qt::DecorationRole).value<QIcon>();
    const QFontMetrics name(nameFont(option.font));
    icon.paint(painter, QRect(inner.left(), inner.top() + (name.height() - iconSide) / 2, iconSide, iconSide));
    painter->save();
    painter->setPen(strong);
    painter->setFont(nameFont(option.font));
    painter->drawText(text, Qt::AlignLeft | Qt::AlignTop,
                      name.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideMiddle, text.width()));
    painter->setPen(quiet);
    painter->setFont(option.font);
    painter->drawText(
        text, Qt::AlignLeft | Qt::AlignBottom,
        option.fontMetrics.elidedText(index.data(DomainList::SentenceRole).toString(), Qt::ElideRight, text.width()));
    painter->restore();
}

QSize DomainDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {160, QFontMetrics(nameFont(option.font)).height() + option.fontMetrics.height() + padding + 2};
}

} // namespace ui
