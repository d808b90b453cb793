// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/findings_view.h"

#include "ui/finding_pane.h"
#include "ui/findings_model.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QTreeView>

namespace ui {

FindingsView::FindingsView(QWidget *parent)
    : QSplitter(parent), m_tree(new QTreeView(this)), m_model(new FindingsModel(this)), m_pane(new FindingPane(this))
{
    m_tree->setModel(m_model);
    m_tree->setHeaderHidden(true);
    m_tree->setAccessibleName(tr("Findings"));
    m_tree->setUniformRowHeights(true);
    auto *copyAction = new QAction(tr("&Copy finding"), m_tree);
    copyAction->setShortcut(QKeySequence::Copy);
    copyAction->setShortcutContext(Qt::WidgetShortcut);
    m_tree->addAction(copyAction);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(copyAction, &QAction::triggered, this, &FindingsView::copy);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &FindingsView::choose);

    addWidget(m_tree);
    addWidget(m_pane);
    setStretchFactor(0, 2);
    setStretchFactor(1, 3);
    setChildrenCollapsible(false);
}

void FindingsView::show(const QString &domain, const findings::Findings &findings)
{
    const QString key = m_domain == domain ? m_tree->currentIndex().data(FindingsModel::KeyRole).toString() : QString();
    m_domain = domain;
    m_model->setFindings(findings);
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex subject = m_model->index(row, 0);
        m_tree->setExpanded(subject, Mark(subject.data(FindingsModel::MarkRole).toInt()) != Mark::Ok);
    }
    QModelIndex chosen = key.isEmpty() ? QModelIndex() : m_model->find(key);
    if (!chosen.isValid())
        chosen = m_model->index(0, 0, m_model->index(0, 0)); // the gravest
    m_tree->setCurrentIndex(chosen);
    choose();
}

void FindingsView::choose()
{
    m_pane->show(m_model->findingAt(m_tree->currentIndex()));
}

void FindingsView::copy()
{
    QGuiApplication::clipboard()->setText(m_pane->asText());
}

} // namespace ui
