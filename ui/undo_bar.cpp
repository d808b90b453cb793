// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/undo_bar.h"

#include "ui/plain_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace ui {

UndoBar::UndoBar(QWidget *parent) : QWidget(parent), m_sentence(new QLabel(this))
{
    m_sentence->setTextFormat(Qt::PlainText);
    auto *button = new QToolButton(this);
    button->setText(tr("Undo"));
    button->setShortcut(QKeySequence::Undo);
    connect(button, &QToolButton::clicked, this, &UndoBar::undo);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_sentence);
    layout->addWidget(button);
    m_timer.setSingleShot(true);
    m_timer.setInterval(offerMs);
    connect(&m_timer, &QTimer::timeout, this, &UndoBar::settle);
    hide();
}

void UndoBar::offer(const QString &sentence, std::function<void()> forGood, std::function<void()> undo)
{
    settle();
    m_forGood = std::move(forGood);
    m_undo = std::move(undo);
    m_sentence->setText(plain(sentence, 300));
    show();
    m_timer.start();
}

void UndoBar::settle()
{
    const auto forGood = std::exchange(m_forGood, nullptr);
    close();
    if (forGood)
        forGood();
}

void UndoBar::undo()
{
    const auto undo = std::exchange(m_undo, nullptr);
    m_forGood = nullptr;
    close();
    if (undo)
        undo();
}

void UndoBar::close()
{
    m_timer.stop();
    m_undo = nullptr;
    hide();
}

} // namespace ui
