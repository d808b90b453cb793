// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/rollout_history.h"

#include "archive/domain_groups.h"
#include "archive/facts_store.h"
#include "archive/observation_store.h"
#include "archive/plan_store.h"
#include "archive/reported_policies.h"
#include "archive/served_ledger.h"
#include "findings/evaluate.h"
#include "io/ordered_work.h"
#include "rollout/observation_record.h"
#include "rollout/reach.h"

#include <algorithm>

namespace archive {
namespace {

constexpr qint64 daysAtATime = 120; // at first: the longest testing period that anybody waits for, and a month
constexpr qsizetype manyLooks = 2'500;

std::int64_t dayOf(const QDateTime &time)
{
    return QDate(1970, 1, 1).daysTo(time.toUTC().date());
}

/// A look, and the record to keep of it when there was none.
struct Seen
{
    QDateTime observedAt;
    std::optional<rollout::Observation> observation;
    QByteArray toKeep = {};
    bool isDamaged = false; ///< the record, and the snapshot was not read
};

Seen seenOf(const KeptLook &look)
{
    if (!look.record.isEmpty()) {
        auto known = rollout::fromRecord(look.record);
        const bool isDamaged = !known;
        return {look.observedAt, std::move(known), {}, isDamaged};
    }
    const auto facts = FactsStore::read(look.facts);
    if (!facts)
        return {look.observedAt, std::nullopt};
    auto observation = rollout::observationOf(*facts, findings::evaluate(*facts, facts->observedAt));
    QByteArray record = rollout::toRecord(observation);
    return {look.observedAt, std::move(observation), std::move(record)};
}

/// Reads looks, and judges on all cores those that nothing is kept of: a long history has thousands.
class Observer
{
public:
    Observer(QList<rollout::Observation> &observations, QStringList *unreadable)
        : m_observations(observations), m_unreadable(unreadable)
    {
    }

    void add(KeptLook &&look)
    {
        m_waiting.push_back(std::move(look));
        if (m_waiting.size() == batch)
            observe();
    }

    /// What was added and is not observed yet.
    void observe()
    {
        const auto toJudge =
            std::ranges::count_if(m_waiting, [](const KeptLook &look) { return look.record.isEmpty(); });
        if (toJudge < worthThreads)
            for (const KeptLook &look : m_waiting)
                take(seenOf(look));
        else
            observeOnAllCores();
        m_waiting.clear();
    }

    /// The records that are missing in the archive, by time.
    const QList<QPair<QDateTime, QByteArray>> &toKeep() const { return m_toKeep; }
    bool foundDamage() const { return m_foundDamage; }

private:
    static constexpr std::size_t batch = 512;
    static constexpr std::ptrdiff_t worthThreads = 4;
    static constexpr std::size_t waitingBytes = 64u << 20;
    using Work = io::OrderedWork<KeptLook, Seen>;

    void observeOnAllCores()
    {
        std::size_t next = 0;
        const auto pull = [&] {
            return next < m_waiting.size() ? std::optional(std::move(m_waiting[next++])) : std::nullopt;
        };
        const auto see = [](const KeptLook &look, const Work::Emit &emit) {
            emit(seenOf(look), std::size_t(look.facts.size() + look.record.size()));
        };
        Work(0, waitingBytes).run(pull, see, [this](Seen &&seen) { take(std::move(seen)); }, {});
    }

    void take(Seen &&seen)
    {
        m_foundDamage = m_foundDamage || seen.isDamaged;
        if (!seen.toKeep.isEmpty())
            m_toKeep.append({seen.observedAt, std::move(seen.toKeep)});
        if (seen.observation)
            m_observations.append(*std::move(seen.observation));
        else if (m_unreadable)
            m_unreadable->append(seen.observedAt.toString(Qt::ISODateWithMs));
    }

    QList<rollout::Observation> &m_observations;
    QStringList *m_unreadable;
    std::vector<KeptLook> m_waiting;
    QList<QPair<QDateTime, QByteArray>> m_toKeep;
    bool m_foundDamage = false;
};

// A record that cannot be kept, in an archive that is only read or on a full disk, costs time and nothing else.
void keep(Archive &archive, const QString &domain, const QList<QPair<QDateTime, QByteArray>> &records)
{
    if (records.isEmpty())
        return;
    (void)archive.connection().transaction([&]() -> Result<> {
        for (const auto &[at, record] : records)
            if (auto done = ObservationStore(archive).keep(domain, at, record); !done)
                return done;
        return {};
    });
}

Result<QList<rollout::Observation>> looksOf(Archive &archive, const QString &domain, const HistoryRange &range,
                                            QStringList *unreadable)
{
    QList<rollout::Observation> looks;
    Observer observer(looks, unreadable);
    const auto tell = [&observer](KeptLook &&look) { observer.add(std::move(look)); };
    if (auto done = ObservationStore(archive).forEach(domain, range.from, range.to, tell); !done)
        return tl::unexpected(done.error());
    observer.observe();
    if (observer.foundDamage() && ObservationStore(archive).drop(domain)) {
        if (unreadable)
            unreadable->clear();
        return looksOf(archive, domain, range, unreadable);
    }
    keep(archive, domain, observer.toKeep());
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

Result<std::optional<rollout::Observation>> lookAt(Archive &archive, const QString &domain, const QDateTime &at)
{
    auto looks = looksOf(archive, domain, {at, at}, nullptr);
    if (!looks)
        return tl::unexpected(looks.error());
    return looks->isEmpty() ? std::nullopt : std::optional(std::move(looks->first()));
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
    const auto kept = DomainGroups(archive).domains();
    if (!kept)
        return kept;
    *all += *planned + *kept;
    all->sort();
    all->removeDuplicates();
    return all;
}

Result<> keepFacts(Archive &archive, const facts::DomainFacts &facts, const rollout::Observation &observation)
{
    return archive.connection().transaction([&]() -> Result<> {
        if (auto done = FactsStore(archive).add(facts); !done)
            return done;
        const QByteArray record = rollout::toRecord(observation);
        if (auto done = ObservationStore(archive).keep(facts.domain, facts.observedAt, record); !done)
            return done;
        return ServedLedger(archive).saw(facts.domain, observation);
    });
}

} // namespace archive
