// SPDX-License-Identifier: GPL-3.0-or-later
// The line at the bottom of the window: what went wrong, what can be undone, and how far the work is that runs.
#pragma once

#include <QStatusBar>

class QAction;
class QLabel;
class QProgressBar;
class QToolButton;

namespace ui {

class UndoBar;

class StatusLine : public QStatusBar
{
    Q_OBJECT
public:
    /// `cancel` stops the check that runs; it can be triggered only while one does.
    explicit StatusLine(QAction *cancel, QWidget *parent = nullptr);

    UndoBar &undo() { return *m_undo; }
    void showProblem(const QString &sentence);
    void clearProblem();
    void showCheck(const QString &domain, int finished, int started);
    void showIdle();
    /// Stays for as long as the window does.
    void addMark(const QString &words);

private:
    void showWork(bool isRunning);

    QAction *m_cancelAction;
    UndoBar *m_undo;
    QLabel *m_problem, *m_work;
    QProgressBar *m_progress;
    QToolButton *m_cancel;
};

} // namespace ui
