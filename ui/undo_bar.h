// SPDX-License-Identifier: GPL-3.0-or-later
// "example.it was removed. [Undo]": what was done is done for good only when the offer is over, after some time, at the
// next offer, or when the window closes. So nothing has to be asked before, and a program that is killed meanwhile has
// changed nothing.
#pragma once

#include <QTimer>
#include <QWidget>

#include <functional>

class QLabel;

namespace ui {

class UndoBar : public QWidget
{
    Q_OBJECT
public:
    explicit UndoBar(QWidget *parent = nullptr);

    /// Ends an earlier offer first.
    void offer(const QString &sentence, std::function<void()> forGood, std::function<void()> undo);
    /// Does for good what is still on offer.
    void settle();
    void undo();
    bool isOffering() const { return bool(m_forGood); }

    static constexpr int offerMs = 20'000;

private:
    void close();

    QLabel *m_sentence;
    QTimer m_timer;
    std::function<void()> m_forGood, m_undo;
};

} // namespace ui
