// SPDX-License-Identifier: GPL-3.0-or-later
// How far an import is and what became of each file. It stays beside the window and can be closed; the import goes on.
#pragma once

#include "ui/import/import_session.h"

#include <QDialog>
#include <QElapsedTimer>

class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace ui {

class ImportOutcomes;

class ImportDialog : public QDialog
{
    Q_OBJECT
public:
    /// `session` outlives the dialog.
    explicit ImportDialog(ImportSession &session, QWidget *parent = nullptr);

private:
    void begin();
    void add(const QList<ImportedFile> &files, const io::ImportResult &soFar);
    void end(const io::ImportResult &result);
    void copyAll();
    void fitColumns();

    ImportSession &m_session;
    ImportOutcomes *m_outcomes;
    QLabel *m_totals, *m_problem;
    QProgressBar *m_progress;
    QTableView *m_table;
    QPushButton *m_cancel;
    QElapsedTimer m_clock;
};

} // namespace ui
