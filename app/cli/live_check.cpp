// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/live_check.h"

#include "archive/rollout_history.h"
#include "cli/check_run.h"
#include "cli/exit_status.h"
#include "cli/inspect_options.h"
#include "cli/interrupt.h"
#include "cli/network_options.h"
#include "cli/reports_archive.h"
#include "cli/terminal.h"
#include "cli/words.h"
#include "findings/evaluate.h"

namespace cli {

std::vector<Option> liveCheckOptions()
{
    std::vector<Option> options{
        {"check", Arity::Flag, "",
         QT_TRANSLATE_NOOP("Words",
                           "First check the domain live and keep what was seen. The options below shape that check, as "
                           "they do for the command check.")}};
    for (const Option &option : inspectOptions())
        options.push_back(option);
    return options;
}

QString strayCheckOption(const Arguments &arguments)
{
    if (arguments.has("check"))
        return arguments.has("now") ? Words::tr("Give either --check or --now, not both: a check sees what is now.")
                                    : QString();
    for (const Option &option : inspectOptions())
        if (arguments.has(option.name))
            return Words::tr("--%1 means nothing without --check.").arg(QLatin1String(option.name));
    return {};
}

int checkFirst(const Arguments &arguments, const QList<base::DomainName> &domains, archive::Archive &archive,
               const char *command)
{
    if (!arguments.has("check"))
        return Fine;
    const auto options = inspectOptionsOf(arguments);
    if (!options)
        return usageProblem(options.error(), command);
    const auto adapters = adaptersFor(arguments);
    if (!adapters)
        return usageProblem(adapters.error(), command);
    wiring::Adapters &parts = **adapters;
    io::Inspector inspector(parts.resolver(), parts.policyFetcher(), parts.smtpProber(), parts.clock());
    Interrupt interrupt;
    CheckRun checks(inspector, *options, domains, interrupt.token());
    int status = Fine;
    const auto onFacts = [&](const facts::DomainFacts &facts) {
        progress({});
        if (facts.cancelled) {
            message(Words::tr("The check of %1 was stopped, and nothing of it is kept.").arg(facts.domain));
            status = worstStatus(status, Unsure);
        } else {
            status = worstStatus(status, keepFacts(archive, facts));
        }
    };
    checks.run(onFacts, messagesAreOnTerminal() ? showProgress : CheckRun::OnProgress());
    return status;
}

int keepFacts(archive::Archive &archive, const facts::DomainFacts &facts)
{
    const auto observation = rollout::observationOf(facts, findings::evaluate(facts, facts.observedAt));
    const auto kept = archive::keepFacts(archive, facts, observation);
    return kept ? Fine : archiveProblem(kept.error());
}

void showProgress(const base::DomainName &domain, const io::Progress &progressOfCheck)
{
    progress(Words::tr("%1: %2 of %3 done, %4")
                 .arg(domain.toString())
                 .arg(progressOfCheck.finished)
                 .arg(progressOfCheck.started)
                 .arg(progressOfCheck.latest));
}

} // namespace cli
