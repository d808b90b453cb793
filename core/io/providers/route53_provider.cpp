// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/providers/route53_provider.h"

#include "io/providers/route53_xml.h"

#include <algorithm>
#include <array>

namespace io {
namespace {

struct CodeRow
{
    const char *word;
    const char *code;
};

// The words in <Code>; the HTTP status decides for the rest.
constexpr std::array codes{
    CodeRow{"InvalidClientTokenId", "unauthorized"},
    CodeRow{"SignatureDoesNotMatch", "unauthorized"},
    CodeRow{"MissingAuthenticationToken", "unauthorized"},
    CodeRow{"AccessDenied", "forbidden"},
    CodeRow{"NoSuchHostedZone", "not-zone"},
    CodeRow{"Throttling", "rate-limited"},
    CodeRow{"PriorRequestNotComplete", "rate-limited"},
};

// One code covers both: that a set is not as the batch says, and that a value is not allowed.
bool saysChanged(const Route53Fault &fault)
{
    const QStringList phrases{QStringLiteral("not found"), QStringLiteral("do not match the current values"),
                              QStringLiteral("already exists")};
    return fault.code == QLatin1String("InvalidChangeBatch") &&
           std::any_of(phrases.begin(), phrases.end(),
                       [&fault](const QString &phrase) { return fault.message.contains(phrase); });
}

} // namespace

QFuture<Route53Provider::Reply> Route53Provider::call(const QByteArray &method, const QString &path,
                                                      const QString &query, const QByteArray &body,
                                                      std::stop_token stop)
{
    QUrl url = m_options.base;
    url.setPath(QStringLiteral("/2013-04-01/") + path);
    url.setQuery(query);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return m_http
        ->send({method,
                url,
                {{"X-Amz-Date", awsDate(now)},
                 {"Authorization", awsAuthorization(method, url, body, m_options.key, {"us-east-1", "route53"}, now)},
                 {"Content-Type", "text/xml"}},
                body},
               std::move(stop))
        .then([this](const ProviderResult<HttpReply> &reply) { return read(reply); });
}

Route53Provider::Reply Route53Provider::read(const ProviderResult<HttpReply> &reply) const
{
    if (!reply)
        return tl::unexpected(reply.error());
    if (reply->status == 200)
        return reply->body;
    const Route53Fault fault = route53Fault(reply->body);
    const QString words = m_options.key.secret.hiddenIn(fault.code + QStringLiteral(": ") + fault.message);
    if (fault.message.startsWith(QLatin1String("Signature expired")) ||
        fault.message.startsWith(QLatin1String("Signature not yet current")))
        return providerFailure("bad-time", words);
    if (saysChanged(fault))
        return providerFailure("changed-meanwhile", words);
    const auto row = std::find_if(codes.begin(), codes.end(),
                                  [&fault](const CodeRow &r) { return fault.code == QLatin1String(r.word); });
    return row != codes.end() ? Reply(providerFailure(row->code, words))
                              : Reply(tl::unexpected(statusProblem(reply->status, words)));
}

QFuture<ProviderResult<QString>> Route53Provider::zoneId(std::stop_token stop)
{
    if (!m_zoneId.isEmpty())
        return readyFuture<ProviderResult<QString>>(m_zoneId);
    return call("GET", QStringLiteral("hostedzonesbyname"), QStringLiteral("dnsname=%1").arg(m_options.zone), {},
                std::move(stop))
        .then([this](const Reply &zones) -> ProviderResult<QString> {
            if (!zones)
                return tl::unexpected(zones.error());
            const QStringList ids = route53ZoneIds(*zones, m_options.zone);
            const ProviderResult<QString> id = onlyZone(ids);
            m_zoneId = id.value_or(QString());
            return id;
        });
}

QFuture<ProviderResult<publish::ZoneState>> Route53Provider::listName(publish::ZoneState state, const QString &name,
                                                                      std::stop_token stop)
{
    return call("GET", QStringLiteral("hostedzone/%1/rrset").arg(m_zoneId),
                QStringLiteral("name=%1.&maxitems=100").arg(name), {}, stop)
        .then([state, name](const Reply &xml) mutable -> ProviderResult<publish::ZoneState> {
            if (!xml)
                return tl::unexpected(xml.error());
            for (const publish::ZoneSet &set : route53Sets(*xml, name))
                state.add(set);
            return state;
        });
}

QFuture<ProviderResult<publish::ZoneState>> Route53Provider::list(const QStringList &names, std::stop_token stop)
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

QFuture<ProviderResult<void>> Route53Provider::apply(const publish::ZonePlan &plan, std::stop_token stop)
{
    if (plan.isEmpty())
        return readyFuture(ProviderResult<void>());
    return applyUnlessChanged(*this, plan, stop, [this, plan, stop] {
        return call("POST", QStringLiteral("hostedzone/%1/rrset").arg(m_zoneId), {}, route53Batch(plan), stop)
            .then([](const Reply &done) { return afterWriting(done); });
    });
}

} // namespace io
