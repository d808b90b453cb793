// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plain_text.h"
#include "ui/reports/chart_tables.h"

#include <QColor>

namespace ui {

namespace {

constexpr qsizetype mostShown = 120;

const ChartCell *cellAt(const ChartTable &table, const QModelIndex &index)
{
    if (!index.isValid() || std::size_t(index.row()) >= table.rows.size())
        return nullptr;
    const ChartRow &row = table.rows[std::size_t(index.row())];
    return std::size_t(index.column()) < row.cells.size() ? &row.cells[std::size_t(index.column())] : nullptr;
}

} // namespace

int ChartModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_table.rows.size());
}

int ChartModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_table.headings.size());
}

QVariant ChartModel::data(const QModelIndex &index, int role) const
{
    const ChartCell *cell = cellAt(m_table, index);
    if (!cell)
        return {};
    switch (role) {
    case Qt::DisplayRole: return plain(cell->text, mostShown);
    case Qt::ToolTipRole: return asPlainToolTip(cell->words.isEmpty() ? cell->text : cell->words);
    case Qt::AccessibleTextRole: return plain(cell->words.isEmpty() ? cell->text : cell->words, 300);
    case Qt::DecorationRole: return cell->mark ? QVariant(iconOf(*cell->mark)) : QVariant();
    case Qt::TextAlignmentRole: return cell->isNumber ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case SortRole: return cell->isNumber || cell->value != 0 ? QVariant(cell->value) : QVariant(cell->text);
    case ShadeRole: return cell->shade;
    default: return {};
    }
}

QVariant ChartModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_table.headings.size())
        return {};
    if (role == Qt::DisplayRole)
        return plain(m_table.headings[section], 60);
    return role == Qt::ToolTipRole ? QVariant(asPlainToolTip(m_table.headings[section])) : QVariant();
}

void ChartModel::setTable(ChartTable table)
{
    beginResetModel();
    m_table = std::move(table);
    endResetModel();
}

const Narrowing *ChartModel::narrowingAt(const QModelIndex &index) const
{
    if (!cellAt(m_table, index))
        return nullptr;
    const std::vector<Narrowing> &all = m_table.rows[std::size_t(index.row())].narrowings;
    const std::size_t at = all.size() == 1 ? 0 : std::size_t(index.column());
    return at < all.size() && all[at] ? &all[at] : nullptr;
}

} // namespace ui
