// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/check_run.h"

namespace cli {

CheckRun::CheckRun(io::Inspector &inspector, const io::InspectOptions &options, const QList<base::DomainName> &domains,
                   std::stop_token stop)
    : m_inspector(inspector), m_options(options), m_domains(domains), m_stop(std::move(stop)),
      m_waiting(size_t(domains.size()))
{
}

void CheckRun::run(OnFacts onFacts, OnProgress onProgress)
{
    m_onFacts = std::move(onFacts);
    m_onProgress = std::move(onProgress);
    startMore();
    if (m_done < m_domains.size())
        m_loop.exec();
}

void CheckRun::startMore()
{
    while (m_started < m_domains.size() && m_started - m_done < atOnce) {
        const qsizetype index = m_started++;
        std::function<void(const io::Progress &)> onProgress;
        if (m_onProgress)
            onProgress = [this, index](const io::Progress &progress) { m_onProgress(m_domains.at(index), progress); };
        m_inspector.inspect(m_domains.at(index), m_options, m_stop, onProgress)
            .then(&m_loop, [this, index](const facts::DomainFacts &facts) { finished(index, facts); });
    }
}

void CheckRun::finished(qsizetype index, const facts::DomainFacts &facts)
{
    ++m_done;
    m_waiting[size_t(index)] = facts;
    while (m_handedOut < m_domains.size() && m_waiting[size_t(m_handedOut)]) {
        m_onFacts(*m_waiting[size_t(m_handedOut)]);
        m_waiting[size_t(m_handedOut++)].reset();
    }
    startMore();
    if (m_done == m_domains.size())
        m_loop.quit();
}

} // namespace cli
