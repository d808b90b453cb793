// SPDX-License-Identifier: GPL-3.0-or-later
// The icon in the system's tray, where there is one: what the worst state is, new alarms as notifications, and the way
// back to the window. Without a tray nothing of it appears and nothing is missed: alarms stand in the window as well.
#pragma once

#include "rollout/alarms.h"
#include "ui/severity_look.h"

#include <QObject>
#include <QSystemTrayIcon>

class QMenu;

namespace ui {

class Tray : public QObject
{
    Q_OBJECT
public:
    /// `window` is shown and hidden by it, and outlives it.
    explicit Tray(QWidget &window);
    ~Tray() override;

    bool isThere() const { return m_icon.isVisible(); }
    void showState(Mark worst, int alarms);
    /// New alarms of one domain.
    void tell(const QString &domain, const QList<rollout::Alarm> &raised);

Q_SIGNALS:
    void checkAllWanted();
    void quitWanted();
    void domainWanted(const QString &domain);

private:
    void showWindow();

    QWidget &m_window;
    std::unique_ptr<QMenu> m_menu;
    QSystemTrayIcon m_icon;
    QString m_told; ///< domain of the last notification
};

} // namespace ui
