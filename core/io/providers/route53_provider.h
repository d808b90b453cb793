// SPDX-License-Identifier: GPL-3.0-or-later
// Amazon Route 53 (docs.aws.amazon.com/Route53, API of 2013-04-01): XML over HTTPS, each request signed. A change batch
// happens as a whole; a DELETE in it has to name the set exactly as it stands and a CREATE fails when there is one, so
// the batch carries its own prerequisites. Alias records, which are no DNS records, are seen and never touched.
#pragma once

#include "io/providers/aws_signature.h"
#include "io/providers/http_api.h"

namespace io {

struct Route53Options
{
    QString zone; ///< no final dot
    AwsKey key;
    QUrl base = QUrl(QStringLiteral("https://route53.amazonaws.com")); ///< another one in tests
};

class Route53Provider : public DnsProvider
{
public:
    Route53Provider(Route53Options options, std::unique_ptr<HttpApi> http)
        : m_options(std::move(options)), m_http(std::move(http))
    {
    }

    QFuture<ProviderResult<publish::ZoneState>> list(const QStringList &names, std::stop_token stop) override;
    QFuture<ProviderResult<void>> apply(const publish::ZonePlan &plan, std::stop_token stop) override;
    QString description() const override { return QStringLiteral("Route 53"); }

private:
    using Reply = ProviderResult<QByteArray>; ///< the XML of a good reply
    QFuture<Reply> call(const QByteArray &method, const QString &path, const QString &query, const QByteArray &body,
                        std::stop_token stop);
    Reply read(const ProviderResult<HttpReply> &reply) const;
    QFuture<ProviderResult<QString>> zoneId(std::stop_token stop);
    QFuture<ProviderResult<publish::ZoneState>> listName(publish::ZoneState state, const QString &name,
                                                         std::stop_token stop);

    Route53Options m_options;
    std::unique_ptr<HttpApi> m_http;
    QString m_zoneId; ///< "Z…", once it is known
};

} // namespace io
