// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/monitor.h"

#include "archive/facts_store.h"
#include "archive/plan_store.h"
#include "archive/rollout_history.h"
#include "findings/evaluate.h"

namespace io {

using archive::Result;
using rollout::History;

namespace {

DomainOutcome begun(const facts::DomainFacts &facts)
{
    DomainOutcome out;
    out.domain = facts.domain;
    out.at = facts.observedAt.toUTC();
    out.cancelled = facts.cancelled;
    return out;
}

rollout::Observation observed(const facts::DomainFacts &facts)
{
    return rollout::observationOf(facts, findings::evaluate(facts, facts.observedAt));
}

} // namespace

bool DomainOutcome::hasNews() const
{
    return firstLook || !differences.isEmpty() || !alarms.raised.isEmpty() || !alarms.cleared.isEmpty();
}

Result<QStringList> Monitor::domains()
{
    return archive::knownDomains(m_archive);
}

// After a long time without a pass the last look is still what the next one is compared with.
Result<History> Monitor::historyBefore(const QString &domain, const QDateTime &at)
{
    auto history = archive::historyOf(m_archive, domain, {at.addDays(-monitorHistoryDays), at.addMSecs(-1)});
    if (!history || !history->observations.isEmpty())
        return history;
    const auto last = archive::FactsStore(m_archive).latest(domain);
    if (last && *last && (*last)->observedAt < at)
        history->observations.append(observed(**last));
    return history;
}

DomainOutcome Monitor::take(const facts::DomainFacts &facts)
{
    DomainOutcome out = begun(facts);
    if (out.cancelled)
        return out;
    if (auto done = take(facts, out); !done) {
        out = begun(facts);
        out.error = done.error();
    }
    return out;
}

Result<> Monitor::take(const facts::DomainFacts &facts, DomainOutcome &out)
{
    // A plan that cannot be read must not stop the watch: alarms then do without it.
    const auto plan = archive::PlanStore(m_archive).readable(facts.domain);
    if (!plan)
        return tl::unexpected(plan.error());
    auto history = historyBefore(facts.domain, out.at);
    if (!history)
        return tl::unexpected(history.error());
    out.look = observed(facts);
    const auto known = rollout::knownAt(*history, out.at);
    out.firstLook = !known;
    if (known)
        out.differences = rollout::differencesBetween(*known, out.look);
    if (auto kept = archive::keepFacts(m_archive, facts, out.look); !kept)
        return kept;
    history->observations.append(out.look);
    rollout::recordServed(history->served, out.look);
    auto update = archive::AlarmStore(m_archive).update(facts.domain, [&](const QList<rollout::Alarm> &before) {
        return rollout::updatedAlarms(before, *history, *plan ? &**plan : nullptr, out.at);
    });
    if (!update)
        return tl::unexpected(update.error());
    out.alarms = *std::move(update);
    return {};
}

MonitorPass::MonitorPass(Inspector &inspector, Monitor &monitor, InspectOptions options,
                         QList<base::DomainName> domains, std::stop_token stop)
    : m_inspector(inspector), m_monitor(monitor), m_options(std::move(options)), m_domains(std::move(domains)),
      m_stop(std::move(stop))
{
}

void MonitorPass::start(OnOutcome onOutcome, OnProgress onProgress, std::function<void()> onEnd)
{
    m_onOutcome = std::move(onOutcome);
    m_onProgress = std::move(onProgress);
    m_onEnd = std::move(onEnd);
    if (m_domains.isEmpty())
        QMetaObject::invokeMethod(&m_context, m_onEnd, Qt::QueuedConnection);
    startMore();
}

void MonitorPass::startMore()
{
    while (m_started < m_domains.size() && m_started - m_done < monitorAtOnce)
        m_inspector.inspect(m_domains.at(m_started++), m_options, m_stop)
            .then(&m_context, [this](const facts::DomainFacts &facts) { finished(facts); });
}

void MonitorPass::finished(const facts::DomainFacts &facts)
{
    m_onOutcome(m_monitor.take(facts));
    ++m_done;
    if (m_onProgress)
        m_onProgress(int(m_done), int(m_domains.size()));
    if (m_done == m_domains.size())
        m_onEnd();
    else
        startMore();
}

} // namespace io
