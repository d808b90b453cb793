// SPDX-License-Identifier: GPL-3.0-or-later
#include "prober_tls.h"

#include "prober_options.h"

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

namespace bare {

namespace {

socklen_t fill(const Record &address, int port, sockaddr_storage &storage)
{
    const auto number = htons(static_cast<uint16_t>(port));
    if (address.type == A) {
        sockaddr_in v4{};
        v4.sin_family = AF_INET;
        v4.sin_port = number;
        std::memcpy(&v4.sin_addr, address.data.data(), sizeof v4.sin_addr);
        std::memcpy(&storage, &v4, sizeof v4);
        return sizeof v4;
    }
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = number;
    std::memcpy(&v6.sin6_addr, address.data.data(), sizeof v6.sin6_addr);
    std::memcpy(&storage, &v6, sizeof v6);
    return sizeof v6;
}

} // namespace

std::string addressText(const Record &address)
{
    char text[64] = "";
    inet_ntop(address.type == A ? AF_INET : AF_INET6, address.data.data(), text, sizeof text);
    return text;
}

int dial(const Record &address, int port)
{
    if (address.data.size() != (address.type == A ? 4 : 16)) {
        errno = EINVAL;
        return -1;
    }
    sockaddr_storage storage{};
    const socklen_t length = fill(address, port, storage);
    const int fd = socket(storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(fd, reinterpret_cast<const sockaddr *>(&storage), length) < 0 && errno != EINPROGRESS) {
        const int error = errno;
        close(fd);
        errno = error;
        return -1;
    }
    return fd;
}

Task<std::string> connected(Socket &socket, long long deadline)
{
    for (;;) {
        int error = 0;
        socklen_t length = sizeof error;
        getsockopt(socket.fd(), SOL_SOCKET, SO_ERROR, &error, &length);
        if (error)
            co_return std::string(std::strerror(error));
        sockaddr_storage peer{};
        length = sizeof peer;
        if (getpeername(socket.fd(), reinterpret_cast<sockaddr *>(&peer), &length) == 0)
            co_return std::string();
        if (!co_await socket.wait(deadline))
            co_return std::string("connect timeout");
    }
}

Tls clientTls(Context &context, int fd, const std::string &name)
{
    Tls ssl(SSL_new(context.tls));
    SSL_set_fd(ssl.get(), fd);
    SSL_set_connect_state(ssl.get());
    // not SSL_set_tlsext_host_name: that macro has an old-style cast
    SSL_ctrl(ssl.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, const_cast<char *>(name.c_str()));
    SSL_set1_host(ssl.get(), name.c_str());
    SSL_set_hostflags(ssl.get(), X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    return ssl;
}

bool mustWait(SSL *ssl, int result)
{
    const int error = SSL_get_error(ssl, result);
    return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE;
}

Task<std::string> handshake(Socket &socket, SSL *ssl, long long deadline)
{
    for (;;) {
        ERR_clear_error();
        const int result = SSL_do_handshake(ssl);
        if (result == 1) {
            counters.handshakes++;
            if (SSL_version(ssl) < TLS1_3_VERSION)
                counters.handshakes12++;
            co_return std::string();
        }
        if (!mustWait(ssl, result)) {
            const unsigned long error = ERR_peek_last_error();
            const char *reason = error ? ERR_reason_error_string(error) : nullptr;
            co_return std::string("tls: ") + (reason ? reason : "closed");
        }
        if (!co_await socket.wait(deadline))
            co_return std::string("tls timeout");
    }
}

std::string verdictOf(SSL *ssl)
{
    const long result = SSL_get_verify_result(ssl);
    return result == X509_V_OK ? "ok" : X509_verify_cert_error_string(result);
}

} // namespace bare
