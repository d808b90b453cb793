// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/dns_server.h"

namespace io {

QString DnsServer::toString() const
{
    const QString scope = zone.isEmpty() ? QString() : u'%' + zone;
    return QStringLiteral("%1%2@%3").arg(address.toString(), scope).arg(port);
}

base::Result<DnsServer> DnsServer::parse(const QString &text)
{
    DnsServer server;
    QString host = text.trimmed();
    if (const qsizetype at = host.indexOf(u'@'); at >= 0) {
        bool isNumber = false;
        server.port = host.mid(at + 1).toInt(&isNumber);
        if (!isNumber || server.port < 1 || server.port > 65535)
            return base::failure("bad-port", at + 1, text.toUtf8());
        host.truncate(at);
    }
    if (const qsizetype percent = host.indexOf(u'%'); percent >= 0) {
        server.zone = host.mid(percent + 1);
        host.truncate(percent);
    }
    const auto address = base::IpAddress::parse(host);
    if (!address || (!server.zone.isEmpty() && !address->isV6()))
        return base::failure("bad-address", 0, text.toUtf8());
    server.address = *address;
    return server;
}

QList<DnsServer> nameserversOf(const QByteArray &resolvConf)
{
    QList<DnsServer> servers;
    const QByteArrayList lines = resolvConf.split('\n');
    for (const QByteArray &line : lines) {
        const QByteArrayList words = line.simplified().split(' ');
        if (words.size() < 2 || words[0] != "nameserver")
            continue;
        if (const auto server = DnsServer::parse(QString::fromLatin1(words[1])); server && !servers.contains(*server))
            servers += *server;
    }
    return servers;
}

} // namespace io
