// SPDX-License-Identifier: GPL-3.0-or-later
// OVHcloud's API, version 1 (api.ovh.com/console). A request is signed with two secrets and the server's own time, so a
// wrong clock here does no harm. Every record has an id of its own and is changed by a request of its own: nothing is a
// transaction, but the name servers see none of it before the zone is refreshed at the end. A change that fails midway
// is taken back at once; what a crash leaves half done, the undo file takes back.
#pragma once

#include "io/providers/http_api.h"
#include "io/providers/single_records.h"
#include "io/secret.h"

#include <QJsonDocument>

namespace io {

struct OvhOptions
{
    QString zone;           ///< no final dot
    QString applicationKey; ///< names the application, no secret
    Secret applicationSecret, consumerKey;
    QUrl base = QUrl(QStringLiteral("https://eu.api.ovh.com")); ///< ca.api.ovh.com has customers of its own
};

/// The signature of one request: "$1$" and the SHA-1 of what is sent, as X-Ovh-Signature has it.
QByteArray ovhSignature(const OvhOptions &options, const QByteArray &method, const QByteArray &url,
                        const QByteArray &body, qint64 time);

class OvhProvider : public DnsProvider
{
public:
    OvhProvider(OvhOptions options, std::unique_ptr<HttpApi> http)
        : m_options(std::move(options)), m_http(std::move(http))
    {
    }

    QFuture<ProviderResult<publish::ZoneState>> list(const QStringList &names, std::stop_token stop) override;
    QFuture<ProviderResult<void>> apply(const publish::ZonePlan &plan, std::stop_token stop) override;
    QString description() const override { return QStringLiteral("OVHcloud at ") + m_options.base.host(); }

private:
    using Reply = ProviderResult<QJsonDocument>;
    struct Step
    {
        QByteArray method;
        QString path; ///< below the zone
        QByteArray body;
    };
    static QList<Step> stepsOf(const publish::ZonePlan &plan, const QList<SingleRecord> &records);
    QFuture<ProviderResult<qint64>> clockDifference(std::stop_token stop);
    QFuture<Reply> call(const Step &step, const QString &query, std::stop_token stop);
    HttpRequest signedRequest(const Step &step, const QString &query, qint64 difference) const;
    Reply read(const ProviderResult<HttpReply> &reply) const;
    QFuture<ProviderResult<publish::ZoneState>> listName(publish::ZoneState soFar, const QString &name,
                                                         std::stop_token stop);
    QFuture<ProviderResult<publish::ZoneState>> readRecords(QStringList ids, std::stop_token stop);
    QFuture<ProviderResult<void>> carryOut(QList<Step> steps, std::stop_token stop);
    QFuture<ProviderResult<void>> takeBack(const publish::ZonePlan &plan, const ProviderError &why);

    OvhOptions m_options;
    std::unique_ptr<HttpApi> m_http;
    std::optional<qint64> m_clockDifference; ///< seconds that the server is ahead
    QList<SingleRecord> m_records;           ///< of the last listing
};

} // namespace io
