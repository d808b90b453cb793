// SPDX-License-Identifier: GPL-3.0-or-later
// The server's half of a handshake without a network: what a tls::Session sends goes in, what it must receive comes
// out.
#pragma once

#include "server_context.h"
#include "tls/session.h"

#include <functional>

namespace fixture {

class MemoryServer
{
public:
    explicit MemoryServer(const ServerOptions &options) : m_context(options), m_ssl(SSL_new(m_context.get()))
    {
        m_incoming = BIO_new(BIO_s_mem());
        m_outgoing = BIO_new(BIO_s_mem());
        SSL_set_bio(m_ssl, m_incoming, m_outgoing);
        SSL_set_accept_state(m_ssl);
    }
    ~MemoryServer() { SSL_free(m_ssl); }
    MemoryServer(const MemoryServer &) = delete;
    MemoryServer &operator=(const MemoryServer &) = delete;

    SSL *ssl() const { return m_ssl; }

    /// Passes bytes to and fro until neither side has more to say; `chunk` > 0 feeds the client that many at a time.
    void talk(tls::Session &client, int chunk = 0)
    {
        for (bool moved = true; moved;) {
            const QByteArray up = client.takeOutgoing();
            BIO_write(m_incoming, up.constData(), int(up.size()));
            const QByteArray plain = read();
            received += plain;
            QByteArray down = takeOutgoing();
            if (tamper)
                tamper(down);
            for (qsizetype at = 0; at<down.size(); at += chunk> 0 ? chunk : down.size())
                client.receive(chunk > 0 ? down.mid(at, chunk) : down);
            moved = !up.isEmpty() || !down.isEmpty();
        }
    }
    void send(const QByteArray &bytes)
    {
        int done = 1;
        for (qsizetype sent = 0; sent < bytes.size() && done > 0; sent += done)
            done = SSL_write(m_ssl, bytes.constData() + sent, int(bytes.size() - sent));
    }
    QByteArray takeOutgoing()
    {
        char *bytes = nullptr;
        const long size = BIO_get_mem_data(m_outgoing, &bytes);
        const QByteArray out(bytes, size);
        BIO_reset(m_outgoing);
        return out;
    }

    QByteArray received;                      ///< plain text from the client
    std::function<void(QByteArray &)> tamper; ///< changes what the client gets; may be empty

private:
    QByteArray read()
    {
        char buffer[16 * 1024];
        const int size = SSL_read(m_ssl, buffer, sizeof buffer); // does the handshake too
        return QByteArray(buffer, std::max(0, size));
    }

    ServerContext m_context;
    SSL *m_ssl;
    BIO *m_incoming;
    BIO *m_outgoing;
};

} // namespace fixture
