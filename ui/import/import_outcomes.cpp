// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/import_outcomes.h"

#include "ui/plain_text.h"
#include "ui/severity_look.h"

namespace ui {

namespace {

constexpr qsizetype mostShown = 500;

Mark markOf(io::ImportOutcome outcome)
{
    switch (outcome) {
    case io::ImportOutcome::Imported: return Mark::Ok;
    case io::ImportOutcome::Duplicate: return Mark::Info;
    case io::ImportOutcome::Conflict:
    case io::ImportOutcome::NotAReport: return Mark::Warning;
    case io::ImportOutcome::Refused:
    case io::ImportOutcome::Unreadable: break;
    }
    return Mark::Error;
}

QString wordOf(io::ImportOutcome outcome)
{
    switch (outcome) {
    case io::ImportOutcome::Imported: return ImportOutcomes::tr("imported");
    case io::ImportOutcome::Conflict: return ImportOutcomes::tr("conflict");
    case io::ImportOutcome::Duplicate: return ImportOutcomes::tr("known already");
    case io::ImportOutcome::Refused: return ImportOutcomes::tr("refused");
    case io::ImportOutcome::NotAReport: return ImportOutcomes::tr("not a report");
    case io::ImportOutcome::Unreadable: break;
    }
    return ImportOutcomes::tr("unreadable");
}

// A file with several reports says how many.
QString outcomeText(const ImportedFile &file)
{
    const qint64 reports = file.counts.imported + file.counts.conflicts + file.counts.duplicates;
    const QString word = wordOf(file.outcome);
    return reports > 1 ? ImportOutcomes::tr("%1 (%2 reports)").arg(word).arg(reports) : word;
}

bool isFault(const ImportedFile &file)
{
    return file.outcome != io::ImportOutcome::Imported && file.outcome != io::ImportOutcome::Duplicate;
}

} // namespace

int ImportOutcomes::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_files.size());
}

int ImportOutcomes::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ImportOutcomes::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_files.size())
        return {};
    const ImportedFile &file = m_files[index.row()];
    const QString text = index.column() == File ? file.path : index.column() == Outcome ? outcomeText(file) : file.why;
    switch (role) {
    case Qt::DisplayRole: return plain(text, mostShown);
    case Qt::ToolTipRole: return asPlainToolTip(text);
    case Qt::DecorationRole: return index.column() == Outcome ? QVariant(iconOf(markOf(file.outcome))) : QVariant();
    default: return {};
    }
}

QVariant ImportOutcomes::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case File: return tr("File");
    case Outcome: return tr("Outcome");
    case Why: return tr("Why");
    default: return {};
    }
}

void ImportOutcomes::clear()
{
    beginResetModel();
    m_files.clear();
    m_leftOut = 0;
    endResetModel();
}

void ImportOutcomes::add(const QList<ImportedFile> &files)
{
    QList<ImportedFile> kept;
    for (const ImportedFile &file : files) {
        const qsizetype most = isFault(file) ? mostRows + mostFaults : mostRows;
        if (m_files.size() + kept.size() < most)
            kept += file;
        else
            ++m_leftOut;
    }
    if (kept.isEmpty())
        return;
    beginInsertRows({}, int(m_files.size()), int(m_files.size() + kept.size() - 1));
    m_files += kept;
    endInsertRows();
}

} // namespace ui
