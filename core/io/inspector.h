// SPDX-License-Identifier: GPL-3.0-or-later
// One check of one domain: the only place that knows what depends on what. Everything that does not wait for something else
// starts at once, so a check takes its critical path: MX, address, then the SMTP session; all other questions run beside
// it. A part that fails leaves its reason in the facts and stops nothing else.
#pragma once

#include "io/interfaces.h"

#include <functional>

namespace io {

struct InspectOptions
{
    bool smtp = true;
    bool deep = false;             ///< extra sessions for old protocol versions
    int timeoutMs = 0;             ///< of each lookup, fetch and session; 0: the defaults of limits.h
    int smtpPort = 25;
    int httpsPort = 443;
    bool allowPrivate = false;     ///< contact a policy host in private address space
    QString controlMx = QStringLiteral("smtp.google.com"); ///< the known-good public MX
    QString heloName;              ///< empty: this machine's host name
    QStringList dkimSelectors;     ///< beside "google"
};

/// How far a check is: for a progress line. Called on the thread that started the check.
struct Progress
{
    int started = 0, finished = 0; ///< lookups, fetches and sessions
    QString latest;                ///< "MX mx1.example.it 192.0.2.7", untrusted
};

class Inspector
{
public:
    Inspector(Resolver &resolver, PolicyFetcher &fetcher, SmtpProber &prober, const Clock &clock);

    /// Needs an event loop on the calling thread; the future is fulfilled there. Exactly one DomainFacts always arrives, cancelled
    /// or not.
    QFuture<facts::DomainFacts> inspect(const base::DomainName &domain, const InspectOptions &options, std::stop_token stop,
                                        std::function<void(const Progress &)> onProgress = {});

private:
    Resolver &m_resolver;
    PolicyFetcher &m_fetcher;
    SmtpProber &m_prober;
    const Clock &m_clock;
};

} // namespace io
