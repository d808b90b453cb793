// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/providers/google_dns_provider.h"

#include "base/domain_name.h"

#include <QJsonArray>
#include <QJsonObject>

namespace io {
namespace {

publish::ZoneSet setOf(const QJsonValue &json)
{
    publish::ZoneSet set{base::canonicalHost(json[QLatin1String("name")].toString()),
                         json[QLatin1String("type")].toString().toLatin1(),
                         json[QLatin1String("ttl")].toInteger(),
                         {}};
    for (const QJsonValue &data : json[QLatin1String("rrdatas")].toArray()) {
        const QByteArray value = data.toString().toLatin1();
        set.values += publish::canonicalValue(set.type, value).value_or(value);
    }
    // A set that is made on the fly (weighted, by place) has no data of its own: it is seen and never touched.
    if (set.values.isEmpty()) {
        set.type += "-POLICY";
        set.values = {"policy"};
    }
    return set;
}

QJsonObject rrset(const publish::ZoneSet &set)
{
    QJsonArray data;
    for (const QByteArray &value : set.values)
        data += QString::fromLatin1(value);
    return {{QStringLiteral("name"), set.name + u'.'},
            {QStringLiteral("type"), QString::fromLatin1(set.type)},
            {QStringLiteral("ttl"), set.ttl},
            {QStringLiteral("rrdatas"), data}};
}

QByteArray changeOf(const publish::ZonePlan &plan)
{
    QJsonArray additions, deletions;
    for (const publish::Change &change : plan.changes) {
        if (change.before)
            deletions += rrset(*change.before);
        if (change.after)
            additions += rrset(*change.after);
    }
    return QJsonDocument(
               QJsonObject{{QStringLiteral("additions"), additions}, {QStringLiteral("deletions"), deletions}})
        .toJson(QJsonDocument::Compact);
}

} // namespace

QFuture<GoogleDnsProvider::Reply> GoogleDnsProvider::call(const QByteArray &method, const QString &path,
                                                          const QString &query, const QByteArray &body,
                                                          std::stop_token stop)
{
    QUrl url = m_options.base;
    url.setPath(QStringLiteral("/dns/v1/projects/%1/managedZones%2").arg(m_options.project, path));
    url.setQuery(query);
    return m_http->send(bearerRequest(method, url, m_options.token, body), std::move(stop))
        .then([this](const ProviderResult<HttpReply> &reply) { return read(reply); });
}

GoogleDnsProvider::Reply GoogleDnsProvider::read(const ProviderResult<HttpReply> &reply) const
{
    if (!reply)
        return tl::unexpected(reply.error());
    const QJsonDocument document = QJsonDocument::fromJson(reply->body);
    if (reply->status == 200 && document.isObject())
        return document;
    if (reply->status < 400)
        return providerFailure("bad-answer");
    const QJsonValue error = document[QLatin1String("error")];
    const QString reason = error[QLatin1String("errors")].toArray().first()[QLatin1String("reason")].toString();
    const QString words = m_options.token.hiddenIn(error[QLatin1String("message")].toString());
    if (reason == QLatin1String("rateLimitExceeded") || reason == QLatin1String("quotaExceeded"))
        return providerFailure("rate-limited", words);
    return tl::unexpected(statusProblem(reply->status, words));
}

QFuture<ProviderResult<QString>> GoogleDnsProvider::zoneId(std::stop_token stop)
{
    if (!m_zoneId.isEmpty())
        return readyFuture<ProviderResult<QString>>(m_zoneId);
    return call("GET", {}, QStringLiteral("dnsName=%1.").arg(m_options.zone), {}, std::move(stop))
        .then([this](const Reply &zones) -> ProviderResult<QString> {
            if (!zones)
                return tl::unexpected(zones.error());
            QStringList ids;
            for (const QJsonValue &zone : (*zones)[QLatin1String("managedZones")].toArray())
                if (base::canonicalHost(zone[QLatin1String("dnsName")].toString()) == m_options.zone &&
                    zone[QLatin1String("visibility")].toString() != QLatin1String("private"))
                    ids += zone[QLatin1String("name")].toString();
            const ProviderResult<QString> id = onlyZone(ids);
            m_zoneId = id.value_or(QString());
            return id;
        });
}

QFuture<ProviderResult<publish::ZoneState>> GoogleDnsProvider::listName(publish::ZoneState state, const QString &name,
                                                                        std::stop_token stop)
{
    return call("GET", QStringLiteral("/%1/rrsets").arg(m_zoneId), QStringLiteral("name=%1.").arg(name), {}, stop)
        .then([state, name](const Reply &document) mutable -> ProviderResult<publish::ZoneState> {
            if (!document)
                return tl::unexpected(document.error());
            for (const QJsonValue &json : (*document)[QLatin1String("rrsets")].toArray())
                if (const publish::ZoneSet set = setOf(json); set.name == name)
                    state.add(set);
            return state;
        });
}

QFuture<ProviderResult<publish::ZoneState>> GoogleDnsProvider::list(const QStringList &names, std::stop_token stop)
{
    return zoneId(stop)
        .then([this, names, stop](const ProviderResult<QString> &zone) {
            const auto one = [this, stop](publish::ZoneState state, const QString &name) {
                return listName(std::move(state), name, stop);
            };
            return zone ? listOneByOne({m_options.zone, {}}, names, one)
                        : readyFuture<ProviderResult<publish::ZoneState>>(tl::unexpected(zone.error()));
        })
        .unwrap();
}

QFuture<ProviderResult<void>> GoogleDnsProvider::apply(const publish::ZonePlan &plan, std::stop_token stop)
{
    if (plan.isEmpty())
        return readyFuture(ProviderResult<void>());
    return applyUnlessChanged(*this, plan, stop, [this, plan, stop] {
        return call("POST", QStringLiteral("/%1/changes").arg(m_zoneId), {}, changeOf(plan), stop)
            .then([](const Reply &done) { return afterWriting(done); });
    });
}

} // namespace io
