// SPDX-License-Identifier: GPL-3.0-or-later
// What became of each file of an import, a row each. A list that nobody can read to its end is cut: beyond the bound
// only what went wrong is added, and then only counted.
#pragma once

#include "ui/import/import_session.h"

#include <QAbstractTableModel>

namespace ui {

class ImportOutcomes : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { File, Outcome, Why, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void clear();
    void add(const QList<ImportedFile> &files);
    qint64 leftOut() const { return m_leftOut; }

    static constexpr qsizetype mostRows = 50'000, mostFaults = 50'000;

private:
    QList<ImportedFile> m_files;
    qint64 m_leftOut = 0;
};

} // namespace ui
