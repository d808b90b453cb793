// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/status_line.h"

#include "ui/plain_label.h"
#include "ui/plain_text.h"
#include "ui/undo_bar.h"

#include <QAction>
#include <QProgressBar>
#include <QToolButton>

namespace ui {

StatusLine::StatusLine(QAction *cancel, QWidget *parent)
    : QStatusBar(parent), m_cancelAction(cancel), m_undo(new UndoBar(this)), m_problem(plainLabel(this)),
      m_work(plainLabel(this)), m_progress(new QProgressBar(this)), m_cancel(new QToolButton(this))
{
    m_work->setWordWrap(false);
    m_progress->setMaximumWidth(200);
    m_progress->setAccessibleName(tr("Progress of the check"));
    m_cancel->setDefaultAction(cancel);
    addWidget(m_undo);
    addWidget(m_problem, 1);
    for (QWidget *part : std::initializer_list<QWidget *>{m_work, m_progress, m_cancel})
        addPermanentWidget(part);
    showIdle();
}

void StatusLine::showProblem(const QString &sentence)
{
    m_problem->setText(plain(sentence, 500));
}

void StatusLine::clearProblem()
{
    m_problem->clear();
}

void StatusLine::showCheck(const QString &domain, int finished, int started)
{
    clearProblem();
    m_work->setText(started > 0 ? tr("Checking %1: %2 of %3").arg(plain(domain, 100)).arg(finished).arg(started)
                                : tr("Checking %1").arg(plain(domain, 100)));
    m_progress->setRange(0, started);
    m_progress->setValue(finished);
    showWork(true);
}

void StatusLine::showIdle()
{
    showWork(false);
}

void StatusLine::showWork(bool isRunning)
{
    for (QWidget *part : std::initializer_list<QWidget *>{m_work, m_progress, m_cancel})
        part->setVisible(isRunning);
    m_cancelAction->setEnabled(isRunning);
}

void StatusLine::addMark(const QString &words)
{
    auto *mark = plainLabel(this);
    mark->setWordWrap(false);
    mark->setText(words);
    addPermanentWidget(mark);
}

} // namespace ui
