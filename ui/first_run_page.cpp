// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/first_run_page.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

FirstRunPage::FirstRunPage(QWidget *parent) : QWidget(parent)
{
    auto *title = new QLabel(tr("Make mail to your domain safe from eavesdroppers"), this);
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    title->setFont(large);
    auto *words =
        new QLabel(tr("Sigillo checks how senders see your domain, explains every fault, and takes it step by step "
                      "from nothing to "
                      "an enforced MTA-STS policy, without losing a message. Nothing is changed before you say so."),
                   this);
    for (QLabel *label : {title, words}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    auto *add = new QPushButton(tr("Add your domain…"), this);
    add->setDefault(true);
    connect(add, &QPushButton::clicked, this, &FirstRunPage::addWanted);
    auto *demo = new QPushButton(tr("Look at the demo"), this);
    demo->setToolTip(tr("Opens a second window with made-up domains and reports; nothing of it is kept"));
    connect(demo, &QPushButton::clicked, this, &FirstRunPage::demoWanted);

    auto *choices = new QHBoxLayout;
    choices->addWidget(add);
    choices->addWidget(demo);
    choices->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(48, 48, 48, 48);
    layout->setSpacing(16);
    layout->addStretch(1);
    layout->addWidget(title);
    layout->addWidget(words);
    layout->addLayout(choices);
    layout->addStretch(2);
}

} // namespace ui
