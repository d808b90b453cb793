// SPDX-License-Identifier: GPL-3.0-or-later
// What many bundles share: names, the policy as a file, comments, and small files that several providers want.
#pragma once

#include "publish/bundle.h"

#include <QJsonObject>

namespace publish::bundles {

/// "mta-sts.example.com"
QString policyHost(const rollout::Publication &publication);
/// "mta-sts-example-com": what providers take as the name of a project, service or stack: at most 49 letters, digits
/// and hyphens, the first a letter. A long domain is cut and told apart by a hash.
QString projectName(const QString &domain);

/// ROOT/.well-known/mta-sts.txt; an empty root is the folder of the bundle.
BundleFile policyFile(const QString &root, const rollout::Publication &publication);
/// "www/mta-sts.example.com": where servers with several domains keep each policy.
QString siteFolder(const rollout::Publication &publication);
/// A configuration that has a part for each domain, and beside it every policy in its siteFolder().
QList<BundleFile> configuredSites(const QString &path, const Publications &publications,
                                  QByteArray (*part)(const rollout::Publication &));
/// Two lines, behind a comment sign, that say whose policy this is and what made the file.
QByteArray origin(const char *sign, const rollout::Publication &publication);
/// Indented, a line feed at the end.
BundleFile jsonFile(const QString &path, const QJsonObject &object);
/// Keeps git from changing the line ends of the policy.
BundleFile gitAttributes();
/// For providers that answer unknown paths with the start page unless this file is there.
BundleFile notFoundPage(const QString &root);

} // namespace publish::bundles
