// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/rollout_history.h"

#include "archive/facts_store.h"
#include "archive/plan_store.h"
#include "archive/reported_policies.h"
#include "archive/served_ledger.h"
#include "findings/evaluate.h"
#include "io/ordered_work.h"
#include "rollout/reach.h"

namespace archive {
namespace {

constexpr qint64 daysAtATime = 120; // at first: the longest testing period that anybody waits for, and a month
constexpr qsizetype manyLooks = 2'500;

std::int64_t dayOf(const QDateTime &time)
{
    return QDate(1970, 1, 1).daysTo(time.toUTC().date());
}

struct Snapshot
{
    QDateTime observedAt;
    QByteArray stored;
};

/// Reads and judges snapshots on all cores: what follows from them is not stored, and a long history has thousands.
class Observer
{
public:
    Observer(QList<rollout::Observation> &observations, QStringList *unreadable)
        : m_observations(observations), m_unreadable(unreadable)
    {
    }

    void add(const QDateTime &observedAt, const QByteArray &stored)
    {
        m_waiting.push_back({observedAt, stored});
        if (m_waiting.size() == batch)
            observe();
    }

    /// What was added and is not observed yet.
    void observe()
    {
        std::size_t next = 0;
        const auto pull = [&] { return next < m_waiting.size() ? std::optional(m_waiting[next++]) : std::nullopt; };
        const auto consume = [this](const Seen &seen) { take(seen); };
        const int threads = m_waiting.size() < worthThreads ? 1 : 0;
        io::OrderedWork<Snapshot, Seen>(threads, waitingBytes).run(pull, look, consume, {});
        m_waiting.clear();
    }

private:
    static constexpr std::size_t batch = 512;
    static constexpr std::size_t worthThreads = 4;
    static constexpr std::size_t waitingBytes = 64u << 20;

    struct Seen
    {
        QDateTime observedAt;
        std::optional<rollout::Observation> observation;
    };

    static void look(const Snapshot &snapshot, const io::OrderedWork<Snapshot, Seen>::Emit &emit)
    {
        const auto facts = FactsStore::read(snapshot.stored);
        Seen seen{snapshot.observedAt, std::nullopt};
        if (facts)
            seen.observation = rollout::observationOf(*facts, findings::evaluate(*facts, facts->observedAt));
        emit(std::move(seen), std::size_t(snapshot.stored.size()));
    }

    void take(const Seen &seen)
    {
        if (seen.observation)
            m_observations.append(*seen.observation);
        else if (m_unreadable)
            m_unreadable->append(seen.observedAt.toString(Qt::ISODateWithMs));
    }

    QList<rollout::Observation> &m_observations;
    QStringList *m_unreadable;
    std::vector<Snapshot> m_waiting;
};

Result<QList<rollout::Observation>> looksOf(Archive &archive, const QString &domain, const HistoryRange &range,
                                            QStringList *unreadable)
{
    QList<rollout::Observation> looks;
    Observer observer(looks, unreadable);
    const auto tell = [&observer](const QDateTime &at, const QByteArray &stored) { observer.add(at, stored); };
    if (auto done = FactsStore(archive).forEach(domain, range.from, range.to, tell); !done)
        return tl::unexpected(done.error());
    observer.observe();
    return looks;
}

} // namespace

Result<rollout::History> historyOf(Archive &archive, const QString &domain, const HistoryRange &range,
                                   QStringList *unreadable)
{
    rollout::History history;
    history.domain = domain;
    auto looks = looksOf(archive, domain, range, unreadable);
    if (!looks)
        return tl::unexpected(looks.error());
    history.observations = std::move(*looks);

    auto served = ServedLedger(archive).servedBy(domain);
    if (!served)
        return tl::unexpected(served.error());
    history.served = std::move(*served);
    // A plan that cannot be read is told by whoever needs the plan.
    const auto plan = PlanStore(archive).readable(domain);
    if (!plan)
        return tl::unexpected(plan.error());
    if (*plan)
        history.issued = (*plan)->issuedPolicies();

    auto reports = reportedPolicies(archive, domain, dayOf(range.from), dayOf(range.to));
    if (!reports)
        return tl::unexpected(reports.error());
    history.reports = std::move(*reports);
    return history;
}

Result<ReachingHistory> historyFor(Archive &archive, const QString &domain, const rollout::Plan *plan,
                                   const QDateTime &now)
{
    const auto oldest = FactsStore(archive).oldest(domain);
    if (!oldest)
        return tl::unexpected(oldest.error());
    HistoryRange range{now.addDays(-daysAtATime), now};
    auto history = historyOf(archive, domain, range);
    if (!history)
        return tl::unexpected(history.error());
    const auto isWhole = [&] { return !*oldest || range.from <= **oldest; };
    const auto isEnough = [&] { return isWhole() || rollout::reachesBackEnough(*history, plan, now); };
    const auto mayGoOn = [&] {
        return history->observations.size() < manyLooks || !rollout::reachesBeforeTheMove(*history, plan);
    };
    while (!isEnough() && mayGoOn()) {
        range.to = range.from.addMSecs(-1);
        range.from = range.from.addDays(-daysAtATime);
        auto older = looksOf(archive, domain, range, nullptr);
        if (!older)
            return tl::unexpected(older.error());
        history->observations = *older + history->observations;
    }
    if (range.to != now) {
        auto reports = reportedPolicies(archive, domain, dayOf(range.from), dayOf(now));
        if (!reports)
            return tl::unexpected(reports.error());
        history->reports = std::move(*reports);
    }
    const bool enough = isEnough();
    return ReachingHistory{std::move(*history), enough};
}

Result<QStringList> knownDomains(Archive &archive)
{
    auto all = FactsStore(archive).domains();
    if (!all)
        return all;
    const auto planned = PlanStore(archive).domains();
    if (!planned)
        return planned;
    *all += *planned;
    all->sort();
    all->removeDuplicates();
    return all;
}

Result<> keepFacts(Archive &archive, const facts::DomainFacts &facts, const rollout::Observation &observation)
{
    return archive.connection().transaction([&]() -> Result<> {
        if (auto done = FactsStore(archive).add(facts); !done)
            return done;
        return ServedLedger(archive).saw(facts.domain, observation);
    });
}

} // namespace archive
