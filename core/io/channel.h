// SPDX-License-Identifier: GPL-3.0-or-later
// A TCP connection with an optional TLS session inside it: a QTcpSocket that moves bytes, and a sans-I/O tls::Session
// on memory BIOs that gives them meaning. QSslSocket is not used: it hides the chain, costs twice the CPU of a
// handshake, and hands out plain bytes that a server slipped in before TLS. One deadline covers the whole conversation.
// Lives on one thread. Bytes leave in the turn of the event loop that writes them. A slot may call anything here, but
// delete the channel with deleteLater() only.
#pragma once

#include "base/ip_address.h"
#include "facts/certificate_facts.h"
#include "facts/enums.h"
#include "io/reset_witness.h"
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
    ~Channel() override;

    /// Once. A deadline of 0 or less is over at once.
    void open(const base::IpAddress &address, int port, int deadlineMs);
    void write(const QByteArray &bytes); ///< plain before startTls, encrypted after
    /// What has come in plain and was not handed out by received(), the kernel's buffer included. Between the 220 to
    /// STARTTLS and startTls() these are injected bytes (CVE-2021-38371); received() will not deliver them.
    QByteArray takeBuffered();
    /// The next bytes on the wire are the ClientHello, sent before this returns. What is still buffered in plain is
    /// dropped; it never reaches TLS.
    void startTls(const tls::ClientOptions &options);
    void close();  ///< orderly (close_notify, FIN); emits nothing more
    void cancel(); ///< at once; emits nothing more; a handshake under way becomes Cancelled

    qint64 elapsedMs() const { return m_clock.isValid() ? m_clock.elapsed() : 0; } ///< since open()
    base::IpAddress localAddress() const; ///< of this end; null before connected()
    facts::TlsFacts tlsFacts() const;     ///< valid after secured() or a failure in the handshake
    bool isSecure() const { return m_secure; }
    bool isOver() const { return m_over; } ///< ended, closed or cancelled
    /// The peer said close_notify: what it sent is all there was (RFC 8446 §6.1).
    bool tlsClosedByPeer() const { return m_tls && m_tls->closedByPeer(); }

Q_SIGNALS:
    void connected();
    void received(const QByteArray &bytes); ///< plain text: decrypted when secure; never empty
    void secured();                         ///< handshake complete
    /// The conversation is over before close() was called. Once, always from the event loop, never from inside a call,
    /// after all that was received. Causes: Refused, Unreachable, TimedOut, NetworkError, ClosedByPeer, Reset,
    /// TlsFailure (alert, garbage). A peer that closes in the handshake is ClosedByPeer or Reset here and Closed in
    /// tlsFacts().
    void ended(facts::Cause cause, const QString &error);

private:
    void onConnected();
    void onReadyRead();
    void onSocketError(QAbstractSocket::SocketError error);
    void receiveTls(const QByteArray &ciphertext);
    void flushTls();
    void send(const QByteArray &bytes);
    void end(facts::Cause cause, const QString &error);

    base::IpAddress m_address;
    QTcpSocket m_socket;
    ResetWitness m_witness;
    QTimer m_deadline;
    QElapsedTimer m_clock;
    std::unique_ptr<tls::Session> m_tls;
    bool m_connected = false;
    bool m_secure = false;
    bool m_draining = false; ///< in takeBuffered(): what comes is for its caller
    bool m_over = false;
    bool m_silent = false; ///< close() or cancel() was called
};

} // namespace io
