// SPDX-License-Identifier: GPL-3.0-or-later
// A TCP connection with an optional TLS session inside it: a QTcpSocket that moves bytes, and a sans-I/O tls::Session on memory
// BIOs that gives them meaning. QSslSocket is not used: it hides the chain, costs twice the CPU of a handshake, and hands
// out plain bytes that a server slipped in before TLS. One deadline covers the whole conversation. Lives on one thread.
#pragma once

#include "base/ip_address.h"
#include "facts/certificate_facts.h"
#include "facts/enums.h"
#include "tls/session.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTcpSocket>
#include <QTimer>
#include <memory>

namespace io {

class Channel : public QObject
{
    Q_OBJECT
public:
    explicit Channel(QObject *parent = nullptr);

    void open(const base::IpAddress &address, int port, int deadlineMs);
    void write(const QByteArray &bytes);              ///< plain before startTls, encrypted after
    void startTls(const tls::ClientOptions &options); ///< the next bytes on the wire are the ClientHello
    void close();                                     ///< orderly; emits nothing more

    qint64 elapsedMs() const { return m_clock.elapsed(); } ///< since open()
    facts::TlsFacts tlsFacts() const;                 ///< valid after secured() or a failure in the handshake
    bool isSecure() const { return m_secure; }

Q_SIGNALS:
    void connected();
    void received(const QByteArray &bytes);           ///< plain text: decrypted when secure; never empty
    void secured();                                   ///< handshake complete
    /// The conversation is over before close() was called: refused, closed by the peer, deadline, TLS failure. Once.
    void ended(facts::Cause cause, const QString &error);

private:
    void onReadyRead();
    void onSocketError(QAbstractSocket::SocketError error);
    void flushTls();
    void end(facts::Cause cause, const QString &error);

    QTcpSocket m_socket;
    QTimer m_deadline;
    QElapsedTimer m_clock;
    std::unique_ptr<tls::Session> m_tls;
    bool m_secure = false;
    bool m_ended = false;
};

} // namespace io
