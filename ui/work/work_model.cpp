// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/work_model.h"

#include "ui/plain_text.h"

#include <QLocale>

#include <algorithm>

namespace ui {

WorkModel::WorkModel(CheckSession &checks, ImportSession &imports, QObject *parent)
    : QAbstractTableModel(parent), m_checks(checks), m_imports(imports)
{
    connect(&m_checks, &CheckSession::changed, this, &WorkModel::update);
    connect(&m_imports, &ImportSession::begun, this, &WorkModel::beginImport);
    connect(&m_imports, &ImportSession::waits, this, &WorkModel::update);
    connect(&m_imports, &ImportSession::told, this,
            [this](const QList<ImportedFile> &, const io::ImportResult &soFar) { countFiles(soFar); });
    connect(&m_imports, &ImportSession::finished, this, &WorkModel::update);
}

int WorkModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int WorkModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant WorkModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const Work &work = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole: return index.column() == What ? work.what : work.progress;
    case Qt::AccessibleTextRole: return QStringLiteral("%1: %2").arg(work.what, work.progress);
    case FinishedRole: return work.finished;
    case StartedRole: return work.started;
    default: return {};
    }
}

QVariant WorkModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == What ? tr("Work") : tr("Progress");
}

void WorkModel::cancel(int row)
{
    if (row < 0 || row >= m_rows.size())
        return;
    const QString domain = m_rows[row].domain;
    if (domain.isEmpty())
        m_imports.cancel();
    else
        m_checks.cancel(domain);
    update();
}

void WorkModel::cancelAll()
{
    m_checks.cancel();
    m_imports.cancel();
    update();
}

QString WorkModel::summary() const
{
    if (m_rows.isEmpty())
        return {};
    const Work &first = m_rows.first();
    const QString words = QStringLiteral("%1: %2").arg(first.what, first.progress);
    return m_rows.size() == 1 ? words : tr("%1; more: %2").arg(words).arg(m_rows.size() - 1);
}

void WorkModel::beginImport()
{
    m_clock.start();
    m_files = 0;
    update();
}

void WorkModel::countFiles(const io::ImportResult &soFar)
{
    m_files = soFar.files;
    update();
}

WorkModel::Work WorkModel::importing() const
{
    Work work;
    work.what = tr("Import of reports");
    const qint64 rate = m_files * 1000 / std::max<qint64>(1, m_clock.elapsed());
    work.progress = m_files == 0
                        ? tr("reading")
                        : tr("%1 files, %2 a second").arg(QLocale().toString(m_files), QLocale().toString(rate));
    if (const auto waiting = m_imports.waiting(); waiting > 0)
        work.progress += tr("; waiting after it: %1").arg(waiting);
    return work;
}

QList<WorkModel::Work> WorkModel::all() const
{
    QList<Work> works;
    const auto what = [](const QString &domain) { return tr("Check of %1").arg(plain(domain, 100)); };
    if (m_imports.isRunning())
        works += importing();
    if (m_checks.isRunning()) {
        const io::Progress progress = m_checks.progress();
        const int finished = progress.finished, started = progress.started;
        works += Work{m_checks.running(), what(m_checks.running()),
                      started > 0 ? tr("%1 of %2").arg(finished).arg(started) : tr("begins"), finished, started};
    }
    for (const QString &domain : m_checks.waiting())
        works += Work{domain, what(domain), tr("waits"), 0, 0};
    return works;
}

bool WorkModel::isSame(int row, const Work &work) const
{
    return row < m_rows.size() && m_rows[row].domain == work.domain;
}

// Row by row, so that the one that somebody has chosen stays chosen.
void WorkModel::update()
{
    const QList<Work> works = all();
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        if (std::any_of(works.begin(), works.end(), [&](const Work &work) { return isSame(row, work); }))
            continue;
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < works.size(); ++row) {
        if (!isSame(row, works[row])) {
            beginInsertRows({}, row, row);
            m_rows.insert(row, works[row]);
            endInsertRows();
        } else if (m_rows[row] != works[row]) {
            m_rows[row] = works[row];
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
    }
    while (m_rows.size() > works.size()) { // those that have moved up
        beginRemoveRows({}, int(works.size()), int(works.size()));
        m_rows.removeAt(works.size());
        endRemoveRows();
    }
    Q_EMIT changed();
}

} // namespace ui
