// SPDX-License-Identifier: GPL-3.0-or-later
// SMTP probes on the worker threads: one polite session a call, and with SmtpTarget::deep one short session more for
// each TLS version that the first one leaves open, one after the other, because a mail server counts parallel
// connections against a client.
#pragma once

#include "io/interfaces.h"
#include "io/probe_threads.h"
#include "smtp/dialogue.h"
#include "tls/trust_store.h"

namespace io {

class NetworkSmtpProber : public SmtpProber
{
public:
    /// `threads` must outlive this. Futures that are still open when the threads end deliver Cause::Cancelled.
    NetworkSmtpProber(ProbeThreads &threads, std::shared_ptr<const tls::TrustStore> trust);

    /// SmtpProbe::offers stays empty unless `deep`, and when no session gets as far as TLS.
    QFuture<facts::SmtpProbe> probe(const SmtpTarget &target, std::stop_token stop) override;
    /// Done means: a banner with a code of 2xx came.
    QFuture<facts::SmtpProbe> greet(const SmtpTarget &target, std::stop_token stop) override;

private:
    QFuture<facts::SmtpProbe> run(const SmtpTarget &target, smtp::Extent extent, std::stop_token stop);

    ProbeThreads &m_threads;
    std::shared_ptr<const tls::TrustStore> m_trust;
};

} // namespace io
