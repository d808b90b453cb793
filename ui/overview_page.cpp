// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview_page.h"

#include "text/rollout_text.h"
#include "ui/findings_view.h"
#include "ui/plain_label.h"
#include "ui/plain_text.h"
#include "ui/stage_bar.h"

#include <QFrame>
#include <QLocale>
#include <QVBoxLayout>

namespace ui {

namespace {

QString dayText(const QDateTime &when)
{
    return QLocale().toString(when.toLocalTime().date(), QLocale::ShortFormat);
}

} // namespace

OverviewPage::OverviewPage(QWidget *parent)
    : QWidget(parent), m_stageBar(new StageBar(this)), m_stageWords(selectableLabel(this)),
      m_nextTitle(selectableLabel(this)), m_nextWhy(selectableLabel(this)), m_findings(new FindingsView(this))
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

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_stageBar);
    layout->addWidget(m_stageWords);
    layout->addWidget(next);
    layout->addWidget(m_findings, 1);
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

    m_findings->show(standing.domain, standing.ownFindings());
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
    words.removeDuplicates(); // several conditions may wait for the same
    m_nextWhy->setText(plain(words.join(u' ')));
}

} // namespace ui
