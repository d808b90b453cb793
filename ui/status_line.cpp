// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/status_line.h"

#include "ui/plain_label.h"
#include "ui/plain_text.h"
#include "ui/undo_bar.h"
#include "ui/work/work_model.h"

#include <QAction>
#include <QProgressBar>
#include <QToolButton>

namespace ui {

StatusLine::StatusLine(WorkModel &work, QAction *list, QWidget *parent)
    : QStatusBar(parent), m_workModel(work), m_undo(new UndoBar(this)), m_problem(plainLabel(this)),
      m_work(plainLabel(this)), m_progress(new QProgressBar(this)), m_cancel(new QToolButton(this)),
      m_list(new QToolButton(this))
{
    m_work->setWordWrap(false);
    m_progress->setMaximumWidth(200);
    m_progress->setTextVisible(false); // the words stand beside it
    m_progress->setAccessibleName(tr("Progress of the work"));
    m_cancel->setText(tr("Cancel"));
    m_list->setDefaultAction(list);
    for (QToolButton *button : {m_cancel, m_list})
        button->setFocusPolicy(Qt::StrongFocus);
    connect(m_cancel, &QToolButton::clicked, this, [this] { m_workModel.cancel(0); });
    addWidget(m_undo);
    addWidget(m_problem, 1);
    for (QWidget *part : std::initializer_list<QWidget *>{m_work, m_progress, m_cancel, m_list})
        addPermanentWidget(part);
    setWorkVisible(false);
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(quietMs);
    connect(&m_quiet, &QTimer::timeout, this, [this] { setWorkVisible(m_workModel.rowCount() > 0); });
    connect(&m_workModel, &WorkModel::changed, this, &StatusLine::showWork);
}

void StatusLine::showProblem(const QString &sentence)
{
    m_problem->setText(plain(sentence, 500));
}

void StatusLine::clearProblem()
{
    m_problem->clear();
}

void StatusLine::showWork()
{
    if (m_workModel.rowCount() == 0) {
        m_quiet.stop();
        return setWorkVisible(false);
    }
    const QModelIndex first = m_workModel.index(0, 0);
    m_work->setText(m_workModel.summary());
    m_progress->setRange(0, first.data(WorkModel::StartedRole).toInt());
    m_progress->setValue(first.data(WorkModel::FinishedRole).toInt());
    m_cancel->setToolTip(tr("Cancel: %1").arg(first.data().toString()));
    m_cancel->setAccessibleName(m_cancel->toolTip());
    if (m_work->isHidden() && !m_quiet.isActive()) {
        clearProblem(); // of earlier work
        m_quiet.start();
    }
}

void StatusLine::setWorkVisible(bool isVisible)
{
    for (QWidget *part : std::initializer_list<QWidget *>{m_work, m_progress, m_cancel, m_list})
        part->setVisible(isVisible);
}

void StatusLine::addMark(const QString &words)
{
    auto *mark = plainLabel(this);
    mark->setWordWrap(false);
    mark->setText(words);
    addPermanentWidget(mark);
}

} // namespace ui
