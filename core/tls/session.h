// SPDX-License-Identifier: GPL-3.0-or-later
// A TLS client without a socket: OpenSSL on two memory BIOs. Ciphertext goes in with receive(), comes out with
// takeOutgoing(); plain text goes in with write() and comes out with takePlain(). A probe looks at whatever the server
// shows, so a bad certificate never ends the handshake here: it becomes a list of faults in facts().
#pragma once

#include "facts/certificate_facts.h"
#include "tls/trust_store.h"

#include <QByteArray>
#include <memory>

namespace tls {

struct ClientOptions
{
    QString host; ///< SNI, and the name the certificate is compared with; A-labels, no final dot
    std::shared_ptr<const TrustStore> trust; ///< shared by all sessions of the process
    QByteArray alpn;                         ///< one protocol name ("http/1.1"), empty for none
    int minProtocol = 0x0303; ///< TLS version on the wire; 0x0303 is TLS 1.2 (RFC 8461 §4.2: TLS 1.2 or later)
    int maxProtocol = 0;      ///< 0: the newest
};

class Session
{
public:
    explicit Session(const ClientOptions &options);
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    void start(); ///< produces the ClientHello
    void receive(const QByteArray &ciphertext);
    QByteArray
    takeOutgoing();         ///< what must be sent now; empty when nothing. Ask also after a failure: it may be an alert
    QByteArray takePlain(); ///< decrypted since the last call
    void write(const QByteArray &plain); ///< once established
    void shutdown();                     ///< close_notify
    /// The handshake ended from outside: Closed, TimedOut or Cancelled. Does nothing once it is over.
    void abandon(facts::TlsOutcome why);

    bool established() const;      ///< the handshake was completed; stays true after a later failure
    bool failed() const;           ///< alert or protocol error, in the handshake or after it
    bool closedByPeer() const;     ///< close_notify seen
    facts::TlsFacts facts() const; ///< what is known so far

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tls
