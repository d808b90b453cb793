// SPDX-License-Identifier: GPL-3.0-or-later
// A Worker on Cloudflare (developers.cloudflare.com/api/resources/workers) that serves the policy under a custom
// domain, which brings the DNS record and the certificate of the policy host with it. The domain is connected after the
// program is there, and taken away before it. The token needs Workers Scripts Write of the account, and Zone Read of
// the zone.
#pragma once

#include "io/hosts/policy_host.h"
#include "io/providers/http_api.h"

namespace io {

struct CloudflareWorkerOptions
{
    QString account; ///< its id
    QString name;    ///< of the Worker
    QString domain;  ///< the mail domain
    Secret token;
    QUrl base = QUrl(QStringLiteral("https://api.cloudflare.com")); ///< another one in tests
};

class CloudflareWorker : public PolicyHost
{
public:
    CloudflareWorker(CloudflareWorkerOptions options, std::unique_ptr<HttpApi> http)
        : m_options(std::move(options)), m_http(std::move(http))
    {
    }

    QFuture<ProviderResult<publish::HostedPolicy>> look(std::stop_token stop) override;
    QFuture<ProviderResult<void>> put(const publish::PolicyPlan &plan, std::stop_token stop) override;
    QString description() const override;

private:
    using Reply = ProviderResult<HttpReply>;
    using Done = QFuture<ProviderResult<void>>;
    QString policyHost() const { return QLatin1String("mta-sts.") + m_options.domain; }
    QString account(const QString &path) const; ///< the path below the account
    QFuture<Reply> call(const QByteArray &method, const QString &path, const QString &query, const QByteArray &body,
                        std::stop_token stop, const QByteArray &type = "application/json");
    Reply read(const Reply &reply) const;
    QFuture<ProviderResult<QString>> zoneAround(const QString &name, std::stop_token stop);
    QFuture<ProviderResult<QString>> connectedDomain(std::stop_token stop);
    Done upload(const QByteArray &policy, std::stop_token stop);
    Done connectDomain(std::stop_token stop);
    Done disconnectDomain(std::stop_token stop);
    Done removeWorker(std::stop_token stop);

    CloudflareWorkerOptions m_options;
    std::unique_ptr<HttpApi> m_http;
};

} // namespace io
