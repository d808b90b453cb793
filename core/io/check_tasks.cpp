// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/check_tasks.h"

#include "base/enum_names.h"

#include <QTimer>

namespace io {

namespace {

// A lookup that is given less time than the resolver would take: its stop is ours plus a timer.
struct LookupDeadline
{
    explicit LookupDeadline(const std::stop_token &parent) : onStop(parent, [this] { source.request_stop(); }) {}

    std::stop_source source;
    bool expired = false;
    std::stop_callback<std::function<void()>> onStop;
};

} // namespace

CheckTasks::CheckTasks(Resolver &resolver, PolicyFetcher &fetcher, SmtpProber &prober, InspectOptions options,
                       std::stop_token stop, std::function<void(const Progress &)> onProgress)
    : m_resolver(resolver), m_fetcher(fetcher), m_prober(prober), m_options(std::move(options)),
      m_stop(std::move(stop)), m_onProgress(std::move(onProgress))
{
}

void CheckTasks::begin()
{
    ++m_open;
    ++m_progress.started;
}

void CheckTasks::end(const QString &label)
{
    ++m_progress.finished;
    m_progress.latest = label;
    if (m_onProgress)
        m_onProgress(m_progress);
    if (--m_open == 0)
        Q_EMIT allDone();
}

template <class T>
void CheckTasks::watch(QFuture<T> future, const QString &label, Handler<T> then)
{
    begin();
    future.then(this, [this, label, handler = std::move(then)](const T &value) {
        handler(value);
        end(label);
    });
}

void CheckTasks::run(const std::function<void()> &start)
{
    ++m_open;
    start();
    if (--m_open == 0)
        QTimer::singleShot(0, this, &CheckTasks::allDone);
}

void CheckTasks::ask(const QString &name, facts::RecordType type, Handler<facts::DnsAnswer> then)
{
    if (stopped())
        return;
    const QString label = base::enumName(type).toUpper() + u' ' + name;
    const int timeoutMs = m_options.timeoutMs;
    if (timeoutMs <= 0)
        return watch(m_resolver.lookup(name, type, m_stop), label, std::move(then));
    auto deadline = std::make_shared<LookupDeadline>(m_stop);
    QTimer::singleShot(timeoutMs, Qt::PreciseTimer, this, [deadline] {
        deadline->expired = true;
        deadline->source.request_stop();
    });
    watch<facts::DnsAnswer>(m_resolver.lookup(name, type, deadline->source.get_token()), label,
                            [this, deadline, timeoutMs, handler = std::move(then)](const facts::DnsAnswer &answer) {
                                if (answer.status != facts::DnsStatus::Cancelled || !deadline->expired || stopped())
                                    return handler(answer);
                                facts::DnsAnswer late = answer;
                                late.status = facts::DnsStatus::Timeout;
                                late.reason = QStringLiteral("no answer within %1 ms").arg(timeoutMs);
                                handler(late);
                            });
}

void CheckTasks::fetch(const PolicyTarget &target, Handler<facts::PolicyFetch> then)
{
    if (!stopped())
        watch(m_fetcher.fetch(target, m_stop),
              QStringLiteral("HTTPS %1 %2").arg(target.host, target.address.toString()), std::move(then));
}

void CheckTasks::probe(const SmtpTarget &target, Handler<facts::SmtpProbe> then)
{
    if (!stopped())
        watch(m_prober.probe(target, m_stop), QStringLiteral("SMTP %1 %2").arg(target.host, target.address.toString()),
              std::move(then));
}

void CheckTasks::greet(const SmtpTarget &target, const std::stop_token &stop, Handler<facts::SmtpProbe> then)
{
    if (!stopped())
        watch(m_prober.greet(target, stop), QStringLiteral("SMTP %1 %2").arg(target.host, target.address.toString()),
              std::move(then));
}

void CheckTasks::learnValidation(Handler<QString> then)
{
    if (!stopped())
        watch(m_resolver.validationProblem(m_stop), QStringLiteral("DNSKEY ."), std::move(then));
}

} // namespace io
