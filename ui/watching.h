// SPDX-License-Identifier: GPL-3.0-or-later
// Checks of all domains by themselves, every so many hours while the program runs. When the last round was is kept, so
// that a program that is often started anew does not check at every start.
#pragma once

#include <QObject>
#include <QTimer>

namespace ui {

class Watching : public QObject
{
    Q_OBJECT
public:
    explicit Watching(QObject *parent = nullptr);

    /// 0: never.
    void setHours(int hours);
    bool isOn() const { return m_hours > 0; }
    /// A round has just begun, whoever wanted it.
    void begun();

Q_SIGNALS:
    void due();

private:
    void look();

    int m_hours = 0;
    QTimer m_timer;
};

} // namespace ui
