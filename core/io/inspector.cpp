// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/inspector.h"

#include "io/inspection.h"

namespace io {

Inspector::Inspector(Resolver &resolver, PolicyFetcher &fetcher, SmtpProber &prober, const Clock &clock)
    : m_resolver(resolver), m_fetcher(fetcher), m_prober(prober), m_clock(clock)
{
}

QFuture<facts::DomainFacts> Inspector::inspect(const base::DomainName &domain, const InspectOptions &options,
                                               std::stop_token stop, std::function<void(const Progress &)> onProgress)
{
    auto *inspection = new Inspection(m_resolver, m_fetcher, m_prober, m_clock, domain, options, std::move(stop),
                                      std::move(onProgress)); // deletes itself when it is over
    return inspection->start();
}

} // namespace io
