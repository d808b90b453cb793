// SPDX-License-Identifier: GPL-3.0-or-later
// Watching domains: each look is kept in the archive, compared with what was known before, and brings the alarms up to
// date. Everything that is remembered between two passes is in the archive, so a timer may start the program anew each
// time. One domain that fails, or an archive that does, is a value in the outcome of that domain.
#pragma once

#include "archive/alarm_store.h"
#include "io/inspector.h"
#include "rollout/difference.h"

namespace io {

inline constexpr int monitorAtOnce = 4;       ///< domains checked side by side
inline constexpr int monitorHistoryDays = 60; ///< of looks and reports that alarms are derived from; goneDays and more

struct DomainOutcome
{
    QString domain;
    QDateTime at;           ///< UTC, when the check began
    bool cancelled = false; ///< stopped before it was complete: nothing was kept
    bool firstLook = false; ///< nothing was known of the domain
    rollout::Observation look;
    QList<rollout::Difference> differences;
    rollout::AlarmUpdate alarms;
    std::optional<archive::Error> error; ///< the archive; the rest is empty then

    /// Something to tell: that it is watched from now on, a difference, or an alarm raised or cleared.
    bool hasNews() const;
};

class Monitor
{
public:
    explicit Monitor(archive::Archive &archive) : m_archive(archive) {}

    /// The domains with a plan or with facts, in order.
    archive::Result<QStringList> domains();

    /// Keeps one look and says what follows from it. "Now" is when it was made.
    DomainOutcome take(const facts::DomainFacts &facts);

private:
    archive::Result<> take(const facts::DomainFacts &facts, DomainOutcome &out);
    archive::Result<rollout::History> historyBefore(const QString &domain, const QDateTime &at);

    archive::Archive &m_archive;
};

/// One pass over a list of domains. It runs in the event loop of the thread that starts it, which is the archive's.
class MonitorPass
{
public:
    using OnOutcome = std::function<void(const DomainOutcome &)>;
    using OnProgress = std::function<void(int done, int all)>; ///< may be empty

    MonitorPass(Inspector &inspector, Monitor &monitor, InspectOptions options, QList<base::DomainName> domains,
                std::stop_token stop);

    /// Once. `onOutcome` is called for each domain, in the order in which they are done, stopped or not; `onEnd` after
    /// the last. The pass has to live until then.
    void start(OnOutcome onOutcome, OnProgress onProgress, std::function<void()> onEnd);

private:
    void startMore();
    void finished(const facts::DomainFacts &facts);

    Inspector &m_inspector;
    Monitor &m_monitor;
    const InspectOptions m_options;
    const QList<base::DomainName> m_domains;
    const std::stop_token m_stop;
    OnOutcome m_onOutcome;
    OnProgress m_onProgress;
    std::function<void()> m_onEnd;
    qsizetype m_started = 0, m_done = 0;
    QObject m_context; ///< what is under way when the pass goes away is dropped
};

} // namespace io
