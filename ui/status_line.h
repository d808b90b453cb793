// SPDX-License-Identifier: GPL-3.0-or-later
// The line at the bottom of the window: what went wrong, what can be undone, and how far the work is that runs. Work
// that is done at once does not appear at all.
#pragma once

#include <QStatusBar>
#include <QTimer>

class QAction;
class QLabel;
class QProgressBar;
class QToolButton;

namespace ui {

class UndoBar;
class WorkModel;

class StatusLine : public QStatusBar
{
    Q_OBJECT
public:
    /// `list` shows all the work; its button is reached by the keyboard. What is given outlives the line.
    StatusLine(WorkModel &work, QAction *list, QWidget *parent = nullptr);

    UndoBar &undo() { return *m_undo; }
    WorkModel *work() { return &m_workModel; }
    void showProblem(const QString &sentence);
    void clearProblem();
    /// Stays for as long as the window does.
    void addMark(const QString &words);

    static constexpr int quietMs = 200;

private:
    void showWork();
    void setWorkVisible(bool isVisible);

    WorkModel &m_workModel;
    UndoBar *m_undo;
    QLabel *m_problem, *m_work;
    QProgressBar *m_progress;
    QToolButton *m_cancel, *m_list;
    QTimer m_quiet; ///< runs while work is too young to be shown
};

} // namespace ui
