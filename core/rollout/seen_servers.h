// SPDX-License-Identifier: GPL-3.0-or-later
// Which servers a check found: where the policy host leads, and the certificates that hosts showed. Two checks are
// compared by it, so everything is in a fixed order.
#pragma once

#include "facts/domain_facts.h"

namespace rollout {

/// A server certificate that a host showed on at least one address.
struct SeenCertificate
{
    QString host;
    QByteArray sha256;     ///< of the DER
    QDateTime from, until; ///< UTC
    bool operator==(const SeenCertificate &) const = default;
};

struct SeenServers
{
    bool hostKnown = false;              ///< A and AAAA of the policy host were both answered
    QString hostAlias;                   ///< where its CNAME leads in the end; empty without one; untrusted text
    QStringList hostAddresses;           ///< sorted
    QList<SeenCertificate> certificates; ///< of MX hosts and policy host, by host, then end; each once
    bool operator==(const SeenServers &) const = default;
};

SeenServers serversOf(const facts::DomainFacts &facts);

} // namespace rollout
