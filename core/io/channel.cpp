// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/channel.h"

#include "io/quick_ack.h"
#include "io/route.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QNetworkProxy>
#include <algorithm>

namespace io {
namespace {

/// Bytes taken from the kernel at a time: a flood never fills the memory.
constexpr qint64 readBufferBytes = qint64(64) * 1024;

QHostAddress hostAddress(const base::IpAddress &address)
{
    const auto *bytes = reinterpret_cast<const quint8 *>(address.bytes().constData());
    if (address.isV6())
        return QHostAddress(bytes);
    if (address.isNull())
        return {};
    return QHostAddress(quint32(bytes[0]) << 24 | quint32(bytes[1]) << 16 | quint32(bytes[2]) << 8 | bytes[3]);
}

/// Qt folds several error numbers into NetworkError; only its words still tell them apart.
bool saysInQt(const QString &error, const char *words)
{
    return error == QCoreApplication::translate("QNativeSocketEngine", words);
}

facts::Cause causeOf(QAbstractSocket::SocketError code, const QString &error)
{
    if (code == QAbstractSocket::ConnectionRefusedError)
        return facts::Cause::Refused;
    if (code == QAbstractSocket::RemoteHostClosedError)
        return facts::Cause::ClosedByPeer;
    if (saysInQt(error, "Network unreachable") || saysInQt(error, "Host unreachable"))
        return facts::Cause::Unreachable;
    if (code == QAbstractSocket::SocketTimeoutError || saysInQt(error, "Connection timed out"))
        return facts::Cause::TimedOut;
    return facts::Cause::NetworkError;
}

} // namespace

Channel::Channel(QObject *parent) : QObject(parent), m_socket(this), m_deadline(this)
{
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_socket.setReadBufferSize(readBufferBytes);
    m_deadline.setSingleShot(true);
    m_deadline.setTimerType(Qt::PreciseTimer); // a coarse one is up to 3 s off at one minute
    connect(&m_socket, &QTcpSocket::connected, this, &Channel::onConnected);
    connect(&m_socket, &QTcpSocket::readyRead, this, &Channel::onReadyRead);
    connect(&m_socket, &QTcpSocket::errorOccurred, this, &Channel::onSocketError);
    connect(&m_deadline, &QTimer::timeout, this,
            [this] { end(facts::Cause::TimedOut, QStringLiteral("The time allowed has passed.")); });
}

Channel::~Channel()
{
    // The socket dies after this object's own part; its last words must not come back here.
    m_socket.disconnect(this);
}

void Channel::open(const base::IpAddress &address, int port, int deadlineMs)
{
    m_address = address;
    m_clock.start();
    m_deadline.start(std::max(0, deadlineMs));
    m_socket.connectToHost(hostAddress(address), quint16(port));
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

void Channel::onConnected()
{
    m_connected = true;
    m_witness.watch(m_socket.socketDescriptor());
    Q_EMIT connected();
}

void Channel::write(const QByteArray &bytes)
{
    if (m_over)
        return;
    if (!m_tls) {
        send(bytes);
        return;
    }
    m_tls->write(bytes);
    flushTls();
}

QByteArray Channel::takeBuffered()
{
    QByteArray bytes = m_socket.readAll();
    m_draining = true;
    if (!m_over && !m_tls && m_socket.waitForReadyRead(0))
        bytes += m_socket.readAll();
    m_draining = false;
    return bytes;
}

void Channel::startTls(const tls::ClientOptions &options)
{
    if (m_over || m_tls)
        return;
    m_socket.readAll();
    m_tls = std::make_unique<tls::Session>(options);
    m_tls->start();
    flushTls();
    if (m_tls->failed())
        end(facts::Cause::TlsFailure, m_tls->facts().error);
}

void Channel::onReadyRead()
{
    if (m_draining)
        return;
    const QByteArray bytes = m_socket.readAll();
    if (m_over || bytes.isEmpty())
        return;
    if (m_tls)
        receiveTls(bytes);
    else
        Q_EMIT received(bytes);
}

void Channel::receiveTls(const QByteArray &ciphertext)
{
    m_tls->receive(ciphertext);
    flushTls();
    if (!m_secure && m_tls->established()) {
        m_secure = true;
        Q_EMIT secured();
    }
    if (const QByteArray plain = m_tls->takePlain(); !plain.isEmpty() && !m_over)
        Q_EMIT received(plain);
    if (m_tls->failed())
        end(facts::Cause::TlsFailure, m_tls->facts().error);
    else if (m_tls->closedByPeer())
        end(facts::Cause::ClosedByPeer, QStringLiteral("The server closed the TLS session."));
}

void Channel::onSocketError(QAbstractSocket::SocketError error)
{
    // Having nothing to hand over is no end, though Qt calls waiting in vain an error.
    if (m_draining && error == QAbstractSocket::SocketTimeoutError)
        return;
    const bool reset = m_connected && error == QAbstractSocket::RemoteHostClosedError && m_witness.sawReset();
    const QString noRoute = m_connected ? QString() : routeProblem(m_address);
    if (reset)
        end(facts::Cause::Reset, QStringLiteral("Connection reset by peer"));
    else if (!noRoute.isEmpty())
        end(facts::Cause::Unreachable, noRoute);
    else
        end(causeOf(error, m_socket.errorString()), m_socket.errorString());
}

void Channel::flushTls()
{
    if (const QByteArray bytes = m_tls->takeOutgoing(); !bytes.isEmpty())
        send(bytes);
}

void Channel::send(const QByteArray &bytes)
{
    m_socket.write(bytes);
    m_socket.flush(); // without it Qt waits for the next turn of the event loop
    acknowledgeAtOnce(m_socket.socketDescriptor());
}

void Channel::end(facts::Cause cause, const QString &error)
{
    if (m_over)
        return;
    m_over = true;
    m_deadline.stop();
    if (m_tls)
        m_tls->abandon(cause == facts::Cause::TimedOut ? facts::TlsOutcome::TimedOut : facts::TlsOutcome::Closed);
    m_witness.release();
    // Deferred also for the socket's sake: this may run inside one of its functions.
    QMetaObject::invokeMethod(
        this,
        [this, cause, error] {
            m_socket.abort();
            if (!m_silent)
                Q_EMIT ended(cause, error);
        },
        Qt::QueuedConnection);
}

void Channel::close()
{
    m_silent = true;
    if (m_over)
        return;
    m_over = true;
    m_deadline.stop();
    if (m_tls) {
        m_tls->shutdown();
        flushTls();
    }
    m_witness.release();
    m_socket.disconnectFromHost();
}

void Channel::cancel()
{
    m_silent = true;
    if (m_over)
        return;
    m_over = true;
    m_deadline.stop();
    if (m_tls)
        m_tls->abandon(facts::TlsOutcome::Cancelled);
    m_witness.release();
    m_socket.abort();
}

base::IpAddress Channel::localAddress() const
{
    const QString withoutScope = m_socket.localAddress().toString().section(u'%', 0, 0);
    return base::IpAddress::parse(withoutScope).value_or(base::IpAddress());
}

facts::TlsFacts Channel::tlsFacts() const
{
    return m_tls ? m_tls->facts() : facts::TlsFacts();
}

} // namespace io
