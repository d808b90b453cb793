// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/domain_standing.h"

#include "archive/alarm_store.h"
#include "archive/facts_store.h"
#include "archive/plan_store.h"
#include "archive/rollout_history.h"
#include "base/domain_name.h"
#include "findings/catalogue.h"
#include "io/ordered_work.h"
#include "text/rollout_text.h"
#include "text/text.h"

#include <algorithm>

namespace ui {

namespace {

constexpr std::size_t standingsAtOnce = 256; ///< that wait to be taken

findings::Findings findingsOf(const DomainStanding &standing, bool posture)
{
    findings::Findings some;
    for (const findings::Finding &finding : standing.findings)
        if ((findings::subjectOf(finding.id) == findings::Subject::Posture) == posture)
            some += finding;
    return some;
}

/// What the archive has of a domain, before it is judged.
struct Kept
{
    QString domain;
    std::optional<rollout::Plan> plan;
    rollout::History history;
    std::optional<QByteArray> facts; ///< as they are stored
    QList<rollout::Alarm> alarms;
};

archive::Result<Kept> keptOf(archive::Archive &archive, const QString &domain, const QDateTime &now)
{
    Kept kept;
    kept.domain = domain;
    auto plan = archive::PlanStore(archive).read(domain);
    if (!plan)
        return tl::unexpected(plan.error());
    kept.plan = *std::move(plan);
    auto read = archive::historyFor(archive, domain, kept.plan ? &*kept.plan : nullptr, now);
    if (!read)
        return tl::unexpected(read.error());
    kept.history = std::move(read->history);
    auto facts = archive::FactsStore(archive).latestStored(domain);
    if (!facts)
        return tl::unexpected(facts.error());
    kept.facts = *std::move(facts);
    auto alarms = archive::AlarmStore(archive).open(domain);
    if (!alarms)
        return tl::unexpected(alarms.error());
    kept.alarms = *std::move(alarms);
    return kept;
}

/// Safe to call in any thread. Nothing when the facts cannot be read any more.
std::optional<DomainStanding> judged(const Kept &kept, const QDateTime &now)
{
    const rollout::Plan *wanted = kept.plan ? &*kept.plan : nullptr;
    DomainStanding standing;
    standing.domain = kept.domain;
    standing.alarms = kept.alarms;
    const auto facts = kept.facts ? archive::FactsStore::read(*kept.facts) : std::nullopt;
    if (kept.facts && !facts)
        return std::nullopt;
    if (facts) {
        standing.checkedAt = facts->observedAt;
        standing.stored = *kept.facts;
        standing.findings = findings::evaluate(*facts, now);
    }
    standing.stage = rollout::stageOf(kept.history, wanted, now);
    standing.next = rollout::nextStepOf(kept.history, wanted, now, standing.stage);
    standing.readiness = rollout::readinessOf(kept.history, wanted, now);
    if (const auto name = base::DomainName::parse(kept.domain))
        standing.comparisons = rollout::compareWithPlan(*name, facts ? &*facts : nullptr, wanted);
    standing.hasPlan = wanted;
    return standing;
}

/// Why facts that judged() could not read cannot be read.
archive::Error unreadable(archive::Archive &archive, const QString &domain)
{
    const auto facts = archive::FactsStore(archive).latest(domain);
    return facts ? archive.connection().error(archive::ErrorCode::Corrupt) : facts.error();
}

} // namespace

std::optional<facts::DomainFacts> DomainStanding::facts() const
{
    return checkedAt ? archive::FactsStore::read(stored) : std::nullopt;
}

const findings::Finding *DomainStanding::worst() const
{
    const findings::Finding *worst = nullptr;
    for (const findings::Finding &finding : findings)
        if (finding.status == findings::Status::Fail && finding.severity >= findings::Severity::Warning &&
            (!worst || finding.severity > worst->severity))
            worst = &finding;
    return worst;
}

findings::Findings DomainStanding::postureFindings() const
{
    return findingsOf(*this, true);
}

findings::Findings DomainStanding::ownFindings() const
{
    return findingsOf(*this, false);
}

QString DomainStanding::sentence() const
{
    if (const findings::Finding *finding = worst())
        return text::title(*finding);
    return text::title(stage.stage);
}

archive::Result<DomainStanding> standingOf(archive::Archive &archive, const QString &domain, const QDateTime &now)
{
    auto kept = keptOf(archive, domain, now);
    if (!kept)
        return tl::unexpected(kept.error());
    auto standing = judged(*kept, now);
    if (!standing)
        return tl::unexpected(unreadable(archive, domain));
    return *std::move(standing);
}

archive::Result<QList<DomainStanding>> allStandings(archive::Archive &archive, const QDateTime &now)
{
    const auto domains = archive::knownDomains(archive);
    if (!domains)
        return tl::unexpected(domains.error());
    std::vector<Kept> all;
    for (const QString &domain : *domains) {
        auto kept = keptOf(archive, domain, now);
        if (!kept)
            return tl::unexpected(kept.error());
        all.push_back(*std::move(kept));
    }
    using Work = io::OrderedWork<const Kept *, std::optional<DomainStanding>>;
    auto next = all.cbegin();
    QList<DomainStanding> standings;
    Work(0, standingsAtOnce)
        .run([&] { return next == all.cend() ? std::nullopt : std::optional(&*next++); },
             [&now](const Kept *kept, const Work::Emit &emit) { emit(judged(*kept, now), 1); },
             [&](std::optional<DomainStanding> standing) {
                 if (standing)
                     standings += *std::move(standing);
             },
             {});
    const auto missing = std::ranges::mismatch(all, standings, {}, &Kept::domain, &DomainStanding::domain).in1;
    if (missing != all.end())
        return tl::unexpected(unreadable(archive, missing->domain));
    return standings;
}

} // namespace ui
