// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/providers/cloudflare_provider.h"

#include "base/domain_name.h"
#include "io/providers/cloudflare_error.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

#include <algorithm>
#include <array>

namespace io {
namespace {

constexpr qint64 automaticTtl = 1, automaticSeconds = 300;
constexpr int recordsPerPage = 100; // at one name; more do not stand there

constexpr std::array codes{
    CloudflareCode{81044, "changed-meanwhile"},
    CloudflareCode{81053, "changed-meanwhile"},
    CloudflareCode{81054, "changed-meanwhile"},
    CloudflareCode{81058, "changed-meanwhile"},
};

SingleRecord recordOf(const QJsonValue &json)
{
    SingleRecord record{json[QLatin1String("id")].toString(),
                        base::canonicalHost(json[QLatin1String("name")].toString()),
                        json[QLatin1String("type")].toString().toLatin1(),
                        {},
                        json[QLatin1String("ttl")].toInteger()};
    record.value = singleValue(record.type, json[QLatin1String("content")].toString().toLatin1());
    if (record.ttl == automaticTtl)
        record.ttl = automaticSeconds;
    return record;
}

// Names have no final dot here, neither as owner nor as target.
QJsonObject recordOf(const SingleEdit &edit)
{
    const QByteArray content = edit.type == "CNAME" ? edit.value.chopped(1) : edit.value;
    QJsonObject out{{QStringLiteral("type"), QString::fromLatin1(edit.type)},
                    {QStringLiteral("name"), edit.name},
                    {QStringLiteral("content"), QString::fromLatin1(content)},
                    {QStringLiteral("ttl"), edit.ttl}};
    if (edit.type != "TXT")
        out.insert(QStringLiteral("proxied"), false);
    if (!edit.comes())
        out.insert(QStringLiteral("id"), edit.id);
    return out;
}

QByteArray batchOf(const publish::ZonePlan &plan, const QList<SingleRecord> &records)
{
    QJsonArray deletes, patches, posts;
    for (const SingleEdit &edit : editsOf(plan, records)) {
        if (edit.goes())
            deletes += QJsonObject{{QStringLiteral("id"), edit.id}};
        else
            (edit.comes() ? posts : patches) += recordOf(edit);
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("deletes"), deletes},
                                     {QStringLiteral("patches"), patches},
                                     {QStringLiteral("posts"), posts}})
        .toJson(QJsonDocument::Compact);
}

} // namespace

QFuture<CloudflareProvider::Reply> CloudflareProvider::call(const QByteArray &method, const QString &path,
                                                            const QString &query, const QByteArray &body,
                                                            std::stop_token stop)
{
    QUrl url = m_options.base;
    url.setPath(QStringLiteral("/client/v4/zones") + path);
    url.setQuery(query);
    return m_http->send(bearerRequest(method, url, m_options.token, body), std::move(stop))
        .then([this](const ProviderResult<HttpReply> &reply) { return read(reply); });
}

CloudflareProvider::Reply CloudflareProvider::read(const ProviderResult<HttpReply> &reply) const
{
    if (!reply)
        return tl::unexpected(reply.error());
    const QJsonDocument document = QJsonDocument::fromJson(reply->body);
    if (reply->status == 200 && document[QLatin1String("success")].toBool())
        return document[QLatin1String("result")];
    return tl::unexpected(cloudflareError(*reply, document, m_options.token, codes));
}

QFuture<ProviderResult<QString>> CloudflareProvider::zoneId(std::stop_token stop)
{
    if (!m_zoneId.isEmpty())
        return readyFuture<ProviderResult<QString>>(m_zoneId);
    return call("GET", {}, QStringLiteral("name=%1&per_page=50").arg(m_options.zone), {}, std::move(stop))
        .then([this](const Reply &zones) -> ProviderResult<QString> {
            if (!zones)
                return tl::unexpected(zones.error());
            for (const QJsonValue &zone : zones->toArray())
                if (zone[QLatin1String("name")].toString() == m_options.zone)
                    m_zoneId = zone[QLatin1String("id")].toString();
            return m_zoneId.isEmpty() ? ProviderResult<QString>(providerFailure("not-zone")) : m_zoneId;
        });
}

QFuture<ProviderResult<publish::ZoneState>> CloudflareProvider::listFrom(qsizetype index, QStringList names,
                                                                         std::stop_token stop)
{
    if (index == names.size())
        return readyFuture<ProviderResult<publish::ZoneState>>(stateOf(m_options.zone, m_records));
    const QString name = names.at(index);
    return call("GET", QStringLiteral("/%1/dns_records").arg(m_zoneId),
                QStringLiteral("name.exact=%1&per_page=%2").arg(name).arg(recordsPerPage), {}, stop)
        .then([this, index, names, name, stop](const Reply &records) {
            if (!records)
                return readyFuture<ProviderResult<publish::ZoneState>>(tl::unexpected(records.error()));
            for (const QJsonValue &json : records->toArray())
                if (const SingleRecord record = recordOf(json); record.name == name)
                    m_records += record;
            return listFrom(index + 1, names, stop);
        })
        .unwrap();
}

QFuture<ProviderResult<publish::ZoneState>> CloudflareProvider::list(const QStringList &names, std::stop_token stop)
{
    return zoneId(stop)
        .then([this, names, stop](const ProviderResult<QString> &zone) {
            if (!zone)
                return readyFuture<ProviderResult<publish::ZoneState>>(tl::unexpected(zone.error()));
            m_records.clear();
            return listFrom(0, names, stop);
        })
        .unwrap();
}

QFuture<ProviderResult<void>> CloudflareProvider::apply(const publish::ZonePlan &plan, std::stop_token stop)
{
    if (plan.isEmpty())
        return readyFuture(ProviderResult<void>());
    return applyUnlessChanged(*this, plan, stop, [this, plan, stop] {
        return call("POST", QStringLiteral("/%1/dns_records/batch").arg(m_zoneId), {}, batchOf(plan, m_records), stop)
            .then([](const Reply &done) { return afterWriting(done); });
    });
}

} // namespace io
