// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/providers/http_api.h"

#include "base/ip_address.h"

#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslCertificate>
#include <QTimer>

#include <algorithm>
#include <array>
#include <functional>

namespace io {
namespace {

constexpr qint64 largestReply = 32 * 1024 * 1024; // a whole zone may come

const char *codeOf(QNetworkReply::NetworkError error)
{
    if (error == QNetworkReply::SslHandshakeFailedError)
        return "tls";
    if (error == QNetworkReply::RemoteHostClosedError)
        return "cut";
    return error == QNetworkReply::OperationCanceledError ? "timeout" : "unreachable";
}

/// One request under way; deletes itself.
class Request : public QObject
{
public:
    Request(QNetworkReply *reply, int timeoutMs, std::stop_token stop)
        : m_reply(reply), m_stop(std::move(stop), [this] {
              QMetaObject::invokeMethod(
                  this, [this] { end("cancelled"); }, Qt::QueuedConnection);
          })
    {
        m_reply->setParent(this);
        m_promise.start();
        connect(m_reply, &QNetworkReply::finished, this, [this] { onFinished(); });
        connect(m_reply, &QNetworkReply::downloadProgress, this, [this](qint64 received) {
            if (received > largestReply)
                end("bad-answer");
        });
        QTimer::singleShot(timeoutMs, this, [this] { end("timeout"); });
    }
    QFuture<ProviderResult<HttpReply>> future() { return m_promise.future(); }

private:
    void onFinished()
    {
        const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (status == 0 || m_reply->error() == QNetworkReply::RemoteHostClosedError)
            finish(providerFailure(codeOf(m_reply->error()), m_reply->errorString()));
        else
            finish(HttpReply{status, m_reply->readAll()});
    }

    void end(const char *code) { finish(providerFailure(code)); }

    void finish(ProviderResult<HttpReply> result)
    {
        if (std::exchange(m_over, true))
            return;
        m_promise.addResult(std::move(result));
        m_promise.finish();
        m_reply->disconnect(this);
        m_reply->abort();
        deleteLater();
    }

    QNetworkReply *m_reply;
    QPromise<ProviderResult<HttpReply>> m_promise;
    bool m_over = false;
    std::stop_callback<std::function<void()>> m_stop; // last: it may run while this is being made
};

bool isLoopback(const QString &host)
{
    const auto address = base::IpAddress::parse(host);
    return host == QLatin1String("localhost") || (address && address->scope() == base::AddressScope::Loopback);
}

struct StatusRow
{
    int status;
    const char *code;
};

constexpr std::array statuses{
    StatusRow{401, "unauthorized"}, StatusRow{403, "forbidden"},         StatusRow{404, "not-zone"},
    StatusRow{429, "rate-limited"}, StatusRow{409, "changed-meanwhile"}, StatusRow{412, "changed-meanwhile"},
};

} // namespace

base::Result<std::unique_ptr<HttpApi>> HttpApi::create(const HttpOptions &options)
{
    std::unique_ptr<HttpApi> api(new HttpApi(options));
    if (!options.caFile.isEmpty()) {
        const QList<QSslCertificate> authorities = QSslCertificate::fromPath(options.caFile);
        if (authorities.isEmpty())
            return base::failure("unreadable", 0, options.caFile.toUtf8());
        api->m_tls.setCaCertificates(authorities);
    }
    api->m_tls.setProtocol(QSsl::TlsV1_2OrLater);
    return api;
}

base::Result<QUrl> HttpApi::baseUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isHttp = url.scheme() == QLatin1String("http");
    if (!url.isValid() || url.host().isEmpty() || url.hasQuery() || url.hasFragment() || !url.userInfo().isEmpty() ||
        (!isHttp && url.scheme() != QLatin1String("https")))
        return base::failure("bad-url", 0, text.toUtf8());
    if (isHttp && !isLoopback(url.host()))
        return base::failure("plain-http", 0, text.toUtf8());
    return url;
}

QFuture<ProviderResult<HttpReply>> HttpApi::send(const HttpRequest &request, std::stop_token stop)
{
    QNetworkRequest out(request.url);
    out.setSslConfiguration(m_tls);
    out.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    out.setAttribute(QNetworkRequest::Http2AllowedAttribute, false); // a handful of requests, one after the other
    out.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("sigillo/" SIGILLO_VERSION));
    for (const auto &[name, value] : request.headers)
        out.setRawHeader(name, value);
    QNetworkReply *reply = m_network.sendCustomRequest(out, request.method, request.body);
    return (new Request(reply, m_options.timeoutMs, std::move(stop)))->future();
}

ProviderError statusProblem(int status, const QString &detail)
{
    const auto row =
        std::find_if(statuses.begin(), statuses.end(), [status](const StatusRow &r) { return r.status == status; });
    const char *code = row != statuses.end() ? row->code : status >= 500 ? "server-failure" : "rejected";
    return {QString::fromLatin1(code), detail.isEmpty() ? QStringLiteral("HTTP %1").arg(status)
                                                        : QStringLiteral("HTTP %1: %2").arg(status).arg(detail)};
}

QFuture<ProviderResult<void>> applyUnlessChanged(DnsProvider &provider, const publish::ZonePlan &plan,
                                                 std::stop_token stop,
                                                 std::function<QFuture<ProviderResult<void>>()> write)
{
    return provider.list(publish::publishedNames(plan.domain), std::move(stop))
        .then([plan, write = std::move(write)](const ProviderResult<publish::ZoneState> &now) {
            if (!now)
                return readyFuture<ProviderResult<void>>(tl::unexpected(now.error()));
            const QString changed = publish::changedSince(plan, *now);
            return changed.isEmpty() ? write()
                                     : readyFuture<ProviderResult<void>>(providerFailure("changed-meanwhile", changed));
        })
        .unwrap();
}

HttpRequest bearerRequest(const QByteArray &method, const QUrl &url, const Secret &token, const QByteArray &body)
{
    return {method, url, {{"Authorization", "Bearer " + token.bytes()}, {"Content-Type", "application/json"}}, body};
}

ProviderResult<QString> onlyZone(const QStringList &ids)
{
    if (ids.size() != 1)
        return providerFailure("not-zone", ids.join(QLatin1String(", ")));
    return ids.first();
}

QFuture<ProviderResult<publish::ZoneState>> listOneByOne(publish::ZoneState soFar, QStringList names, ListName one)
{
    if (names.isEmpty())
        return readyFuture<ProviderResult<publish::ZoneState>>(std::move(soFar));
    const QString name = names.takeFirst();
    return one(std::move(soFar), name)
        .then([names, one](const ProviderResult<publish::ZoneState> &state) {
            return state ? listOneByOne(*state, names, one) : readyFuture(state);
        })
        .unwrap();
}

} // namespace io
