// SPDX-License-Identifier: GPL-3.0-or-later
// A server on loopback that does exactly what a test tells it: a function for each connection, with blocking calls for
// plain text, TLS, and every way to be broken. Each connection has its own thread; the destructor ends them all.
//
//     fixture::TlsServer server({chain}, [](fixture::Peer &peer) {
//         peer.send("220 hello\r\n");
//         if (peer.handshake())
//             peer.send("inside TLS");
//     });
//     connect to server.address(), server.port()
#pragma once

#include "base/ip_address.h"
#include "server_context.h"

#include <QElapsedTimer>
#include <arpa/inet.h>
#include <atomic>
#include <csignal>
#include <functional>
#include <mutex>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace fixture {

/// The server's end of one connection. Every call returns early, with nothing or false, when the server stops.
class Peer
{
public:
    Peer(int socket, SSL_CTX *context, const std::atomic<bool> &stopping)
        : m_socket(socket), m_context(context), m_stopping(stopping)
    {
    }
    ~Peer()
    {
        SSL_free(m_ssl);
        if (m_socket >= 0)
            ::close(m_socket);
    }
    Peer(const Peer &) = delete;
    Peer &operator=(const Peer &) = delete;

    /// Everything after this is encrypted. False: the client gave up, or the server stops.
    bool handshake()
    {
        m_ssl = SSL_new(m_context);
        SSL_set_fd(m_ssl, m_socket);
        for (;;) {
            const int result = SSL_accept(m_ssl);
            if (result == 1)
                return true;
            if (SSL_get_error(m_ssl, result) != SSL_ERROR_WANT_READ || !waitFor(POLLIN))
                return false;
        }
    }
    bool send(const QByteArray &bytes)
    {
        for (qsizetype sent = 0; sent < bytes.size();) {
            const char *data = bytes.constData() + sent;
            const int size = int(bytes.size() - sent);
            const ssize_t done =
                m_ssl ? SSL_write(m_ssl, data, size) : ::send(m_socket, data, size_t(size), MSG_NOSIGNAL);
            if (done > 0)
                sent += done;
            else if (!wouldBlock(int(done)) || !waitFor(POLLOUT))
                return false;
        }
        return true;
    }
    /// Whatever comes next; empty at the end.
    QByteArray read()
    {
        char buffer[16 * 1024];
        for (;;) {
            const ssize_t done =
                m_ssl ? SSL_read(m_ssl, buffer, sizeof buffer) : ::recv(m_socket, buffer, sizeof buffer, 0);
            if (done > 0)
                return QByteArray(buffer, done);
            if (!wouldBlock(int(done)) || !waitFor(POLLIN))
                return {};
        }
    }
    /// All that came up to and with `end`; bytes after it are kept for the next call.
    QByteArray readUntil(const QByteArray &end)
    {
        for (;;) {
            const qsizetype at = m_pending.indexOf(end);
            if (at >= 0) {
                const QByteArray out = m_pending.left(at + end.size());
                m_pending.remove(0, out.size());
                return out;
            }
            const QByteArray more = read();
            if (more.isEmpty())
                return std::exchange(m_pending, {});
            m_pending += more;
        }
    }
    QByteArray readLine() { return readUntil("\r\n"); }
    /// False when the server stops meanwhile.
    bool pause(int milliseconds)
    {
        QElapsedTimer clock;
        clock.start();
        while (!m_stopping && clock.elapsed() < milliseconds)
            ::usleep(2000);
        return !m_stopping;
    }
    /// Until the client goes away or the server stops.
    void holdOpen()
    {
        while (!read().isEmpty()) {
        }
    }
    void closeNotify()
    {
        if (m_ssl)
            SSL_shutdown(m_ssl);
    }
    void halfClose() { ::shutdown(m_socket, SHUT_WR); } ///< FIN, as a crash of the TLS layer would
    void reset()                                        ///< RST
    {
        const linger now{1, 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
        ::close(std::exchange(m_socket, -1));
    }
    bool sendRaw(const QByteArray &bytes) ///< past TLS, straight to the socket
    {
        return ::send(m_socket, bytes.constData(), size_t(bytes.size()), MSG_NOSIGNAL) == bytes.size();
    }
    bool gotCloseNotify() const { return m_ssl && (SSL_get_shutdown(m_ssl) & SSL_RECEIVED_SHUTDOWN); }
    QByteArray sni() const
    {
        const char *name = m_ssl ? SSL_get_servername(m_ssl, TLSEXT_NAMETYPE_host_name) : nullptr;
        return name ? QByteArray(name) : QByteArray();
    }
    QByteArray alpn() const
    {
        const unsigned char *name = nullptr;
        unsigned size = 0;
        if (m_ssl)
            SSL_get0_alpn_selected(m_ssl, &name, &size);
        return QByteArray(reinterpret_cast<const char *>(name), int(size));
    }

private:
    bool wouldBlock(int result) const
    {
        if (!m_ssl)
            return result < 0 && errno == EAGAIN;
        const int error = SSL_get_error(m_ssl, result);
        return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
    }
    bool waitFor(short events) const
    {
        while (!m_stopping) {
            pollfd entry{m_socket, events, 0};
            if (::poll(&entry, 1, 20) > 0)
                return true;
        }
        return false;
    }

    int m_socket;
    SSL_CTX *m_context;
    const std::atomic<bool> &m_stopping;
    SSL *m_ssl = nullptr;
    QByteArray m_pending;
};

class TlsServer
{
public:
    using Talk = std::function<void(Peer &)>;

