// SPDX-License-Identifier: GPL-3.0-or-later
// A name server that takes dynamic updates (BIND, Knot, PowerDNS, Windows with TSIG): questions and updates over TCP,
// both signed. One update carries the whole plan, so the server makes all of it or nothing, and checks in the same
// step that the zone is still as the plan saw it (RFC 2136 §3.2).
#pragma once

#include "io/dns_server.h"
#include "io/providers/update_message.h"

namespace io {

struct Rfc2136Options
{
    DnsServer server;
    QString zone; ///< no final dot
    TsigKey key;
    int timeoutMs = 10'000; ///< of one exchange
};

class Rfc2136Provider : public DnsProvider
{
public:
    explicit Rfc2136Provider(Rfc2136Options options) : m_options(std::move(options)) {}

    QFuture<ProviderResult<publish::ZoneState>> list(const QStringList &names, std::stop_token stop) override;
    QFuture<ProviderResult<void>> apply(const publish::ZonePlan &plan, std::stop_token stop) override;
    QString description() const override { return QStringLiteral("RFC 2136 at ") + m_options.server.toString(); }

private:
    Rfc2136Options m_options;
    bool m_keyIsKnown = false; ///< a signed question was answered
};

/// What a server says of these names by itself, without recursion: the record sets of the types that may stand there.
/// Unsigned without a key. Error codes: those of tcpExchange() and readAnswer().
QFuture<ProviderResult<publish::ZoneState>> askServer(const DnsServer &server, const QString &zone,
                                                      const QStringList &names, const TsigKey *key, int timeoutMs,
                                                      std::stop_token stop);

} // namespace io
