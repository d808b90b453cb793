// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watching.h"

#include <QDateTime>
#include <QSettings>

namespace ui {

namespace {

constexpr int lookMs = 60'000, secondsAnHour = 3'600;

QString lastKey()
{
    return QStringLiteral("check/last-round");
}

} // namespace

Watching::Watching(QObject *parent) : QObject(parent)
{
    // Often and by the clock of the wall, because the machine may sleep.
    m_timer.setInterval(lookMs);
    connect(&m_timer, &QTimer::timeout, this, &Watching::look);
}

void Watching::setHours(int hours)
{
    m_hours = hours;
    if (isOn())
        m_timer.start();
    else
        m_timer.stop();
}

void Watching::begun()
{
    QSettings().setValue(lastKey(), QDateTime::currentDateTimeUtc());
}

void Watching::look()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QDateTime last = QSettings().value(lastKey()).toDateTime();
    // A last round in the future is a clock that was set back.
    if (!last.isValid() || last > now || last.secsTo(now) >= qint64(m_hours) * secondsAnHour)
        Q_EMIT due();
}

} // namespace ui
