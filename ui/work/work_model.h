// SPDX-License-Identifier: GPL-3.0-or-later
// What runs now and what waits for its turn: the import and the checks, a row each, with how far it is. What runs
// stands first.
#pragma once

#include "ui/check_session.h"
#include "ui/import/import_session.h"

#include <QAbstractTableModel>
#include <QElapsedTimer>

namespace ui {

class WorkModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { What, Progress, ColumnCount };
    enum Role {
        FinishedRole = Qt::UserRole + 1, ///< int of StartedRole
        StartedRole,                     ///< 0: how much there is to do is not known
    };

    /// Both outlive the model.
    WorkModel(CheckSession &checks, ImportSession &imports, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Ends that work, or takes it out of those that wait.
    void cancel(int row);
    void cancelAll();
    bool hasCheck() const { return m_checks.isRunning(); }
    /// In one line for the status bar; empty when nothing runs.
    QString summary() const;

Q_SIGNALS:
    void changed();

private:
    struct Work
    {
        QString domain; ///< that is checked; empty: the import
        QString what, progress;
        int finished = 0, started = 0;
        bool operator==(const Work &) const = default;
    };
    void beginImport();
    void countFiles(const io::ImportResult &soFar);
    void update();
    QList<Work> all() const;
    Work importing() const;
    bool isSame(int row, const Work &work) const;

    CheckSession &m_checks;
    ImportSession &m_imports;
    QList<Work> m_rows;
    QElapsedTimer m_clock; ///< of the import
    qint64 m_files = 0;
};

} // namespace ui
