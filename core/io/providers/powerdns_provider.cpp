// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/providers/powerdns_provider.h"

#include "base/domain_name.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace io {
namespace {

std::optional<publish::ZoneSet> setOf(const QJsonValue &json)
{
    publish::ZoneSet set{base::canonicalHost(json[QLatin1String("name")].toString()),
                         json[QLatin1String("type")].toString().toLatin1(),
                         json[QLatin1String("ttl")].toInteger(),
                         {}};
    for (const QJsonValue &record : json[QLatin1String("records")].toArray()) {
        if (record[QLatin1String("disabled")].toBool())
            continue; // kept by the server and not served
        const QByteArray content = record[QLatin1String("content")].toString().toLatin1();
        set.values += publish::canonicalValue(set.type, content).value_or(content);
    }
    return set.values.isEmpty() ? std::nullopt : std::optional(set);
}

ProviderResult<publish::ZoneState> stateOf(const QString &zone, const QStringList &names, const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document[QLatin1String("rrsets")].isArray())
        return providerFailure("bad-answer");
    publish::ZoneState state{zone, {}};
    for (const QJsonValue &json : document[QLatin1String("rrsets")].toArray())
        if (const auto set = setOf(json); set && names.contains(set->name))
            state.add(*set);
    return state;
}

QJsonObject rrset(const publish::Change &change)
{
    QJsonObject out{{QStringLiteral("name"), change.name + u'.'},
                    {QStringLiteral("type"), QString::fromLatin1(change.type)}};
    if (!change.after) {
        out.insert(QStringLiteral("changetype"), QStringLiteral("DELETE"));
        return out;
    }
    QJsonArray records;
    for (const QByteArray &value : change.after->values)
        records +=
            QJsonObject{{QStringLiteral("content"), QString::fromLatin1(value)}, {QStringLiteral("disabled"), false}};
    out.insert(QStringLiteral("changetype"), QStringLiteral("REPLACE"));
    out.insert(QStringLiteral("ttl"), change.after->ttl);
    out.insert(QStringLiteral("records"), records);
    return out;
}

QByteArray patchOf(const publish::ZonePlan &plan)
{
    QJsonArray rrsets;
    for (const publish::Change &change : plan.changes)
        rrsets += rrset(change);
    return QJsonDocument(QJsonObject{{QStringLiteral("rrsets"), rrsets}}).toJson(QJsonDocument::Compact);
}

} // namespace

HttpRequest PowerDnsProvider::request(const QByteArray &method, const QByteArray &body) const
{
    QUrl url = m_options.server;
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path + QStringLiteral("/api/v1/servers/%1/zones/%2.").arg(m_options.serverId, m_options.zone));
    return {
        method,
        url,
        {{"X-API-Key", m_options.key.bytes()}, {"Content-Type", "application/json"}, {"Accept", "application/json"}},
        body};
}

ProviderError PowerDnsProvider::problem(const HttpReply &reply) const
{
    const QString words = QJsonDocument::fromJson(reply.body)[QLatin1String("error")].toString();
    // 422 comes for a zone that is not there, too.
    if (words.startsWith(QLatin1String("Could not find domain")))
        return {QStringLiteral("not-zone"), m_options.key.hiddenIn(words)};
    return statusProblem(reply.status, m_options.key.hiddenIn(words));
}

QFuture<ProviderResult<publish::ZoneState>> PowerDnsProvider::list(const QStringList &names, std::stop_token stop)
{
    return m_http->send(request("GET"), std::move(stop))
        .then([this, names](const ProviderResult<HttpReply> &reply) -> ProviderResult<publish::ZoneState> {
            if (!reply)
                return tl::unexpected(reply.error());
            if (reply->status != 200)
                return tl::unexpected(problem(*reply));
            return stateOf(m_options.zone, names, reply->body);
        });
}

QFuture<ProviderResult<void>> PowerDnsProvider::apply(const publish::ZonePlan &plan, std::stop_token stop)
{
    if (plan.isEmpty())
        return readyFuture(ProviderResult<void>());
    return applyUnlessChanged(*this, plan, stop, [this, plan, stop] {
        return m_http->send(request("PATCH", patchOf(plan)), stop)
            .then([this](const ProviderResult<HttpReply> &reply) -> ProviderResult<void> {
                if (!reply)
                    return tl::unexpected(afterSending(reply.error()));
                return reply->status == 204 || reply->status == 200 ? ProviderResult<void>()
                                                                    : tl::unexpected(problem(*reply));
            });
    });
}

} // namespace io
