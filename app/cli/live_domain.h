// SPDX-License-Identifier: GPL-3.0-or-later
// What the DNS says now about a domain that records or a bundle are to be made for: where its mail goes, which id is
// live, who keeps its DNS.
#pragma once

#include "cli/exit_status.h"
#include "cli/generate_source.h"
#include "cli/options.h"
#include "io/interfaces.h"
#include "rollout/templates.h"

namespace cli {

struct LiveDomain
{
    LiveMx mx;
    facts::DnsAnswer stsTxt;
    QStringList nameServers; ///< of the domain, or of the registrable domain above it; empty when nobody told
};

/// Asks all questions at once and waits for all, only a second longer for the name servers.
LiveDomain lookUp(io::Resolver &resolver, const QString &domain);

/// Fills in what was not chosen: an id that is neither live nor among `used`, the mx lines. Messages say what was found
/// and what is wrong. Returns Fine, or the status to end with.
int complete(rollout::Choices &choices, const LiveDomain &live, const QString &domain, const char *command,
             QByteArrayList used = {});

} // namespace cli
