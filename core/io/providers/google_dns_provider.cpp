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
    return m_http
        ->send({method,
                url,
                {{"Authorization", "Bearer " + m_options.token.bytes()}, {"Content-Type", "application/json"}},
                body},
               std::move(stop))
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
            // Two public zones of one name: only the delegation says which one counts, and it is not ours to guess.
            if (ids.size() != 1)
                return providerFailure("not-zone", ids.join(QLatin1String(", ")));
            m_zoneId = ids.first();
            return m_zoneId;
        });
}

QFuture<ProviderResult<publish::ZoneState>> GoogleDnsProvider::listFrom(publish::ZoneState state, QStringList names,
                                                                        std::stop_token stop)
{
    if (names.isEmpty())
        return readyFuture<ProviderResult<publish::ZoneState>>(state);
    const QString name = names.takeFirst();
    return call("GET", QStringLiteral("/%1/rrsets").arg(m_zoneId), QStringLiteral("name=%1.").arg(name), {}, stop)
        .then([this, state, names, name, stop](const Reply &document) mutable {
            if (!document)
                return readyFuture<ProviderResult<publish::ZoneState>>(tl::unexpected(document.error()));
            for (const QJsonValue &json : (*document)[QLatin1String("rrsets")].toArray())
                if (const publish::ZoneSet set = setOf(json); set.name == name)
                    state.add(set);
            return listFrom(state, names, stop);
        })
        .unwrap();
}

QFuture<ProviderResult<publish::ZoneState>> GoogleDnsProvider::list(const QStringList &names, std::stop_token stop)
{
    return zoneId(stop)
        .then([this, names, stop](const ProviderResult<QString> &zone) {
            return zone ? listFrom({m_options.zone, {}}, names, stop)
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
            .then([](const Reply &done) -> ProviderResult<void> {
                return done ? ProviderResult<void>() : tl::unexpected(afterSending(done.error()));
            });
    });
}

} // namespace io
