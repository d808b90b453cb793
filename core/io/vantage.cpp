// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/vantage.h"

#include <QNetworkInterface>
#include <algorithm>

namespace io {

bool hasIpv4(const QList<base::IpAddress> &own)
{
    return std::any_of(own.begin(), own.end(), [](const base::IpAddress &address) {
        const base::AddressScope scope = address.scope();
        return !address.isV6() && (scope == base::AddressScope::Global || scope == base::AddressScope::Private ||
                                   scope == base::AddressScope::CarrierNat);
    });
}

bool hasIpv6(const QList<base::IpAddress> &own)
{
    return std::any_of(own.begin(), own.end(), [](const base::IpAddress &address) {
        return address.isV6() && address.scope() == base::AddressScope::Global;
    });
}

QList<base::IpAddress> ownAddresses()
{
    QList<base::IpAddress> own;
    const QList<QHostAddress> all = QNetworkInterface::allAddresses();
    for (QHostAddress host : all) {
        host.setScopeId(QString());
        if (const auto address = base::IpAddress::parse(host.toString()))
            own += *address;
    }
    return own;
}

facts::Vantage vantageOf(const Resolver &resolver, const InspectOptions &options)
{
    const QList<base::IpAddress> own = ownAddresses();
    facts::Vantage vantage;
    vantage.resolver = resolver.description();
    vantage.ipv4 = hasIpv4(own);
    vantage.ipv6 = hasIpv6(own);
    vantage.smtpSkipped = !options.smtp;
    vantage.deep = options.deep;
    vantage.privateAllowed = options.allowPrivate;
    vantage.tool = QStringLiteral("sigillo " SIGILLO_VERSION);
    return vantage;
}

} // namespace io
