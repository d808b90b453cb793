// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview_page.h"

#include "text/rollout_text.h"
#include "ui/finding_pane.h"
#include "ui/findings_model.h"
#include "ui/plain_text.h"
#include "ui/stage_bar.h"

#include <QAction>
#include <QClipboard>
#include <QFrame>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

namespace ui {

namespace {

QLabel *wrapped(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QString dayText(const QDateTime &when)
{
    return QLocale().toString(when.toLocalTime().date(), QLocale::ShortFormat);
}

} // namespace

OverviewPage::OverviewPage(QWidget *parent)
    : QWidget(parent), m_stageBar(new StageBar(this)), m_stageWords(wrapped(this)), m_nextTitle(wrapped(this)),
      m_nextWhy(wrapped(this)), m_tree(new QTreeView(this)), m_model(new FindingsModel(this)),
      m_pane(new FindingPane(this))
{
    auto *next = new QFrame(this);
    next->setFrameShape(QFrame::StyledPanel);
    next->setAccessibleName(tr("Next step"));
    auto *nextLayout = new QVBoxLayout(next);
    nextLayout->setContentsMargins(12, 8, 12, 8);
    QFont bold = m_nextTitle->font();
    bold.setWeight(QFont::DemiBold);
    m_nextTitle->setFont(bold);
    nextLayout->addWidget(m_nextTitle);
    nextLayout->addWidget(m_nextWhy);

    m_tree->setModel(m_model);
    m_tree->setHeaderHidden(true);
    m_tree->setAccessibleName(tr("Findings"));
    m_tree->setUniformRowHeights(true);
    auto *copyAction = new QAction(tr("&Copy finding"), m_tree);
    copyAction->setShortcut(QKeySequence::Copy);
    copyAction->setShortcutContext(Qt::WidgetShortcut);
    m_tree->addAction(copyAction);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(copyAction, &QAction::triggered, this, &OverviewPage::copy);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &OverviewPage::choose);

    auto *splitter = new QSplitter(this);
    splitter->addWidget(m_tree);
    splitter->addWidget(m_pane);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    splitter->setChildrenCollapsible(false);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_stageBar);
    layout->addWidget(m_stageWords);
    layout->addWidget(next);
    layout->addWidget(splitter, 1);
}

void OverviewPage::show(const DomainStanding &standing)
{
    m_stageBar->show(standing.stage);
    QStringList words;
    for (const rollout::Reason &reason : standing.stage.reasons)
        if (reason != standing.next.why) // said below
            words += plain(text::sentence(reason));
    m_stageWords->setText(words.join(u' '));
    m_stageWords->setVisible(!words.isEmpty());
    showNext(standing);

    const bool same = m_domain == standing.domain;
    const QString key = same ? m_tree->currentIndex().data(FindingsModel::KeyRole).toString() : QString();
    m_domain = standing.domain;
    m_model->setFindings(standing.findings);
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

void OverviewPage::showNext(const DomainStanding &standing)
{
    const rollout::NextStep &next = standing.next;
    m_nextTitle->setText(tr("Next: %1").arg(text::title(next.step)));
    QStringList words{text::sentence(next.why)};
    for (const rollout::Reason &reason : next.blockedBy)
        if (reason != next.why)
            words += text::sentence(reason);
    if (next.notBefore)
        words += tr("Not before %1.").arg(dayText(*next.notBefore));
    m_nextWhy->setText(plain(words.join(u' ')));
}

void OverviewPage::choose()
{
    m_pane->show(m_model->findingAt(m_tree->currentIndex()));
}

void OverviewPage::copy()
{
    QGuiApplication::clipboard()->setText(m_pane->asText());
}

} // namespace ui
