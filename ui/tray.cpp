// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tray.h"

#include "text/rollout_difference.h"
#include "ui/plain_text.h"

#include <QMenu>
#include <QWidget>

namespace ui {

Tray::Tray(QWidget &window) : m_window(window), m_menu(std::make_unique<QMenu>())
{
    m_menu->addAction(tr("&Open Sigillo"), this, &Tray::showWindow);
    m_menu->addAction(tr("&Check all domains"), this, &Tray::checkAllWanted);
    m_menu->addSeparator();
    m_menu->addAction(tr("&Quit"), this, &Tray::quitWanted);
    m_icon.setContextMenu(m_menu.get());
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger)
            showWindow();
    });
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, [this] {
        showWindow();
        Q_EMIT domainWanted(m_told);
    });
    showState(Mark::Unknown, 0);
    if (QSystemTrayIcon::isSystemTrayAvailable())
        m_icon.show();
}

Tray::~Tray() = default;

void Tray::showWindow()
{
    m_window.showNormal();
    m_window.raise();
    m_window.activateWindow();
}

void Tray::showState(Mark worst, int alarms)
{
    m_icon.setIcon(iconOf(worst));
    m_icon.setToolTip(alarms > 0 ? tr("Sigillo: alarms: %1").arg(alarms) : tr("Sigillo: %1").arg(wordOf(worst)));
}

// The notification service may take its text for markup (freedesktop: body-markup), so "<" is kept out of it.
void Tray::tell(const QString &domain, const QList<rollout::Alarm> &raised)
{
    if (raised.isEmpty() || !isThere())
        return;
    m_told = domain;
    QStringList titles;
    bool isGrave = false;
    for (const rollout::Alarm &alarm : raised) {
        titles += text::titleAndPlace(alarm);
        isGrave |= alarm.severity == findings::Severity::Error;
    }
    const auto quiet = [](const QString &text) {
        return plain(text, 300).replace(u'<', QChar(0x2039)).replace(u'&', QChar(0xff06));
    };
    m_icon.showMessage(quiet(domain), quiet(titles.join(QStringLiteral("; "))),
                       isGrave ? QSystemTrayIcon::Critical : QSystemTrayIcon::Warning);
}

} // namespace ui
