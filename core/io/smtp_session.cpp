// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/smtp_session.h"

#include "base/limits.h"
#include "smtp/helo.h"

#include <QSysInfo>

namespace io {

SmtpSession::SmtpSession(const SmtpTarget &target, const tls::ClientOptions &tls, smtp::Extent extent, QObject *parent)
    : QObject(parent), m_target(target), m_tls(tls), m_channel(this), m_dialogue(extent)
{
    connect(&m_channel, &Channel::connected, this, &SmtpSession::onConnected);
    connect(&m_channel, &Channel::received, this, &SmtpSession::onReceived);
    connect(&m_channel, &Channel::secured, this, &SmtpSession::onSecured);
    connect(&m_channel, &Channel::ended, this, &SmtpSession::onEnded);
}

void SmtpSession::start()
{
    m_dialogue.opening();
    m_channel.open(m_target.address, m_target.port, m_target.timeoutMs > 0 ? m_target.timeoutMs : limits::smtpProbeMs);
}

void SmtpSession::cancel()
{
    m_channel.cancel();
    onEnded(facts::Cause::Cancelled, {});
}

void SmtpSession::onConnected()
{
    if (m_target.onConnected)
        m_target.onConnected();
    const QString name = m_target.heloName.isEmpty() ? QSysInfo::machineHostName() : m_target.heloName;
    m_dialogue.connected(smtp::heloArgument(name, m_channel.localAddress()), m_channel.elapsedMs());
}

void SmtpSession::onReceived(const QByteArray &bytes)
{
    m_dialogue.received(bytes, m_channel.elapsedMs());
    proceed();
}

void SmtpSession::onSecured()
{
    m_dialogue.secured(m_channel.tlsFacts(), m_channel.elapsedMs());
    proceed();
}

void SmtpSession::onEnded(facts::Cause cause, const QString &error)
{
    m_dialogue.ended(cause, error, m_channel.tlsFacts(), m_channel.elapsedMs());
    deliver();
}

void SmtpSession::proceed()
{
    if (const QByteArray bytes = m_dialogue.takeOutgoing(); !bytes.isEmpty())
        m_channel.write(bytes);
    if (m_dialogue.wantsTls())
        startTls();
    if (m_dialogue.isOver()) {
        m_channel.close();
        deliver();
    }
}

void SmtpSession::startTls()
{
    if (const QByteArray injected = m_channel.takeBuffered(); !injected.isEmpty())
        m_dialogue.received(injected, m_channel.elapsedMs());
    m_dialogue.tlsStarted(m_channel.elapsedMs());
    m_channel.startTls(m_tls);
}

void SmtpSession::deliver()
{
    if (m_delivered)
        return;
    m_delivered = true;
    facts::SmtpProbe probe = m_dialogue.probe();
    probe.address = m_target.address;
    probe.port = m_target.port;
    Q_EMIT finished(probe);
}

} // namespace io
