// SPDX-License-Identifier: GPL-3.0-or-later
// A value to copy: in fixed font, as plain text, with its own button. What is copied is the value itself; what is shown
// makes control characters visible.
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace ui {

class ValueBox : public QWidget
{
    Q_OBJECT
public:
    /// `name` says what the value is, for screen readers and the button's tip.
    explicit ValueBox(const QString &name, QWidget *parent = nullptr);

    /// Nothing to copy when `value` is empty: then `absent` stands there.
    void setValue(const QByteArray &value, const QString &absent);

private:
    QLabel *m_text;
    QToolButton *m_copy;
    QByteArray m_value;
};

} // namespace ui
