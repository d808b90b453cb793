// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/generate_plan.h"

#include "archive/plan_store.h"
#include "cli/decision_output.h"
#include "cli/exit_status.h"
#include "cli/generate_choices.h"
#include "cli/publication_output.h"
#include "cli/reports_archive.h"
#include "cli/rollout_archive.h"
#include "cli/terminal.h"
#include "cli/words.h"

namespace cli {

namespace {

// The plan says everything but in which syntax and zone.
QString strayBesidePlan(const Arguments &arguments)
{
    for (const char *option : {"mode", "max-age", "mx", "rua", "policy-host-target", "policy-host-address", "id", "ttl",
                               "resolver", "trust-anchor", "timeout"})
        if (arguments.has(option))
            return Words::tr("--%1 means nothing with --plan, which says what is wanted. Change it with rollout plan.")
                .arg(QLatin1String(option));
    return {};
}

} // namespace

int generateFromPlan(const Arguments &arguments, const base::DomainName &domain, const publish::Format &format)
{
    const QString name = domain.toString();
    if (const QString stray = strayBesidePlan(arguments); !stray.isEmpty())
        return usageProblem(stray, "generate");
    const auto zone = zoneOf(arguments, name);
    const auto operation = operationOf(arguments);
    if (!zone || !operation)
        return usageProblem(zone ? operation.error() : zone.error(), "generate");
    auto archive = openArchive(arguments, ArchiveUse::Read, "generate");
    if (!archive)
        return archive.error();
    const auto plan = archive::PlanStore(*archive).read(name);
    if (!plan)
        return archiveProblem(plan.error());
    if (!*plan)
        return usageProblem(Words::tr("There is no plan for %1. Make one with rollout plan.").arg(name), "generate");
    rollout::Choices choices = (*plan)->choices();
    choices.zone = *zone;
    choices.operation = *operation;
    choices.tool = QStringLiteral("sigillo " SIGILLO_VERSION);
    choices.createdAt = QDateTime::currentDateTimeUtc();
    const auto publication = rollout::publicationOf(**plan, choices);
    if (!publication)
        return usageProblem(planProblem(publication.error().code), "generate");
    if (!publication->policy)
        message(
            Words::tr("The plan has no policy yet: TLS reporting comes first. \"rollout advance\" takes the steps."));
    return printPublication(*publication, renderedIn(format, publication->records), arguments);
}

int knownIds(const Arguments &arguments, const QString &domain, QByteArrayList &used)
{
    if (!arguments.has("archive"))
        return Fine;
    auto archive = openArchive(arguments, ArchiveUse::Read, "generate");
    if (!archive)
        return archive.error();
    const auto standpoint = standpointOf(*archive, domain, QDateTime::currentDateTimeUtc());
    if (!standpoint)
        return archiveProblem(standpoint.error());
    used = rollout::usedIds(standpoint->history, standpoint->planOrNull());
    return Fine;
}

} // namespace cli
