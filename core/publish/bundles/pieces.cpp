// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/bundles/pieces.h"

#include "publish/rrset.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace publish::bundles {

namespace {

constexpr qsizetype projectNameMost = 49; // Cloud Run has the least room
constexpr qsizetype hashDigits = 8;

} // namespace

QString policyHost(const rollout::Publication &publication)
{
    return QLatin1String("mta-sts.") + publication.records.domain;
}

QString projectName(const QString &domain)
{
    QString name = QLatin1String("mta-sts-") + QString(domain).replace(u'.', u'-');
    if (name.size() <= projectNameMost)
        return name;
    const QByteArray hash = QCryptographicHash::hash(domain.toLatin1(), QCryptographicHash::Sha256).toHex();
    name.truncate(projectNameMost - hashDigits - 1);
    return name + u'-' + QString::fromLatin1(hash.left(hashDigits));
}

BundleFile policyFile(const QString &root, const rollout::Publication &publication)
{
    const QString folder = root.isEmpty() ? QString() : root + u'/';
    return {folder + QLatin1String(".well-known/mta-sts.txt"), sts::format(*publication.policy)};
}

QString siteFolder(const rollout::Publication &publication)
{
    return QLatin1String("www/") + policyHost(publication);
}

QList<BundleFile> configuredSites(const QString &path, const Publications &publications,
                                  QByteArray (*part)(const rollout::Publication &))
{
    QList<BundleFile> policies;
    QByteArrayList configuration;
    for (const rollout::Publication &publication : publications) {
        configuration += part(publication);
        policies += policyFile(siteFolder(publication), publication);
    }
    return QList<BundleFile>{{path, configuration.join('\n')}} + policies;
}

QByteArray origin(const char *sign, const rollout::Publication &publication)
{
    return comment(sign, originLines(publication.records));
}

BundleFile jsonFile(const QString &path, const QJsonObject &object)
{
    return {path, QJsonDocument(object).toJson(QJsonDocument::Indented)};
}

BundleFile gitAttributes()
{
    return {QStringLiteral(".gitattributes"), "mta-sts.txt -text\n"};
}

BundleFile notFoundPage(const QString &root)
{
    return {root + QLatin1String("/404.html"),
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>404</title></head>"
            "<body><p>There is nothing here.</p></body></html>\n"};
}

} // namespace publish::bundles
