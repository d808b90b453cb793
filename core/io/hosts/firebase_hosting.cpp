// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hosts/firebase_hosting.h"

#include "base/limits.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <libdeflate.h>

namespace io {
namespace {

using publish::HostedPolicy;

const QString policyPath = QStringLiteral("/.well-known/mta-sts.txt");
const QString replaces = QStringLiteral("sigillo-replaces"); ///< a label: the version before ours
constexpr int packingLevel = 9;
constexpr int filesPerPage = 1000;

/// The same bytes give the same result: the hash of the packed file is its name there.
QByteArray packed(const QByteArray &bytes)
{
    const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
        libdeflate_alloc_compressor(packingLevel), libdeflate_free_compressor);
    QByteArray out(qsizetype(libdeflate_gzip_compress_bound(compressor.get(), size_t(bytes.size()))), '\0');
    out.resize(qsizetype(libdeflate_gzip_compress(compressor.get(), bytes.constData(), size_t(bytes.size()), out.data(),
                                                  size_t(out.size()))));
    return out;
}

QString hashOf(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

QString idOf(const QJsonObject &version)
{
    return version[QLatin1String("name")].toString().section(u'/', -1);
}

/// What is live, and text/plain for the policy (RFC 8461 §3.3).
QJsonObject configuration(const QJsonObject &live)
{
    QJsonObject config = live[QLatin1String("config")].toObject();
    QJsonArray rules = config[QLatin1String("headers")].toArray();
    for (const QJsonValue &rule : std::as_const(rules))
        if (rule[QLatin1String("glob")].toString() == policyPath)
            return config;
    rules += QJsonObject{{QStringLiteral("glob"), policyPath},
                         {QStringLiteral("headers"),
                          QJsonObject{{QStringLiteral("Content-Type"), QStringLiteral("text/plain; charset=utf-8")},
                                      {QStringLiteral("Cache-Control"), QStringLiteral("public, max-age=300")}}}};
    config[QLatin1String("headers")] = rules;
    return config;
}

template <class T>
QFuture<ProviderResult<void>> failed(const ProviderResult<T> &result)
{
    return readyFuture<ProviderResult<void>>(tl::unexpected(result.error()));
}

} // namespace

QFuture<FirebaseHosting::Reply> FirebaseHosting::call(const QByteArray &method, const QString &path,
                                                      const QString &query, const QJsonObject &body,
                                                      std::stop_token stop)
{
    QUrl url = m_options.base;
    url.setPath(QStringLiteral("/v1beta1/") + path);
    url.setQuery(query);
    const QByteArray bytes = method == "GET" ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
    return m_http->send(bearerRequest(method, url, m_options.token, bytes), std::move(stop))
        .then([this](const ProviderResult<HttpReply> &reply) { return read(reply); });
}

FirebaseHosting::Reply FirebaseHosting::read(const ProviderResult<HttpReply> &reply) const
{
    if (!reply)
        return tl::unexpected(reply.error());
    const QJsonDocument document = QJsonDocument::fromJson(reply->body);
    if (reply->status == 200 && document.isObject())
        return document.object();
    if (reply->status < 400)
        return providerFailure("bad-answer");
    ProviderError problem = statusProblem(
        reply->status, m_options.token.hiddenIn(document[QLatin1String("error")][QLatin1String("message")].toString()));
    if (problem.code == QLatin1String("not-zone"))
        problem.code = QStringLiteral("absent-place");
    return tl::unexpected(problem);
}

QFuture<FirebaseHosting::Done> FirebaseHosting::listFiles(const QString &page, std::stop_token stop)
{
    return call("GET", m_live[QLatin1String("name")].toString() + QStringLiteral("/files"),
                QStringLiteral("pageSize=%1&pageToken=%2").arg(filesPerPage).arg(page), {}, stop)
        .then([this, stop](const Reply &list) {
            if (!list)
                return failed(list);
            for (const QJsonValue &file : (*list)[QLatin1String("files")].toArray())
                m_files[file[QLatin1String("path")].toString()] = file[QLatin1String("hash")].toString();
            const QString next = (*list)[QLatin1String("nextPageToken")].toString();
            return next.isEmpty() ? readyFuture(Done()) : listFiles(next, stop);
        })
        .unwrap();
}

/// The interface has no way to read a file, so what is not known by its hash is fetched from the site.
QFuture<FirebaseHosting::Look> FirebaseHosting::content(std::stop_token stop)
{
    const QString hash = m_files.value(policyPath), version = idOf(m_live);
    if (hash.isEmpty() || m_known.contains(hash))
        return readyFuture<Look>(
            HostedPolicy{hash.isEmpty() ? std::nullopt : std::optional(m_known.value(hash)), true, version});
    QUrl url = m_options.web.isEmpty() ? QUrl(QStringLiteral("https://%1.web.app").arg(m_options.site)) : m_options.web;
    url.setPath(policyPath);
    return m_http->send({"GET", url, {}}, std::move(stop))
        .then([version](const ProviderResult<HttpReply> &reply) -> Look {
            if (!reply)
                return tl::unexpected(reply.error());
            if (reply->status != 200)
                return providerFailure("bad-answer", QStringLiteral("HTTP %1").arg(reply->status));
            if (reply->body.size() > limits::policyBytes)
                return providerFailure("too-long", policyPath);
            return HostedPolicy{reply->body, true, version};
        });
}

QFuture<FirebaseHosting::Look> FirebaseHosting::look(std::stop_token stop)
{
    return call("GET", site() + QStringLiteral("/releases"), QStringLiteral("pageSize=1"), {}, stop)
        .then([this, stop](const Reply &list) {
            if (!list)
                return readyFuture<Look>(tl::unexpected(list.error()));
            const QJsonValue live = (*list)[QLatin1String("releases")].toArray().first();
            m_files.clear();
            m_live = live[QLatin1String("type")].toString() == QLatin1String("SITE_DISABLE")
                         ? QJsonObject()
                         : live[QLatin1String("version")].toObject();
            if (m_live.isEmpty())
                return readyFuture<Look>(HostedPolicy{});
            if (!m_live[QLatin1String("name")].toString().startsWith(site() + QStringLiteral("/versions/")))
                return readyFuture<Look>(providerFailure("bad-answer"));
            return listFiles({}, stop)
                .then([this, stop](const Done &done) {
                    return done ? content(stop) : readyFuture<Look>(tl::unexpected(done.error()));
                })
                .unwrap();
        })
        .unwrap();
}

QFuture<FirebaseHosting::Done> FirebaseHosting::publishVersion(const std::optional<QByteArray> &policy,
                                                               std::stop_token stop)
{
    const QJsonObject labels{{QStringLiteral("deployment-tool"), QStringLiteral("sigillo")},
                             {replaces, m_live.isEmpty() ? QStringLiteral("none") : idOf(m_live)}};
    return call("POST", site() + QStringLiteral("/versions"), {},
                {{QStringLiteral("config"), configuration(m_live)}, {QStringLiteral("labels"), labels}}, stop)
        .then([this, policy, stop](const Reply &made) {
            if (!made)
                return failed(made);
            const QString version = (*made)[QLatin1String("name")].toString();
            if (!version.startsWith(site() + QStringLiteral("/versions/")))
                return readyFuture<Done>(providerFailure("bad-answer"));
            return populate(version, policy, stop)
                .then([this, version, stop](const Done &done) {
                    return done ? finalize(version, stop) : readyFuture(done);
                })
                .unwrap();
        })
        .unwrap();
}

QFuture<FirebaseHosting::Done> FirebaseHosting::populate(const QString &version,
                                                         const std::optional<QByteArray> &policy, std::stop_token stop)
{
    QJsonObject files;
    for (auto file = m_files.cbegin(); file != m_files.cend(); ++file)
        if (file.key() != policyPath)
            files.insert(file.key(), file.value());
    const QByteArray bytes = policy ? packed(*policy) : QByteArray();
    const QString hash = policy ? hashOf(bytes) : QString();
    if (policy) {
        files.insert(policyPath, hash);
        m_known[hash] = *policy;
    }
    return call("POST", version + QStringLiteral(":populateFiles"), {}, {{QStringLiteral("files"), files}}, stop)
        .then([this, bytes, hash, stop](const Reply &wish) {
            return wish ? upload(*wish, bytes, hash, stop) : failed(wish);
        })
        .unwrap();
}

// The token goes to the address that comes back, so only to Google's own or to where it was sent before.
QFuture<FirebaseHosting::Done> FirebaseHosting::upload(const QJsonObject &wish, const QByteArray &bytes,
                                                       const QString &hash, std::stop_token stop)
{
    const QJsonArray hashes = wish[QLatin1String("uploadRequiredHashes")].toArray();
    if (hashes.isEmpty())
        return readyFuture(Done());
    QUrl url(wish[QLatin1String("uploadUrl")].toString(), QUrl::StrictMode);
    const bool isOurs = url.scheme() == m_options.base.scheme() &&
                        (url.authority() == m_options.base.authority() ||
                         url.authority() == QLatin1String("upload-firebasehosting.googleapis.com"));
    if (!isOurs || hashes != QJsonArray{hash})
        return readyFuture<Done>(providerFailure("bad-answer", url.toDisplayString()));
    url.setPath(url.path() + u'/' + hash);
    HttpRequest request = bearerRequest("POST", url, m_options.token, bytes);
    request.headers.last().second = "application/octet-stream";
    return m_http->send(request, std::move(stop)).then([this](const ProviderResult<HttpReply> &reply) -> Done {
        if (reply && reply->status == 200)
            return {};
        const Reply refused = read(reply);
        return refused ? Done(providerFailure("bad-answer")) : tl::unexpected(refused.error());
    });
}

QFuture<FirebaseHosting::Done> FirebaseHosting::finalize(const QString &version, std::stop_token stop)
{
    return call("PATCH", version, QStringLiteral("update_mask=status"),
                {{QStringLiteral("status"), QStringLiteral("FINALIZED")}}, stop)
        .then([this, version, stop](const Reply &done) { return done ? release(version, stop) : failed(done); })
        .unwrap();
}

/// Without a version: the site answers with nothing again.
QFuture<FirebaseHosting::Done> FirebaseHosting::release(const QString &version, std::stop_token stop)
{
    const QJsonObject body =
        version.isEmpty() ? QJsonObject{{QStringLiteral("type"), QStringLiteral("SITE_DISABLE")}} : QJsonObject();
    return call("POST", site() + QStringLiteral("/releases"),
                version.isEmpty() ? QString() : QStringLiteral("versionName=") + version, body, std::move(stop))
        .then([](const Reply &done) { return afterWriting(done); });
}

QFuture<FirebaseHosting::Done> FirebaseHosting::put(const publish::PolicyPlan &plan, std::stop_token stop)
{
    return putUnlessChanged(*this, plan, stop, [this, plan, stop] {
        const QString before = m_live[QLatin1String("labels")][replaces].toString();
        if (!plan.wanted.version.isEmpty() && before == plan.wanted.version)
            return release(site() + QStringLiteral("/versions/") + before, stop);
        if (!plan.wanted.bytes && before == QLatin1String("none"))
            return release({}, stop);
        return publishVersion(plan.wanted.bytes, stop);
    });
}

} // namespace io
