// SPDX-License-Identifier: GPL-3.0-or-later
// The lookups, fetches and sessions of one check that are under way. Each is started at once and ends by itself; when
// the last has ended the check is over. Handlers run on the thread that made this object, and may start more.
#pragma once

#include "base/limits.h"
#include "io/inspector.h"

#include <QObject>

namespace io {

class CheckTasks : public QObject
{
    Q_OBJECT
public:
    CheckTasks(Resolver &resolver, PolicyFetcher &fetcher, SmtpProber &prober, InspectOptions options,
               std::stop_token stop, std::function<void(const Progress &)> onProgress);

    const InspectOptions &options() const { return m_options; }
    const std::stop_token &stop() const { return m_stop; }
    bool stopped() const { return m_stop.stop_requested(); }
    /// Counts one more SMTP session with an MX host; false when the check has had all that it may have.
    bool takeSession() { return m_sessions++ < limits::smtpSessions; }

    template <class T>
    using Handler = std::function<void(const T &)>;

    /// After a stop nothing is started any more and the handler is not called: the fact stays as it was made.
    void ask(const QString &name, facts::RecordType type, Handler<facts::DnsAnswer> then);
    void fetch(const PolicyTarget &target, Handler<facts::PolicyFetch> then);
    void probe(const SmtpTarget &target, Handler<facts::SmtpProbe> then);
    void greet(const SmtpTarget &target, const std::stop_token &stop, Handler<facts::SmtpProbe> then);
    void learnValidation(Handler<QString> then);
    void prepare(const QString &zone) { m_resolver.prepare(zone); }
    /// Runs `start` and then waits for what it started, even if that is nothing.
    void run(const std::function<void()> &start);

Q_SIGNALS:
    void allDone(); ///< once

private:
    template <class T>
    void watch(QFuture<T> future, const QString &label, Handler<T> then);
    void begin();
    void end(const QString &label);

    Resolver &m_resolver;
    PolicyFetcher &m_fetcher;
    SmtpProber &m_prober;
    const InspectOptions m_options;
    const std::stop_token m_stop;
    const std::function<void(const Progress &)> m_onProgress;
    Progress m_progress;
    int m_open = 0;
    int m_sessions = 0;
};

} // namespace io
