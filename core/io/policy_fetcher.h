// SPDX-License-Identifier: GPL-3.0-or-later
// Fetches a policy over HTTPS from one address (RFC 8461 §3.3) on the probe threads. It looks where a sender would turn
// away: a bad certificate does not stop the request, a redirect is written down and not followed, and when the server
// refuses what is not a browser, a second request as a browser tells bot protection from a missing file.
#pragma once

#include "io/interfaces.h"
#include "tls/trust_store.h"

namespace io {

class ProbeThreads;

class HttpsPolicyFetcher : public PolicyFetcher
{
public:
    /// `threads` must outlive every fetch; its destructor ends the fetches that are under way.
    HttpsPolicyFetcher(ProbeThreads &threads, std::shared_ptr<const tls::TrustStore> trust);
    QFuture<facts::PolicyFetch> fetch(const PolicyTarget &target, std::stop_token stop) override;

private:
    ProbeThreads &m_threads;
    std::shared_ptr<const tls::TrustStore> m_trust;
};

} // namespace io
