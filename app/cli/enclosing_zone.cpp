// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/enclosing_zone.h"

#include "io/await.h"

namespace cli {
namespace {

QStringList namesFrom(base::DomainName name)
{
    const QString last = base::registrableDomain(name.toString());
    QStringList names{name.toString()};
    while (!last.isEmpty() && name.toString() != last) {
        name = name.parent();
        names += name.toString();
    }
    return names;
}

} // namespace

QStringList enclosingZones(io::Resolver &resolver, const base::DomainName &domain, std::stop_token stop)
{
    const QStringList all = namesFrom(domain);
    if (all.size() == 1)
        return all;
    for (qsizetype i = 0; i < all.size(); ++i) {
        const facts::DnsAnswer answer = io::await(resolver.lookup(all.at(i), facts::RecordType::Ns, stop));
        if (answer.hasRecords())
            return all.mid(i);
        if (!answer.provesAbsence())
            break;
    }
    return all;
}

} // namespace cli
