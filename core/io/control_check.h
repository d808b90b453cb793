// SPDX-License-Identifier: GPL-3.0-or-later
// Many networks block outgoing port 25. When no MX host of a domain can be reached, a known-good public MX tells
// whether that is the domain's fault or the network's: if it cannot be reached either, nothing is known about the
// domain. The control is contacted only then, since it is somebody else's server.
#pragma once

#include "io/check_tasks.h"

#include <QTimer>
#include <atomic>

namespace io {

class ControlCheck : public QObject
{
    Q_OBJECT
public:
    explicit ControlCheck(CheckTasks &tasks);

    void setOwnHosts(const QStringList &mxHosts); ///< the control must not be one of these

    // What the MX hosts do. Every begin is followed by one end.
    void lookupBegins() { ++m_open; }
    void lookupEnds() { settle(); }
    std::function<void()> attemptBegins(); ///< returns what to call, on any thread, when the connection is up
    void attemptEnds(const facts::SmtpProbe &probe);

    const facts::ControlProbe &result() const { return m_result; }

private:
    bool connected() const { return m_connected->load(); }
    void settle();
    void start();
    void onAddresses(const facts::DnsAnswer &answer, qsizetype limit);
    facts::ControlProbe contacted(const base::IpAddress &address) const;
    void greet(const base::IpAddress &address);
    void onGreeting(const facts::SmtpProbe &probe);
    void withdraw();

    CheckTasks &m_tasks;
    QString m_host;
    bool m_isOwnHost = false;
    std::shared_ptr<std::atomic_bool> m_connected; ///< to any MX host
    int m_open = 0, m_attempts = 0;
    bool m_started = false;
    QTimer m_timer;
    std::stop_source m_source;
    std::stop_callback<std::function<void()>> m_onStop;
    facts::ControlProbe m_result;
};

/// TCP was up, whatever came after.
bool wasConnected(const facts::SmtpProbe &probe);

} // namespace io
