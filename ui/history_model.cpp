// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history_model.h"

#include "text/rollout_difference.h"
#include "ui/plain_text.h"

#include <QLocale>

#include <algorithm>

namespace ui {

namespace {

Mark changeMark(rollout::ChangeKind kind)
{
    return kind == rollout::ChangeKind::ProblemCame   ? Mark::Warning
           : kind == rollout::ChangeKind::ProblemGone ? Mark::Ok
                                                      : Mark::Info;
}

Mark alarmMark(findings::Severity severity)
{
    return severity == findings::Severity::Error ? Mark::Error : Mark::Warning;
}

} // namespace

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const Row &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == When ? QLocale().toString(row.at.toLocalTime(), QLocale::ShortFormat) : row.sentence;
    case Qt::DecorationRole: return index.column() == What ? QVariant(iconOf(row.mark)) : QVariant();
    case Qt::ToolTipRole:
        return asPlainToolTip(index.column() == When ? QLocale().toString(row.at.toLocalTime(), QLocale::LongFormat)
                                                     : row.sentence);
    case Qt::AccessibleTextRole:
        return index.column() == What ? QStringLiteral("%1: %2").arg(wordOf(row.mark), row.sentence) : QVariant();
    case MarkRole: return int(row.mark);
    case SinceRole: return row.since;
    case AtRole: return row.at;
    case KindRole: return row.kind ? QVariant(int(*row.kind)) : QVariant();
    case SubjectRole: return row.subject;
    default: return {};
    }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == When ? tr("Seen") : tr("What happened");
}

void HistoryModel::setTimeline(const archive::Timeline &timeline)
{
    beginResetModel();
    m_rows.clear();
    for (const rollout::DatedDifferences &dated : timeline.changes)
        for (const rollout::Difference &difference : dated.differences)
            m_rows +=
                Row{dated.at,        dated.since,       changeMark(difference.kind), plain(text::sentence(difference)),
                    difference.kind, difference.subject};
    for (const rollout::Alarm &alarm : timeline.alarms) {
        const QString title = plain(text::titleAndPlace(alarm), 300);
        m_rows += Row{*alarm.raisedAt,
                      {},
                      alarmMark(alarm.severity),
                      tr("Alarm: %1. %2").arg(title, plain(text::sentence(alarm))),
                      {},
                      {}};
        if (alarm.clearedAt)
            m_rows += Row{*alarm.clearedAt, {}, Mark::Ok, tr("Over: %1").arg(title), {}, {}};
    }
    std::stable_sort(m_rows.begin(), m_rows.end(), [](const Row &a, const Row &b) { return a.at > b.at; });
    endResetModel();
}

} // namespace ui