    /// `ip`: "127.0.0.1" or "::1". See isListening() where the machine may lack IPv6.
    TlsServer(const ServerOptions &options, Talk talk, const QString &ip = QStringLiteral("127.0.0.1"))
        : m_talk(std::move(talk)), m_address(base::IpAddress::parse(ip).value()), m_context(options)
    {
        ::signal(SIGPIPE, SIG_IGN);
        listen();
        if (m_socket >= 0)
            m_acceptor = std::thread([this] { acceptAll(); });
    }
    ~TlsServer()
    {
        m_stopping = true;
        if (m_acceptor.joinable())
            m_acceptor.join();
        for (std::thread &thread : m_threads)
            thread.join();
        if (m_socket >= 0)
            ::close(m_socket);
    }
    TlsServer(const TlsServer &) = delete;
    TlsServer &operator=(const TlsServer &) = delete;

    bool isListening() const { return m_socket >= 0; }
    base::IpAddress address() const { return m_address; }
    int port() const { return m_port; }
    int connections() const { return m_connections; } ///< accepted so far

private:
    void listen()
    {
        sockaddr_storage storage{};
        socklen_t size = 0;
        if (m_address.isV6()) {
            auto *v6 = reinterpret_cast<sockaddr_in6 *>(&storage);
            v6->sin6_family = AF_INET6;
            memcpy(&v6->sin6_addr, m_address.bytes().constData(), 16);
            size = sizeof *v6;
        } else {
            auto *v4 = reinterpret_cast<sockaddr_in *>(&storage);
            v4->sin_family = AF_INET;
            memcpy(&v4->sin_addr, m_address.bytes().constData(), 4);
            size = sizeof *v4;
        }
        m_socket = ::socket(storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        auto *address = reinterpret_cast<sockaddr *>(&storage);
        if (m_socket >= 0 && ::bind(m_socket, address, size) == 0 && ::listen(m_socket, 128) == 0 &&
            ::getsockname(m_socket, address, &size) == 0) {
            m_port = ntohs(m_address.isV6() ? reinterpret_cast<sockaddr_in6 *>(&storage)->sin6_port
                                            : reinterpret_cast<sockaddr_in *>(&storage)->sin_port);
            return;
        }
        if (m_socket >= 0)
            ::close(std::exchange(m_socket, -1));
    }
    void acceptAll()
    {
        while (!m_stopping) {
            pollfd entry{m_socket, POLLIN, 0};
            if (::poll(&entry, 1, 20) <= 0)
                continue;
            const int client = ::accept4(m_socket, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
            if (client < 0)
                continue;
            const int on = 1;
            ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            ++m_connections;
            m_threads.emplace_back([this, client] {
                Peer peer(client, m_context.get(), m_stopping);
                m_talk(peer);
            });
        }
    }

    Talk m_talk;
    base::IpAddress m_address;
    ServerContext m_context;
    int m_socket = -1;
    int m_port = 0;
    std::atomic<bool> m_stopping = false;
    std::atomic<int> m_connections = 0;
    std::thread m_acceptor;
    std::vector<std::thread> m_threads; ///< touched by the acceptor alone until it has been joined
};

/// A port on 127.0.0.1 where nothing listens.
inline int closedPort()
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(socket, reinterpret_cast<sockaddr *>(&address), size);
    ::getsockname(socket, reinterpret_cast<sockaddr *>(&address), &size);
    ::close(socket);
    return ntohs(address.sin_port);
}

} // namespace fixture
