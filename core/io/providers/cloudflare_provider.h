// SPDX-License-Identifier: GPL-3.0-or-later
// Cloudflare's API, version 4 (developers.cloudflare.com/api). Every record has an id of its own; a batch of deletions,
// patches and new records is carried out in that order as one transaction. A TTL of 1 is Cloudflare's "automatic",
// which it answers as 300. The token needs Zone.Zone Read and Zone.DNS Edit.
#pragma once

#include "io/providers/http_api.h"
#include "io/providers/single_records.h"
#include "io/secret.h"

namespace io {

struct CloudflareOptions
{
    QString zone; ///< no final dot
    Secret token;
    QUrl base = QUrl(QStringLiteral("https://api.cloudflare.com")); ///< another one in tests
};

class CloudflareProvider : public DnsProvider
{
public:
    CloudflareProvider(CloudflareOptions options, std::unique_ptr<HttpApi> http)
        : m_options(std::move(options)), m_http(std::move(http))
    {
    }

    QFuture<ProviderResult<publish::ZoneState>> list(const QStringList &names, std::stop_token stop) override;
    QFuture<ProviderResult<void>> apply(const publish::ZonePlan &plan, std::stop_token stop) override;
    QString description() const override { return QStringLiteral("Cloudflare"); }

private:
    using Reply = ProviderResult<QJsonValue>;
    QFuture<Reply> call(const QByteArray &method, const QString &path, const QString &query, const QByteArray &body,
                        std::stop_token stop);
    Reply read(const ProviderResult<HttpReply> &reply) const;
    QFuture<ProviderResult<QString>> zoneId(std::stop_token stop);
    QFuture<ProviderResult<publish::ZoneState>> listFrom(qsizetype index, QStringList names, std::stop_token stop);

    CloudflareOptions m_options;
    std::unique_ptr<HttpApi> m_http;
    QString m_zoneId;              ///< once it is known
    QList<SingleRecord> m_records; ///< of the last listing
};

} // namespace io
