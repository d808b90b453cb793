// SPDX-License-Identifier: GPL-3.0-or-later
// Where domains stand on the way from nothing to enforce, from the archive; the network is asked only with --check.
#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/findings_json.h"
#include "cli/live_check.h"
#include "cli/reports_archive.h"
#include "cli/rollout_standing.h"
#include "cli/terminal.h"
#include "cli/words.h"

#include <QJsonArray>

namespace cli {

namespace {

int printStandings(const QList<Standing> &standings, const Arguments &arguments)
{
    QJsonArray all;
    QStringList texts;
    int status = Fine;
    for (const Standing &standing : standings) {
        status = worstStatus(status, statusOf(standing));
        all += standingJson(standing);
        texts += standingText(standing);
    }
    if (!arguments.has("json"))
        return print(texts.join(u'\n'), status);
    return print(document(all.size() == 1
                              ? all.first().toObject()
                              : QJsonObject{{QStringLiteral("domains"), all}, {QStringLiteral("exit_status"), status}}),
                 status);
}

} // namespace

const Syntax &rolloutStatusSyntax()
{
    static const Syntax syntax = [] {
        Syntax made{
            "rollout status", "DOMAIN…",
            QT_TRANSLATE_NOOP("Words", "Tells where domains stand between nothing and enforce, and what comes next."),
            QT_TRANSLATE_NOOP(
                "Words", "Works from the archive alone: checks that were kept (check --archive, or --check here) and "
                         "reports that were imported.\n"
                         "Exit status 2: a domain is broken or does not exist; 3: nothing is known of it; 1: something "
                         "is to be mended, "
                         "or it could have been enforced long ago."),
            standpointOptions()};
        for (const std::vector<Option> &more :
             {std::vector<Option>{jsonOption()}, liveCheckOptions(), std::vector<Option>{helpOption()}})
            made.options.insert(made.options.end(), more.begin(), more.end());
        return made;
    }();
    return syntax;
}

int runRolloutStatus(Arguments arguments)
{
    const char *const command = rolloutStatusSyntax().command;
    const auto domains = readDomains(arguments.operands());
    if (!domains)
        return usageProblem(domains.error(), command);
    if (const QString stray = strayCheckOption(arguments); !stray.isEmpty())
        return usageProblem(stray, command);
    const auto now = nowOf(arguments);
    if (!now)
        return usageProblem(now.error(), command);
    auto archive = openArchive(arguments, arguments.has("check") ? ArchiveUse::Write : ArchiveUse::Read, command);
    if (!archive)
        return archive.error();
    if (const int status = checkFirst(arguments, *domains, *archive, command); status != Fine)
        return status;
    QList<Standing> standings;
    for (const base::DomainName &domain : *domains) {
        const auto standpoint =
            standpointOf(*archive, domain.toString(), now->value_or(QDateTime::currentDateTimeUtc()));
        if (!standpoint)
            return archiveProblem(standpoint.error());
        standings += standingOf(*standpoint);
    }
    return printStandings(standings, arguments);
}

} // namespace cli
