// SPDX-License-Identifier: GPL-3.0-or-later
// Publications to make bundles of: usual ones, and those that strain every syntax.
#pragma once

#include "publish/bundle.h"

#include <QDir>
#include <QFile>

namespace support {

inline rollout::Publication publicationFor(const QString &domain, const QStringList &mx = {"mx.example.net"})
{
    rollout::Choices choices;
    choices.mx = mx;
    choices.rua = {"mailto:tls-reports@" + domain};
    choices.id = "20260301T123000";
    choices.tool = "sigillo 0.1.0";
    choices.createdAt = QDateTime(QDate(2026, 3, 1), QTime(12, 30), Qt::UTC);
    return *rollout::publication(*base::DomainName::parse(domain), choices);
}

/// As long as a domain can be that has a policy host: 245 bytes.
inline QString longestDomain()
{
    const QString label(63, 'a');
    return label + '.' + label + '.' + label + '.' + QString(45, 'b') + ".example";
}

inline rollout::Publication oddPublication(const QString &domain)
{
    QStringList mx;
    for (int i = 0; i < 64; ++i)
        mx += QString("%1mx%2.xn--bcher-kva.example").arg(i % 2 ? "*." : "").arg(i);
    rollout::Publication publication = publicationFor(domain, mx);
    publication.policy->maxAge = 31'557'600;
    // Legal in a policy (RFC 8461 §3.2), and special to one syntax or another.
    publication.policy->extensions = {{"x-quotes", "a\"b'c`d\\e"},
                                      {"x-signs", "${HOME} %{x} $1 {host} </x> #c ;d"},
                                      {"x-utf8", "b\xc3\xbc"
                                                 "cher \xf0\x9f\x93\xac"}};
    return publication;
}

inline bool writeFiles(const QString &folder, const QList<publish::BundleFile> &files)
{
    for (const publish::BundleFile &file : files) {
        const QString path = folder + '/' + file.path;
        QDir().mkpath(QFileInfo(path).path());
        QFile out(path);
        if (!out.open(QIODevice::WriteOnly) || out.write(file.bytes) != file.bytes.size())
            return false;
        if (file.executable)
            out.setPermissions(out.permissions() | QFileDevice::ExeOwner);
    }
    return true;
}

} // namespace support
