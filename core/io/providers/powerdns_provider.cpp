// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/providers/powerdns_provider.h"

#include "base/domain_name.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace io {
namespace {

std::optional<publish::ZoneSet> setOf(const QJsonValue &json, bool disabled)
{
    publish::ZoneSet set{base::canonicalHost(json[QLatin1String("name")].toString()),
                         json[QLatin1String("type")].toString().toLatin1(),
                         json[QLatin1String("ttl")].toInteger(),
                         {}};
    for (const QJsonValue &record : json[QLatin1String("records")].toArray()) {
        if (record[QLatin1String("disabled")].toBool() != disabled)
            continue;
        const QByteArray content = record[QLatin1String("content")].toString().toLatin1();
        set.values += publish::canonicalValue(set.type, content).value_or(content);
    }
    return set.values.isEmpty() ? std::nullopt : std::optional(set);
}

void addRecords(QJsonArray &records, const publish::ZoneSet &set, bool disabled)
{
    for (const QByteArray &value : set.values)
        records += QJsonObject{{QStringLiteral("content"), QString::fromLatin1(value)},
                               {QStringLiteral("disabled"), disabled}};
}

} // namespace

ProviderResult<publish::ZoneState> PowerDnsProvider::stateOf(const QStringList &names, const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document[QLatin1String("rrsets")].isArray())
        return providerFailure("bad-answer");
    publish::ZoneState state{m_options.zone, {}};
    m_disabled.clear();
    for (const QJsonValue &json : document[QLatin1String("rrsets")].toArray()) {
        if (const auto set = setOf(json, false); set && names.contains(set->name))
            state.add(*set);
        if (const auto set = setOf(json, true); set && names.contains(set->name))
            m_disabled += *set;
    }
    return state;
}

QByteArray PowerDnsProvider::patchOf(const publish::ZonePlan &plan) const
{
    QJsonArray rrsets;
    for (const publish::Change &change : plan.changes) {
        QJsonArray records;
        qint64 ttl = 0;
        for (const publish::ZoneSet &set : m_disabled)
            if (set.name == change.name && set.type == change.type) {
                addRecords(records, set, true);
                ttl = set.ttl;
            }
        if (change.after) {
            addRecords(records, *change.after, false);
            ttl = change.after->ttl;
        }
        QJsonObject rrset{
            {QStringLiteral("name"), change.name + u'.'},
            {QStringLiteral("type"), QString::fromLatin1(change.type)},
            {QStringLiteral("changetype"), records.isEmpty() ? QStringLiteral("DELETE") : QStringLiteral("REPLACE")}};
        if (!records.isEmpty()) {
            rrset.insert(QStringLiteral("ttl"), ttl);
            rrset.insert(QStringLiteral("records"), records);
        }
        rrsets += rrset;
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("rrsets"), rrsets}}).toJson(QJsonDocument::Compact);
}

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
            return stateOf(names, reply->body);
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
