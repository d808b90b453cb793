// SPDX-License-Identifier: GPL-3.0-or-later
// DNS messages over one TCP connection (RFC 1035 §4.2.2, RFC 7766): each question is sent when the answer to the one
// before is there. TCP because an update is too precious for a datagram that may come twice.
#pragma once

#include "io/dns_server.h"
#include "io/providers/dns_provider.h"

namespace io {

/// The answers, in order. Error codes: unreachable, timeout (of the whole exchange), cut, cancelled.
QFuture<ProviderResult<QByteArrayList>> tcpExchange(const DnsServer &server, const QByteArrayList &questions,
                                                    int timeoutMs, std::stop_token stop);

} // namespace io
