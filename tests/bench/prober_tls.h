// SPDX-License-Identifier: GPL-3.0-or-later
// TCP connections and TLS handshakes of the bare prober. Errors are texts, empty when all went well.
#pragma once

#include "prober_dns.h"

#include <memory>

namespace bare {

struct SslFree
{
    void operator()(SSL *ssl) const { SSL_free(ssl); }
};
using Tls = std::unique_ptr<SSL, SslFree>;

std::string addressText(const Record &address);

/// A socket on its way, -1 with errno when it failed at once.
int dial(const Record &address, int port);
Task<std::string> connected(Socket &socket, long long deadline);

Tls clientTls(Context &context, int fd, const std::string &name);
Task<std::string> handshake(Socket &socket, SSL *ssl, long long deadline);
bool mustWait(SSL *ssl, int result);

/// "ok", or why the certificate does not hold.
std::string verdictOf(SSL *ssl);

} // namespace bare
