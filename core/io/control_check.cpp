// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/control_check.h"

#include "base/limits.h"

#include <algorithm>

namespace io {

namespace {

constexpr int controlMs = 10'000; // an open port 25 of a large provider answers in far less
constexpr qsizetype controlV4 = 2, controlV6 = 1;

} // namespace

bool wasConnected(const facts::SmtpProbe &probe)
{
    return probe.reached != facts::SmtpStage::NotStarted && probe.reached != facts::SmtpStage::Connect;
}

ControlCheck::ControlCheck(CheckTasks &tasks)
    : m_tasks(tasks), m_host(base::canonicalHost(tasks.options().controlMx)),
      m_connected(std::make_shared<std::atomic_bool>(false)),
      m_onStop(tasks.stop(), [source = m_source]() mutable { source.request_stop(); })
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ControlCheck::start);
}

void ControlCheck::setOwnHosts(const QStringList &mxHosts)
{
    m_isOwnHost = mxHosts.contains(m_host);
}

std::function<void()> ControlCheck::attemptBegins()
{
    ++m_open;
    if (m_attempts++ == 0)
        m_timer.start(limits::portBlockedAfterMs);
    return [flag = m_connected] { flag->store(true); };
}

void ControlCheck::attemptEnds(const facts::SmtpProbe &probe)
{
    if (wasConnected(probe)) {
        m_connected->store(true);
        withdraw();
    }
    settle();
}

void ControlCheck::settle()
{
    if (--m_open == 0 && m_attempts > 0)
        start();
}

void ControlCheck::start()
{
    m_timer.stop();
    if (m_started || connected() || m_host.isEmpty() || m_tasks.stopped())
        return;
    m_started = true;
    m_result.host = m_host;
    if (m_isOwnHost) {
        m_result.error = QStringLiteral("the control host is one of the domain's own MX hosts");
        return;
    }
    m_tasks.ask(m_host, facts::RecordType::A, [this](const facts::DnsAnswer &a) { onAddresses(a, controlV4); });
    m_tasks.ask(m_host, facts::RecordType::Aaaa, [this](const facts::DnsAnswer &a) { onAddresses(a, controlV6); });
}

void ControlCheck::onAddresses(const facts::DnsAnswer &answer, qsizetype limit)
{
    if (m_source.stop_requested())
        return;
    QList<base::IpAddress> usable;
    for (const base::IpAddress &address : facts::addresses(answer))
        if (m_tasks.options().allowPrivate || address.scope() == base::AddressScope::Global)
            usable += address;
    for (const base::IpAddress &address : usable.first(std::min(usable.size(), limit)))
        greet(address);
    if (!m_result.attempted && m_result.error.isEmpty() && !answer.hasRecords())
        m_result.error = QStringLiteral("the control host has no address");
}

facts::ControlProbe ControlCheck::contacted(const base::IpAddress &address) const
{
    facts::ControlProbe control;
    control.attempted = true;
    control.host = m_host;
    control.address = address;
    return control;
}

void ControlCheck::greet(const base::IpAddress &address)
{
    if (!m_result.attempted)
        m_result = contacted(address);
    SmtpTarget target;
    target.host = m_host;
    target.address = address;
    target.port = m_tasks.options().smtpPort;
    target.heloName = m_tasks.options().heloName;
    target.timeoutMs = m_tasks.options().timeoutMs > 0 ? std::min(m_tasks.options().timeoutMs, controlMs) : controlMs;
    m_tasks.greet(target, m_source.get_token(), [this](const facts::SmtpProbe &probe) { onGreeting(probe); });
}

void ControlCheck::onGreeting(const facts::SmtpProbe &probe)
{
    if (m_result.connected || !m_result.attempted)
        return;
    if (wasConnected(probe)) {
        m_result = contacted(probe.address);
        m_result.connected = true;
        m_source.request_stop(); // one that answers is enough
    } else if (m_result.cause == facts::Cause::None) {
        m_result.address = probe.address;
        m_result.cause = probe.cause;
        m_result.error = probe.error;
    }
}

// An MX host answered after all: a control that is still under way has nothing to say.
void ControlCheck::withdraw()
{
    m_timer.stop();
    if (m_result.connected || !m_started)
        return;
    m_result = {};
    m_source.request_stop();
}

} // namespace io
