// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/helo.h"

#include "base/domain_name.h"

#include <algorithm>

namespace smtp {

namespace {

/// Names that exist on this machine or in this house only.
bool isLocalName(const base::DomainName &name)
{
    static constexpr QLatin1String localSuffixes[] = {
        QLatin1String("localhost"), QLatin1String("localdomain"), QLatin1String("local"), QLatin1String("lan"),
        QLatin1String("home"),      QLatin1String("internal"),    QLatin1String("arpa"),  QLatin1String("invalid"),
    };
    const QString last = name.labels().last();
    return std::any_of(std::begin(localSuffixes), std::end(localSuffixes), [&](QLatin1String s) { return last == s; });
}

bool isLiteral(const QString &text)
{
    if (text.size() < 4 || !text.startsWith(u'[') || !text.endsWith(u']'))
        return false;
    const QStringView inside = QStringView(text).sliced(1, text.size() - 2);
    const QLatin1String v6Tag("IPv6:");
    const bool v6 = inside.startsWith(v6Tag, Qt::CaseInsensitive);
    const auto address = base::IpAddress::parse(v6 ? inside.sliced(v6Tag.size()) : inside);
    return address && address->isV6() == v6;
}

} // namespace

QByteArray heloArgument(const QString &name, const base::IpAddress &local)
{
    if (isLiteral(name))
        return name.toLatin1();
    const auto host = base::DomainName::parse(name);
    if (host && !isLocalName(*host))
        return host->toAscii();
    return addressLiteral(local);
}

QByteArray addressLiteral(const base::IpAddress &address)
{
    static const QByteArray mappedPrefix = QByteArray(10, '\0') + QByteArray(2, '\xff');
    if (address.isNull())
        return "[127.0.0.1]";
    if (address.isV6() && address.bytes().startsWith(mappedPrefix))
        return addressLiteral(*base::IpAddress::fromBytes(address.bytes().mid(mappedPrefix.size())));
    return (address.isV6() ? "[IPv6:" : "[") + address.toString().toLatin1() + ']';
}

} // namespace smtp
