// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hosts/cloudflare_worker.h"

#include "io/providers/cloudflare_error.h"
#include "publish/worker_script.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace io {
namespace {

using publish::HostedPolicy;

constexpr const char *module = "worker.js", *boundary = "----sigillo-worker-part";

constexpr std::array codes{
    CloudflareCode{10007, "absent"}, CloudflareCode{7003, "absent-place"},
    CloudflareCode{100117, "occupied"}, // the host name has records or belongs to another Worker
};

QByteArray part(const char *name, const char *fileName, const char *type, const QByteArray &body)
{
    return QByteArray("--") + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + '"' +
           (fileName ? QByteArray("; filename=\"") + fileName + '"' : QByteArray()) + "\r\nContent-Type: " + type +
           "\r\n\r\n" + body + "\r\n";
}

QByteArray form(const QByteArray &script)
{
    const QJsonObject metadata{{QStringLiteral("main_module"), QLatin1String(module)},
                               {QStringLiteral("compatibility_date"), QStringLiteral("2024-09-23")}};
    return part("metadata", nullptr, "application/json", QJsonDocument(metadata).toJson(QJsonDocument::Compact)) +
           part(module, module, "application/javascript+module", script) + "--" + boundary + "--\r\n";
}

QJsonValue resultOf(const HttpReply &reply)
{
    return QJsonDocument::fromJson(reply.body)[QLatin1String("result")];
}

bool isAbsent(const ProviderError &error)
{
    return error.code == QLatin1String("absent");
}

} // namespace

QString CloudflareWorker::description() const
{
    return QStringLiteral("Cloudflare Worker %1").arg(m_options.name);
}

QString CloudflareWorker::account(const QString &path) const
{
    return QStringLiteral("/accounts/%1/workers/%2").arg(m_options.account, path);
}

QFuture<CloudflareWorker::Reply> CloudflareWorker::call(const QByteArray &method, const QString &path,
                                                        const QString &query, const QByteArray &body,
                                                        std::stop_token stop, const QByteArray &type)
{
    QUrl url = m_options.base;
    url.setPath(QStringLiteral("/client/v4") + path);
    url.setQuery(query);
    const HttpRequest request{
        method, url, {{"Authorization", "Bearer " + m_options.token.bytes()}, {"Content-Type", type}}, body};
    return m_http->send(request, std::move(stop)).then([this](const Reply &reply) { return read(reply); });
}

CloudflareWorker::Reply CloudflareWorker::read(const Reply &reply) const
{
    if (!reply || reply->status == 200)
        return reply;
    ProviderError problem = cloudflareError(*reply, QJsonDocument::fromJson(reply->body), m_options.token, codes);
    if (problem.code == QLatin1String("not-zone"))
        problem.code = QStringLiteral("absent-place");
    return tl::unexpected(problem);
}

/// The zone that the name lies in, or one above it.
QFuture<ProviderResult<QString>> CloudflareWorker::zoneAround(const QString &name, std::stop_token stop)
{
    if (!name.contains(u'.'))
        return readyFuture<ProviderResult<QString>>(providerFailure("no-zone", policyHost()));
    return call("GET", QStringLiteral("/zones"), QStringLiteral("name=%1&account.id=%2").arg(name, m_options.account),
                {}, stop)
        .then([this, name, stop](const Reply &zones) {
            if (!zones)
                return readyFuture<ProviderResult<QString>>(tl::unexpected(zones.error()));
            for (const QJsonValue &zone : resultOf(*zones).toArray())
                if (zone[QLatin1String("name")].toString() == name)
                    return readyFuture<ProviderResult<QString>>(zone[QLatin1String("id")].toString());
            return zoneAround(name.section(u'.', 1), stop);
        })
        .unwrap();
}

/// The id of the custom domain that leads to this Worker; empty: there is none. Error code: occupied (it leads to
/// another).
QFuture<ProviderResult<QString>> CloudflareWorker::connectedDomain(std::stop_token stop)
{
    return call("GET", account(QStringLiteral("domains")), QStringLiteral("hostname=") + policyHost(), {},
                std::move(stop))
        .then([this](const Reply &domains) -> ProviderResult<QString> {
            if (!domains)
                return tl::unexpected(domains.error());
            for (const QJsonValue &domain : resultOf(*domains).toArray()) {
                if (domain[QLatin1String("hostname")].toString() != policyHost())
                    continue;
                const QString service = domain[QLatin1String("service")].toString();
                if (service != m_options.name)
                    return providerFailure("occupied", policyHost() + QStringLiteral(" → ") + service);
                return domain[QLatin1String("id")].toString();
            }
            return QString();
        });
}

