// SPDX-License-Identifier: GPL-3.0-or-later
// The DNS providers by name: which there are, what each needs to be told, and how each is made.
#pragma once

#include "io/providers/dns_provider.h"
#include "io/secret.h"

#include <span>

namespace wiring {

struct ProviderSettings
{
    QString server;       ///< "ADDR[@PORT]", or a base address for those that are reached over HTTP
    QString serverId;     ///< PowerDNS: which server behind the address
    QString zone;         ///< no final dot
    QString project;      ///< Google Cloud
    QString keyName;      ///< TSIG; Route 53: the access key id; OVH: the application key
    QString keyAlgorithm; ///< TSIG
    QString caFile;       ///< PEM of a private authority; empty: the system's
    io::Secret secret;
    int timeoutMs = 10'000; ///< of one request
};

/// What a provider has to be told beside the secret.
enum class Need {
    Nothing,
    Server,
    KeyName,
    Project,
    ServerAndKeyName,
};

struct ProviderKind
{
    const char *name; ///< what --to takes
    Need need;
    const char *secret; ///< what the secret is, translatable in the context "cli::Words"
    /// Error codes: bad-address, bad-port, bad-algorithm, bad-secret, bad-url, plain-http, unreadable.
    base::Result<std::unique_ptr<io::DnsProvider>> (*create)(ProviderSettings settings);
};

std::span<const ProviderKind> providerKinds();
const ProviderKind *providerKind(const QString &name); ///< null when there is none of that name

} // namespace wiring
