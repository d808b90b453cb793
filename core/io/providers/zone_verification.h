// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the world sees what was written: every name server of the zone is asked by itself, because secondaries may be
// late or forgotten, and the public resolution is asked as a sender asks it, where caches may hold the old records for
// their TTL.
#pragma once

#include "io/dns_server.h"
#include "io/interfaces.h"
#include "io/providers/dns_provider.h"

namespace io {

enum class Sight {
    AsWanted,
    Different, ///< it answers with something else: late, or never told
    Unknown,   ///< it gave no usable answer
};

/// One name server at one address, or the public resolution.
struct Witness
{
    QString name;    ///< of the name server; the resolver's description for the public resolution
    QString address; ///< "192.0.2.1@53"; empty for the public resolution
    Sight sight = Sight::Unknown;
    QString at;                 ///< the first name that differs or could not be asked for
    ProviderError problem = {}; ///< of Unknown
};

/// Which servers have the zone: what its NS records name, at every address. An empty list: they could not be found out.
QFuture<QList<Witness>> authoritiesOf(Resolver &resolver, const QString &zone, std::stop_token stop);

/// Asks each server for what the plan changed; TTLs are not compared.
QFuture<QList<Witness>> askAuthorities(const QList<Witness> &authorities, const publish::ZonePlan &plan, int timeoutMs,
                                       std::stop_token stop);

/// Asks as a sender would.
QFuture<Witness> askPublicly(Resolver &resolver, const publish::ZonePlan &plan, std::stop_token stop);

} // namespace io