QFuture<ProviderResult<HostedPolicy>> CloudflareWorker::look(std::stop_token stop)
{
    using Look = ProviderResult<HostedPolicy>;
    return call("GET", account(QStringLiteral("scripts/%1/content/v2").arg(m_options.name)), {}, {}, stop)
        .then([this, stop](const Reply &script) {
            HostedPolicy there;
            if (script) {
                there.bytes = publish::policyInWorker(policyHost(), script->body);
                if (!there.bytes)
                    return readyFuture<Look>(providerFailure("occupied", m_options.name));
            } else if (!isAbsent(script.error())) {
                return readyFuture<Look>(tl::unexpected(script.error()));
            }
            return connectedDomain(stop).then([there](const ProviderResult<QString> &domain) -> Look {
                if (!domain)
                    return tl::unexpected(domain.error());
                return HostedPolicy{there.bytes, !domain->isEmpty()};
            });
        })
        .unwrap();
}

CloudflareWorker::Done CloudflareWorker::upload(const QByteArray &policy, std::stop_token stop)
{
    return call("PUT", account(QStringLiteral("scripts/") + m_options.name), {},
                form(publish::workerScript(policyHost(), policy)), std::move(stop),
                QByteArray("multipart/form-data; boundary=") + boundary)
        .then([](const Reply &done) { return afterWriting(done); });
}

CloudflareWorker::Done CloudflareWorker::connectDomain(std::stop_token stop)
{
    return zoneAround(m_options.domain, stop)
        .then([this, stop](const ProviderResult<QString> &zone) {
            if (!zone)
                return readyFuture<ProviderResult<void>>(tl::unexpected(zone.error()));
            const QJsonObject body{{QStringLiteral("hostname"), policyHost()},
                                   {QStringLiteral("service"), m_options.name},
                                   {QStringLiteral("zone_id"), *zone},
                                   {QStringLiteral("environment"), QStringLiteral("production")}};
            return call("PUT", account(QStringLiteral("domains")), {},
                        QJsonDocument(body).toJson(QJsonDocument::Compact), stop)
                .then([](const Reply &done) { return afterWriting(done); });
        })
        .unwrap();
}

CloudflareWorker::Done CloudflareWorker::disconnectDomain(std::stop_token stop)
{
    return connectedDomain(stop)
        .then([this, stop](const ProviderResult<QString> &domain) {
            if (!domain || domain->isEmpty())
                return readyFuture(domain ? ProviderResult<void>()
                                          : ProviderResult<void>(tl::unexpected(domain.error())));
            return call("DELETE", account(QStringLiteral("domains/") + *domain), {}, {}, stop)
                .then([](const Reply &done) { return afterWriting(done); });
        })
        .unwrap();
}

CloudflareWorker::Done CloudflareWorker::removeWorker(std::stop_token stop)
{
    return call("DELETE", account(QStringLiteral("scripts/") + m_options.name), {}, {}, std::move(stop))
        .then([](const Reply &done) { return afterWriting(done); });
}

QFuture<ProviderResult<void>> CloudflareWorker::put(const publish::PolicyPlan &plan, std::stop_token stop)
{
    const auto orFailure = [](const ProviderResult<void> &done, std::function<Done()> next) {
        return done ? next() : readyFuture(done);
    };
    // What was refused after the first step leaves a part of the change.
    const auto halfMade = [](const ProviderResult<void> &done) -> ProviderResult<void> {
        if (done || done.error().code == QLatin1String("cut"))
            return done;
        return providerFailure("half-made", done.error().code + QStringLiteral(": ") + done.error().detail);
    };
    return putUnlessChanged(*this, plan, stop, [this, plan, stop, orFailure, halfMade] {
        const HostedPolicy &wanted = plan.wanted;
        if (wanted.bytes && wanted.isConnected)
            return upload(*wanted.bytes, stop)
                .then([this, plan, stop, orFailure, halfMade](const ProviderResult<void> &done) {
                    return orFailure(done, [&] {
                        return plan.there.isConnected ? readyFuture(done) : connectDomain(stop).then(halfMade);
                    });
                })
                .unwrap();
        return disconnectDomain(stop)
            .then([this, wanted, stop, orFailure, halfMade](const ProviderResult<void> &done) {
                return orFailure(done, [&] {
                    return (wanted.bytes ? upload(*wanted.bytes, stop) : removeWorker(stop)).then(halfMade);
                });
            })
            .unwrap();
    });
}

} // namespace io
