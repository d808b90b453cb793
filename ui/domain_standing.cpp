// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/domain_standing.h"

#include "archive/alarm_store.h"
#include "archive/facts_store.h"
#include "archive/plan_store.h"
#include "archive/rollout_history.h"
#include "base/domain_name.h"
#include "findings/catalogue.h"
#include "text/rollout_text.h"
#include "text/text.h"

#include <algorithm>

namespace ui {

namespace {

findings::Findings findingsOf(const DomainStanding &standing, bool posture)
{
    findings::Findings some;
    for (const findings::Finding &finding : standing.findings)
        if ((findings::subjectOf(finding.id) == findings::Subject::Posture) == posture)
            some += finding;
    return some;
}

} // namespace

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
    const auto plan = archive::PlanStore(archive).read(domain);
    if (!plan)
        return tl::unexpected(plan.error());
    const rollout::Plan *wanted = *plan ? &**plan : nullptr;
    const auto read = archive::historyFor(archive, domain, wanted, now);
    if (!read)
        return tl::unexpected(read.error());
    const rollout::History &history = read->history;
    auto facts = archive::FactsStore(archive).latest(domain);
    if (!facts)
        return tl::unexpected(facts.error());
    auto alarms = archive::AlarmStore(archive).open(domain);
    if (!alarms)
        return tl::unexpected(alarms.error());
    DomainStanding standing;
    standing.domain = domain;
    standing.alarms = *std::move(alarms);
    standing.facts = std::move(*facts);
    if (standing.facts)
        standing.findings = findings::evaluate(*standing.facts, now);
    standing.stage = rollout::stageOf(history, wanted, now);
    standing.next = rollout::nextStepOf(history, wanted, now, standing.stage);
    standing.readiness = rollout::readinessOf(history, wanted, now);
    if (const auto name = base::DomainName::parse(domain))
        standing.comparisons = rollout::compareWithPlan(*name, standing.facts ? &*standing.facts : nullptr, wanted);
    standing.hasPlan = wanted;
    return standing;
}

archive::Result<QList<DomainStanding>> allStandings(archive::Archive &archive, const QDateTime &now)
{
    const auto domains = archive::knownDomains(archive);
    if (!domains)
        return tl::unexpected(domains.error());
    QList<DomainStanding> all;
    for (const QString &domain : *domains) {
        auto standing = standingOf(archive, domain, now);
        if (!standing)
            return tl::unexpected(standing.error());
        all += std::move(*standing);
    }
    return all;
}

} // namespace ui
