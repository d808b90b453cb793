// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/providers/aws_signature.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QUrlQuery>

#include <algorithm>

namespace io {
namespace {

QByteArray hash(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

QByteArray hmac(const QByteArray &key, const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256);
}

// Everything but letters, digits and -._~ as %XX, sorted by name and then by value.
QByteArray canonicalQuery(const QUrl &url)
{
    QList<std::pair<QByteArray, QByteArray>> pairs;
    for (const auto &[name, value] : QUrlQuery(url).queryItems(QUrl::FullyDecoded))
        pairs += {QUrl::toPercentEncoding(name), QUrl::toPercentEncoding(value)};
    std::sort(pairs.begin(), pairs.end()); // not as joined: "=" comes behind "-"
    QByteArrayList query;
    for (const auto &[name, value] : std::as_const(pairs))
        query += name + '=' + value;
    return query.join('&');
}

QByteArray canonicalRequest(const QByteArray &method, const QUrl &url, const QByteArray &body, const QByteArray &date)
{
    const QByteArray path =
        url.path(QUrl::FullyDecoded).isEmpty() ? QByteArray("/") : QUrl::toPercentEncoding(url.path(), "/");
    return method + '\n' + path + '\n' + canonicalQuery(url) + "\nhost:" + awsHost(url) + "\nx-amz-date:" + date +
           "\n\nhost;x-amz-date\n" + hash(body);
}

} // namespace

QByteArray awsDate(const QDateTime &now)
{
    return now.toUTC().toString(QStringLiteral("yyyyMMdd'T'hhmmss'Z'")).toLatin1();
}

QByteArray awsHost(const QUrl &url)
{
    const QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    return url.port() < 0 ? host : host + ':' + QByteArray::number(url.port());
}

QByteArray awsAuthorization(const QByteArray &method, const QUrl &url, const QByteArray &body, const AwsKey &key,
                            const AwsScope &scope, const QDateTime &now)
{
    const QByteArray date = awsDate(now), day = date.left(8);
    const QByteArray place = day + '/' + scope.region + '/' + scope.service + "/aws4_request";
    const QByteArray text =
        "AWS4-HMAC-SHA256\n" + date + '\n' + place + '\n' + hash(canonicalRequest(method, url, body, date));
    const Secret first("AWS4" + key.secret.bytes());
    const Secret signing(hmac(hmac(hmac(hmac(first.bytes(), day), scope.region), scope.service), "aws4_request"));
    return "AWS4-HMAC-SHA256 Credential=" + key.id.toLatin1() + '/' + place +
           ", SignedHeaders=host;x-amz-date, Signature=" + hmac(signing.bytes(), text).toHex();
}

} // namespace io
