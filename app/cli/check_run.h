// SPDX-License-Identifier: GPL-3.0-or-later
// Checks of several domains, a few at a time, in one event loop. Results are handed out in the order in which the
// domains were given, each as soon as those before it are there.
#pragma once

#include "io/inspector.h"

#include <QEventLoop>

#include <optional>
#include <vector>

namespace cli {

class CheckRun
{
public:
    static constexpr int atOnce = 8;
    using OnFacts = std::function<void(const facts::DomainFacts &)>;
    using OnProgress = std::function<void(const base::DomainName &, const io::Progress &)>; ///< may be empty

    CheckRun(io::Inspector &inspector, const io::InspectOptions &options, const QList<base::DomainName> &domains,
             std::stop_token stop);

    /// Returns when every domain has been handed to `onFacts`.
    void run(OnFacts onFacts, OnProgress onProgress);

private:
    void startMore();
    void finished(qsizetype index, const facts::DomainFacts &facts);

    io::Inspector &m_inspector;
    const io::InspectOptions m_options;
    const QList<base::DomainName> m_domains;
    const std::stop_token m_stop;
    OnFacts m_onFacts;
    OnProgress m_onProgress;
    std::vector<std::optional<facts::DomainFacts>> m_waiting; ///< finished, not yet handed out
    qsizetype m_started = 0, m_done = 0, m_handedOut = 0;
    QEventLoop m_loop;
};

} // namespace cli
