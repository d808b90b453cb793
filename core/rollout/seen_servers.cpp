// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/seen_servers.h"

#include <algorithm>
#include <tuple>

namespace rollout {

namespace {

bool isAnswered(const facts::DnsAnswer &answer)
{
    return answer.hasRecords() || answer.provesAbsence();
}

void addAddresses(const facts::DnsAnswer &answer, QStringList &out)
{
    for (const base::IpAddress &address : facts::addresses(answer))
        out.append(address.toString());
}

void addCertificate(const facts::TlsFacts &tls, const QString &host, QList<SeenCertificate> &out)
{
    if (!tls.established() || tls.chain.isEmpty())
        return;
    const facts::CertificateFacts &leaf = tls.chain.first();
    const SeenCertificate seen{host, leaf.sha256, leaf.notBefore.toUTC(), leaf.notAfter.toUTC()};
    if (!out.contains(seen))
        out.append(seen);
}

} // namespace

SeenServers serversOf(const facts::DomainFacts &facts)
{
    SeenServers seen;
    const facts::PolicyHostFacts &host = facts.policyHost;
    seen.hostKnown = isAnswered(host.a) && isAnswered(host.aaaa);
    const facts::DnsAnswer &aliased = host.a.cnames.isEmpty() ? host.aaaa : host.a;
    if (!aliased.cnames.isEmpty())
        seen.hostAlias = aliased.finalName();
    addAddresses(host.a, seen.hostAddresses);
    addAddresses(host.aaaa, seen.hostAddresses);
    seen.hostAddresses.sort();
    for (const facts::MxHostFacts &mx : facts.mxHosts)
        for (const facts::SmtpProbe &probe : mx.probes)
            addCertificate(probe.tls, mx.name, seen.certificates);
    for (const facts::PolicyFetch &fetch : host.fetches)
        addCertificate(fetch.tls, host.name, seen.certificates);
    std::sort(seen.certificates.begin(), seen.certificates.end(), [](const auto &one, const auto &other) {
        return std::tie(one.host, one.until, one.sha256) < std::tie(other.host, other.until, other.sha256);
    });
    return seen;
}

} // namespace rollout
