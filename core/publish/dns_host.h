// SPDX-License-Identifier: GPL-3.0-or-later
// Who keeps the DNS of a domain, told from the names of its name servers, and what follows for publishing: which format
// fits, whether there is an API, and what is good to know before one types. A guess that only helps: nothing fails when
// the name servers are nobody's.
#pragma once

#include <QList>
#include <QStringList>

namespace publish {

enum class DnsApi {
    None,       ///< a web panel is all there is
    Restricted, ///< for some customers only
    Open,       ///< for every customer
};

struct DnsHost
{
    const char *name;   ///< a proper name: "Cloudflare"
    const char *format; ///< to offer first, publish::Format::name
    DnsApi api;
    const char *panel;  ///< whose words the panel has, publish::PanelWords::name
    const char *advice; ///< whole sentences, translatable in the context "publish"; may be empty
};

/// Each once, in the order of the name servers (absolute names, with or without a final dot, any case); several when a
/// domain is served by several. Unknown name servers add nothing.
QList<const DnsHost *> dnsHostsOf(const QStringList &nameServers);

} // namespace publish
