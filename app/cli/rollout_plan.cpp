// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/enum_names.h"
#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/findings_json.h"
#include "cli/live_check.h"
#include "cli/reports_archive.h"
#include "cli/rollout_json.h"
#include "cli/rollout_wish.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "cli/words.h"
#include "text/rollout_text.h"

namespace cli {

namespace {

QString policyHostText(const rollout::PolicyHost &host)
{
    QStringList words;
    for (const base::IpAddress &address : host.addresses)
        words += address.toString();
    if (!host.target.isEmpty())
        return host.target;
    return words.isEmpty() ? Words::tr("not a part of this plan") : words.join(QLatin1String(", "));
}

QString decisionsText(const rollout::Plan &plan)
{
    QList<QStringList> rows;
    for (const rollout::Decision &decision : plan.decisions)
        rows += {momentText(decision.at), text::title(decision.action),
                 decision.forced ? Words::tr("forced: %1").arg(decision.reason) : decision.reason};
    return tableText({Words::tr("When"), Words::tr("Decision"), Words::tr("Reason")}, rows);
}

QString planText(const rollout::Plan &plan)
{
    QList<QStringList> rows{{Words::tr("Goal"), base::enumName(plan.goal)},
                            {Words::tr("TLS reports to"), plan.rua.join(QLatin1String(", "))}};
    if (!plan.reportingOnly)
        rows += QList<QStringList>{{Words::tr("Policy"), Words::tr("mode %1, max_age %2, id %3")
                                                             .arg(base::enumName(plan.mode))
                                                             .arg(plan.maxAge)
                                                             .arg(QString::fromLatin1(plan.id))}};
    rows += QList<QStringList>{
        {Words::tr("mx lines"),
         plan.mx.isEmpty() ? Words::tr("of the live MX hosts") : plan.mx.join(QLatin1String(", "))},
        {Words::tr("Top of max_age"), QString::number(plan.maxAgeGoal)},
        {Words::tr("Policy host"), policyHostText(plan.policyHost)},
        {Words::tr("Evidence"), Words::tr("%1 days in testing, reports on %2 days, %3 % of sessions verified")
                                    .arg(plan.thresholds.testingDays)
                                    .arg(plan.thresholds.reportDays)
                                    .arg(plan.thresholds.verifiedShare * 100)}};
    if (plan.mxMove)
        rows += QList<QStringList>{{Words::tr("Move of MX hosts to"), plan.mxMove->to.join(QLatin1String(", "))}};
    return tableText({Words::tr("Plan of %1").arg(plan.domain), QString()}, rows) + u'\n' + decisionsText(plan);
}

int show(const rollout::Plan &plan, const Arguments &arguments)
{
    return arguments.has("json") ? print(document(rollout::toJson(plan)), Fine) : print(planText(plan), Fine);
}

int refuse(const Wished &result, const Arguments &arguments)
{
    message(Words::tr("Refused: %1.").arg(text::title(result.action)));
    for (const rollout::Reason &reason : result.permission.reasons)
        message(QStringLiteral("- ") + text::sentence(reason));
    message(result.mayForce() ? Words::tr("The plan is as it was. --force --reason TEXT decides all the same.")
                              : Words::tr("The plan is as it was."));
    if (!arguments.has("json"))
        return Failed;
    return print(document({{QStringLiteral("domain"), result.plan.domain},
                           {QStringLiteral("action"), base::enumName(result.action)},
                           {QStringLiteral("refused"), true},
                           {QStringLiteral("reasons"), toJson(result.permission.reasons)},
                           {QStringLiteral("not_before"), momentJson(result.permission.notBefore)},
                           {QStringLiteral("exit_status"), int(Failed)}}),
                 Failed);
}

int change(archive::Archive &archive, const Standpoint &standpoint, const Wish &wish, const Arguments &arguments)
{
    Wished result;
    std::optional<rollout::Plan> saved;
    const auto done = changePlan(archive, standpoint, [&](const Standpoint &present) -> std::optional<rollout::Plan> {
        saved.reset();
        result = wished(wish, present);
        const bool allowed = result.permission.allowed;
        if (!allowed && !(arguments.has("force") && result.mayForce()))
            return std::nullopt;
        saved = rollout::after(result.action, result.plan, present.history, present.now, !allowed, reasonOf(arguments));
        return saved;
    });
    if (!done)
        return archiveProblem(done.error());
    if (!saved)
        return refuse(result, arguments);
    for (const QString &note : result.notes)
        message(note);
    if (result.action != rollout::Action::PlanMade)
        message(Words::tr("\"rollout advance\" prints what is to be published now."));
    return show(*saved, arguments);
}

/// What the command line said, read and valid.
struct Request
{
    base::DomainName domain;
    std::optional<QDateTime> now;
    Wish wish;
};

Read<Request> requestOf(const Arguments &arguments)
{
    if (arguments.operands().size() != 1)
        return tl::unexpected(Words::tr("Name one mail domain."));
    for (const auto stray : {strayForce, strayCheckOption})
        if (const QString problem = stray(arguments); !problem.isEmpty())
            return tl::unexpected(problem);
    const auto domain = readDomain(arguments.operands().first());
    if (!domain)
        return tl::unexpected(domain.error());
    const auto now = nowOf(arguments);
    const auto wish = wishOf(arguments);
    if (!now || !wish)
        return tl::unexpected(now ? wish.error() : now.error());
    for (const char *option : {"force", "reason"})
        if (arguments.has(option) && !wish->isChange())
            return tl::unexpected(
                Words::tr("--%1 means nothing where the plan is only shown.").arg(QLatin1String(option)));
    return Request{*domain, *now, *wish};
}

} // namespace

const Syntax &rolloutPlanSyntax()
{
    static const Syntax syntax = [] {
        Syntax made{"rollout plan", "DOMAIN",
                    QT_TRANSLATE_NOOP("Words", "Shows what is planned for a domain, or makes and changes the plan."),
                    QT_TRANSLATE_NOOP("Words",
                                      "Without an option that changes it the plan is shown. A plan is a wish: nothing "
                                      "is published, and where the domain stands is told by rollout status.\n"
                                      "Exit status 2: the change would lose mail and was refused."),
                    wishOptions()};
        for (const std::vector<Option> &more : {forceOptions(), standpointOptions(), std::vector<Option>{jsonOption()},
                                                liveCheckOptions(), std::vector<Option>{helpOption()}})
            made.options.insert(made.options.end(), more.begin(), more.end());
        return made;
    }();
    return syntax;
}

int runRolloutPlan(Arguments arguments)
{
    const char *const command = rolloutPlanSyntax().command;
    const auto request = requestOf(arguments);
    if (!request)
        return usageProblem(request.error(), command);
    const bool isChange = request->wish.isChange();
    auto opened = openStandpoint(arguments, request->domain, request->now,
                                 isChange ? ArchiveUse::Write : ArchiveUse::Read, command);
    if (!opened)
        return opened.error();
    if (isChange)
        return change(opened->archive, opened->standpoint, request->wish, arguments);
    if (!opened->standpoint.plan)
        return usageProblem(Words::tr("There is no plan for %1. Make one with --goal enforce, or with --adopt from "
                                      "what is live.")
                                .arg(request->domain.toString()),
                            command);
    return show(*opened->standpoint.plan, arguments);
}

} // namespace cli
