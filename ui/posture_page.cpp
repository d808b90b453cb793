// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/posture_page.h"

#include "ui/findings_view.h"

#include <QLabel>
#include <QVBoxLayout>

namespace ui {

PosturePage::PosturePage(QWidget *parent) : QWidget(parent), m_findings(new FindingsView(this))
{
    auto *words = new QLabel(tr("How the domain protects its own name: SPF, DKIM, DMARC and BIMI. They are checked for "
                                "the whole picture and do not bear on MTA-STS."),
                             this);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(words);
    layout->addWidget(m_findings, 1);
}

void PosturePage::show(const DomainStanding &standing)
{
    m_findings->show(standing.domain, standing.postureFindings());
}

} // namespace ui
