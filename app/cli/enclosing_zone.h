// SPDX-License-Identifier: GPL-3.0-or-later
// Which DNS zone a domain's records stand in when nobody said so. It is the domain's own, or one above it up to the
// registrable domain; the name servers of the zone cut tell, and the provider has the last word.
#pragma once

#include "base/domain_name.h"
#include "io/interfaces.h"

namespace cli {

/// The zones to try, the nearest first, from where the DNS has name servers on; all of them when the DNS does not tell.
QStringList enclosingZones(io::Resolver &resolver, const base::DomainName &domain, std::stop_token stop);

} // namespace cli
