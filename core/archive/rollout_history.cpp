// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/rollout_history.h"

#include "archive/facts_store.h"
#include "archive/reported_policies.h"
#include "archive/served_ledger.h"
#include "findings/evaluate.h"

namespace archive {
namespace {

std::int64_t dayOf(const QDateTime &time)
{
    return QDate(1970, 1, 1).daysTo(time.toUTC().date());
}

} // namespace

Result<rollout::History> historyOf(Archive &archive, const QString &domain, const HistoryRange &range,
                                   QStringList *unreadable)
{
    rollout::History history;
    history.domain = domain;
    const auto observe = [&](const QDateTime &observedAt, const std::optional<facts::DomainFacts> &facts) {
        if (facts)
            history.observations.append(rollout::observationOf(*facts, findings::evaluate(*facts, facts->observedAt)));
        else if (unreadable)
            unreadable->append(observedAt.toString(Qt::ISODateWithMs));
    };
    if (auto done = FactsStore(archive).forEach(domain, range.from, range.to, observe); !done)
        return tl::unexpected(done.error());

    auto served = ServedLedger(archive).servedBy(domain);
    if (!served)
        return tl::unexpected(served.error());
    history.served = std::move(*served);

    auto reports = reportedPolicies(archive, domain, dayOf(range.from), dayOf(range.to));
    if (!reports)
        return tl::unexpected(reports.error());
    history.reports = std::move(*reports);
    return history;
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
