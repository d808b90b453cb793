// SPDX-License-Identifier: GPL-3.0-or-later
// Requests to the web interface of a DNS provider. A request carries a key that can change a zone, so it goes over TLS
// with the server's certificate checked, follows no redirect, and goes in the clear to this machine only.
#pragma once

#include "io/providers/dns_provider.h"
#include "io/secret.h"

#include <QNetworkAccessManager>
#include <QSslConfiguration>
#include <QUrl>

#include <functional>

namespace io {

struct HttpRequest
{
    QByteArray method;
    QUrl url;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body = {};
};

struct HttpReply
{
    int status = 0;
    QByteArray body;
};

struct HttpOptions
{
    QString caFile;         ///< PEM of authorities to trust instead of the system's; empty: the system's
    int timeoutMs = 10'000; ///< of one request
};

/// Lives on one thread, with an event loop.
class HttpApi
{
public:
    /// Error codes: unreadable (no certificate in the file).
    static base::Result<std::unique_ptr<HttpApi>> create(const HttpOptions &options);
    /// https, or http to a loopback address; a query or fragment has no place. Error codes: bad-url, plain-http.
    static base::Result<QUrl> baseUrl(const QString &text);

    /// Any status is a reply. Error codes: unreachable, tls, timeout, cut, cancelled, bad-answer (too large).
    QFuture<ProviderResult<HttpReply>> send(const HttpRequest &request, std::stop_token stop);

private:
    explicit HttpApi(const HttpOptions &options) : m_options(options) {}
    HttpOptions m_options;
    QSslConfiguration m_tls = QSslConfiguration::defaultConfiguration();
    QNetworkAccessManager m_network;
};

/// The failure that a status of 400 or more means: unauthorized, forbidden, not-zone, rejected, rate-limited,
/// server-failure.
ProviderError statusProblem(int status, const QString &detail);
/// Reads the zone again and goes on with `write` when it is still as the plan saw it. Error code: changed-meanwhile.
QFuture<ProviderResult<void>> applyUnlessChanged(DnsProvider &provider, const publish::ZonePlan &plan,
                                                 std::stop_token stop,
                                                 std::function<QFuture<ProviderResult<void>>()> write);

/// A request that carries a bearer token (RFC 6750) and JSON.
HttpRequest bearerRequest(const QByteArray &method, const QUrl &url, const Secret &token, const QByteArray &body);
/// Of the public zones with one name. Two of them: only the delegation says which one counts, and it is not ours to
/// guess. Error code: not-zone.
ProviderResult<QString> onlyZone(const QStringList &ids);
/// Asks for one name after the other; `one` adds to `soFar` what stands at its name.
using ListName =
    std::function<QFuture<ProviderResult<publish::ZoneState>>(publish::ZoneState soFar, const QString &name)>;
QFuture<ProviderResult<publish::ZoneState>> listOneByOne(publish::ZoneState soFar, QStringList names, ListName one);

/// Nothing, or why a change that was sent is not known to be made.
template <class T>
ProviderResult<void> afterWriting(const ProviderResult<T> &done)
{
    return done ? ProviderResult<void>() : tl::unexpected(afterSending(done.error()));
}

} // namespace io
