// SPDX-License-Identifier: GPL-3.0-or-later
// Google Cloud DNS (cloud.google.com/dns/docs/reference/rest/v1). A change deletes sets exactly as they stand and adds
// others, as a whole or not at all, so it carries its own prerequisites. The token is an OAuth access token with the
// scope ndev.clouddns.readwrite, such as `gcloud auth print-access-token` prints.
#pragma once

#include "io/providers/http_api.h"
#include "io/secret.h"

#include <QJsonDocument>

namespace io {

struct GoogleDnsOptions
{
    QString zone;    ///< no final dot
    QString project; ///< the id of the Cloud project
    Secret token;
    QUrl base = QUrl(QStringLiteral("https://dns.googleapis.com")); ///< another one in tests
};

class GoogleDnsProvider : public DnsProvider
{
public:
    GoogleDnsProvider(GoogleDnsOptions options, std::unique_ptr<HttpApi> http)
        : m_options(std::move(options)), m_http(std::move(http))
    {
    }

    QFuture<ProviderResult<publish::ZoneState>> list(const QStringList &names, std::stop_token stop) override;
    QFuture<ProviderResult<void>> apply(const publish::ZonePlan &plan, std::stop_token stop) override;
    QString description() const override { return QStringLiteral("Google Cloud DNS, project ") + m_options.project; }

private:
    using Reply = ProviderResult<QJsonDocument>;
    QFuture<Reply> call(const QByteArray &method, const QString &path, const QString &query, const QByteArray &body,
                        std::stop_token stop);
    Reply read(const ProviderResult<HttpReply> &reply) const;
    QFuture<ProviderResult<QString>> zoneId(std::stop_token stop);
    QFuture<ProviderResult<publish::ZoneState>> listName(publish::ZoneState state, const QString &name,
                                                         std::stop_token stop);

    GoogleDnsOptions m_options;
    std::unique_ptr<HttpApi> m_http;
    QString m_zoneId; ///< the name of the managed zone, once it is known
};

} // namespace io
