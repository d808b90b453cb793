// SPDX-License-Identifier: GPL-3.0-or-later
// The Resolver on libunbound: questions go to the system's resolvers (or those that the user names), answers are
// validated here, from a trust anchor, so that "secure" is our own finding and not somebody's word. Resolvers exist
// that strip signatures, and private internets have another root: when the root keys do not fit the *default* anchor,
// answers are taken unvalidated (Indeterminate) and validationProblem() says why. An anchor that the user named is
// never set aside: what does not fit it is bogus.
#pragma once

#include "base/limits.h"
#include "io/dns_server.h"
#include "io/interfaces.h"
#include "io/trust_anchor.h"

#include <QThread>
#include <memory>

namespace io {

class UnboundWorker;

struct ResolverOptions
{
    QStringList servers = {};            ///< "ADDR[@PORT]" each; empty: the system's
    QString trustAnchorFile = {};        ///< DS or DNSKEY records; empty: the root's, from the system or built in
    int timeoutMs = limits::dnsLookupMs; ///< of one lookup, all retries included
    int primeAgainMs = 30'000; ///< root keys that could not be had are asked for again after this at the earliest
    QString resolvConf = QStringLiteral("/etc/resolv.conf");
};

class UnboundResolver : public Resolver
{
public:
    /// Error codes: those of DnsServer::parse() and TrustAnchor::fromFile(), and no-system-resolver. Does not touch the
    /// network.
    static base::Result<std::unique_ptr<UnboundResolver>> create(const ResolverOptions &options);
    /// Lookups in flight end as Cancelled.
    ~UnboundResolver() override;

    QFuture<facts::DnsAnswer> lookup(const QString &name, facts::RecordType type, std::stop_token stop) override;
    void prepare(const QString &name) override;
    QString description() const override { return m_description; }
    QFuture<QString> validationProblem(std::stop_token stop) override;

private:
    UnboundResolver(const QList<DnsServer> &servers, const TrustAnchor &anchor, const ResolverOptions &options,
                    QString description);

    QString m_description;
    QThread m_thread;
    UnboundWorker *m_worker; ///< lives on m_thread, deleted there when it ends
};

} // namespace io
