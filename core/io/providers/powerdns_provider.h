// SPDX-License-Identifier: GPL-3.0-or-later
// The HTTP API of the PowerDNS Authoritative Server (doc.powerdns.com, "Zones endpoint"): the zone is read as a whole,
// one PATCH replaces or deletes record sets in one transaction.
#pragma once

#include "io/providers/http_api.h"
#include "io/secret.h"

namespace io {

struct PowerDnsOptions
{
    QUrl server;      ///< HttpApi::baseUrl(): "http://127.0.0.1:8081"
    QString serverId; ///< "localhost"
    QString zone;     ///< no final dot
    Secret key;       ///< X-API-Key
};

class PowerDnsProvider : public DnsProvider
{
public:
    PowerDnsProvider(PowerDnsOptions options, std::unique_ptr<HttpApi> http)
        : m_options(std::move(options)), m_http(std::move(http))
    {
    }

    QFuture<ProviderResult<publish::ZoneState>> list(const QStringList &names, std::stop_token stop) override;
    QFuture<ProviderResult<void>> apply(const publish::ZonePlan &plan, std::stop_token stop) override;
    QString description() const override { return QStringLiteral("PowerDNS at ") + m_options.server.toString(); }

private:
    HttpRequest request(const QByteArray &method, const QByteArray &body = {}) const;
    ProviderError problem(const HttpReply &reply) const;

    ProviderResult<publish::ZoneState> stateOf(const QStringList &names, const QByteArray &body);
    QByteArray patchOf(const publish::ZonePlan &plan) const;

    PowerDnsOptions m_options;
    std::unique_ptr<HttpApi> m_http;
    QList<publish::ZoneSet> m_disabled; ///< of the last listing: kept by the server, not served, and never lost
};

} // namespace io
