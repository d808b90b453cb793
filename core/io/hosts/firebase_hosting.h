// SPDX-License-Identifier: GPL-3.0-or-later
// Firebase Hosting (firebase.google.com/docs/hosting/api-deploy). A site shows one version at a time; a version is
// never changed, so a new policy is a new version with the files and the configuration of the one that is live, and its
// release is the one moment at which anything changes for senders. Going back is a release of the earlier version, as
// long as nothing else was published since. The token is an OAuth access token with the scope firebase.hosting.
#pragma once

#include "io/hosts/policy_host.h"
#include "io/providers/http_api.h"

#include <QHash>
#include <QJsonObject>

namespace io {

struct FirebaseOptions
{
    QString site; ///< its id: one word
    Secret token;
    QUrl base = QUrl(QStringLiteral("https://firebasehosting.googleapis.com")); ///< another one in tests
    QUrl web = {}; ///< where the site answers; empty: https://SITE.web.app
};

class FirebaseHosting : public PolicyHost
{
public:
    FirebaseHosting(FirebaseOptions options, std::unique_ptr<HttpApi> http)
        : m_options(std::move(options)), m_http(std::move(http))
    {
    }

    QFuture<ProviderResult<publish::HostedPolicy>> look(std::stop_token stop) override;
    QFuture<ProviderResult<void>> put(const publish::PolicyPlan &plan, std::stop_token stop) override;
    QString description() const override { return QStringLiteral("Firebase Hosting, site ") + m_options.site; }

private:
    using Reply = ProviderResult<QJsonObject>;
    using Look = ProviderResult<publish::HostedPolicy>;
    using Done = ProviderResult<void>;
    QString site() const { return QStringLiteral("sites/") + m_options.site; }
    QFuture<Reply> call(const QByteArray &method, const QString &path, const QString &query, const QJsonObject &body,
                        std::stop_token stop);
    Reply read(const ProviderResult<HttpReply> &reply) const;
    QFuture<Done> listFiles(const QString &page, std::stop_token stop);
    QFuture<Look> content(std::stop_token stop);
    QFuture<Done> publishVersion(const std::optional<QByteArray> &policy, std::stop_token stop);
    QFuture<Done> populate(const QString &version, const std::optional<QByteArray> &policy, std::stop_token stop);
    QFuture<Done> upload(const QJsonObject &wish, const QByteArray &packed, const QString &hash, std::stop_token stop);
    QFuture<Done> finalize(const QString &version, std::stop_token stop);
    QFuture<Done> release(const QString &version, std::stop_token stop);

    FirebaseOptions m_options;
    std::unique_ptr<HttpApi> m_http;
    QJsonObject m_live;                 ///< the version that is live; empty: none
    QHash<QString, QString> m_files;    ///< of that version: path to hash
    QHash<QString, QByteArray> m_known; ///< what was uploaded from here, by hash
};

} // namespace io
