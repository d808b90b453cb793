// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/answer.h"
#include "cli/check_run.h"
#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/facts_file.h"
#include "cli/input.h"
#include "cli/inspect_options.h"
#include "cli/interrupt.h"
#include "cli/live_check.h"
#include "cli/network_options.h"
#include "cli/reports_archive.h"
#include "cli/terminal.h"
#include "cli/words.h"

namespace cli {

namespace {

/// Everything that the command line said, read and valid.
struct Request
{
    QList<base::DomainName> domains;
    io::InspectOptions options;
    std::optional<FactsFiles> factsFiles;
    QDateTime now; ///< invalid: when the facts were seen
};

Read<Request> requestOf(const Arguments &arguments)
{
    const auto domains = readDomains(arguments.operands());
    if (!domains)
        return tl::unexpected(domains.error());
    const auto options = inspectOptionsOf(arguments);
    if (!options)
        return tl::unexpected(options.error());
    Request request{*domains, *options, {}, {}};
    if (arguments.has("now")) {
        const auto now = readMoment(arguments.value("now"));
        if (!now)
            return tl::unexpected(now.error());
        request.now = *now;
    }
    if (arguments.has("facts")) {
        const auto files = FactsFiles::at(arguments.value("facts"), domains->size());
        if (!files)
            return tl::unexpected(files.error());
        request.factsFiles = *files;
    }
    return request;
}

int check(const Request &request, wiring::Adapters &adapters, const Arguments &arguments)
{
    io::Inspector inspector(adapters.resolver(), adapters.policyFetcher(), adapters.smtpProber(), adapters.clock());
    Interrupt interrupt;
    CheckRun checks(inspector, request.options, request.domains, interrupt.token());
    std::optional<archive::Archive> archive;
    if (arguments.has("archive")) {
        auto opened = openArchive(arguments, ArchiveUse::Write, "check");
        if (!opened)
            return opened.error();
        archive = std::move(*opened);
    }
    const bool json = arguments.has("json");
    QList<Report> reports;
    int status = Fine;
    const auto onFacts = [&](const facts::DomainFacts &facts) {
        progress({});
        const QString problem = request.factsFiles ? request.factsFiles->write(facts) : QString();
        if (!problem.isEmpty()) {
            message(problem);
            status = Internal;
        }
        if (archive && !facts.cancelled)
            status = worstStatus(status, keepFacts(*archive, facts));
        const Report report = judged(facts, request.now.isValid() ? request.now : facts.observedAt);
        if (!json)
            status = worstStatus(status, printText(report, reports.isEmpty(), arguments));
        reports += report;
    };
    checks.run(onFacts, !json && messagesAreOnTerminal() ? showProgress : CheckRun::OnProgress());
    return json ? worstStatus(status, printReports(reports, arguments)) : status;
}

} // namespace

const Syntax &checkSyntax()
{
    static const Syntax syntax = [] {
        Syntax made{
            "check", "DOMAIN…",
            QT_TRANSLATE_NOOP("Words",
                              "Checks mail domains live: DNS, policy host, policy, mail servers, DANE, TLS reporting."),
            QT_TRANSLATE_NOOP(
                "Words",
                "Several domains are checked side by side; the exit status is the worst of theirs, and --json prints "
                "{\"domains\": […], \"exit_status\": N} instead of one object.\n"
                "In JSON, evidence that is not UTF-8 has each bad byte as \\xNN, each backslash as \\\\, and "
                "\"text_escaped\": true beside it. \"effect\" is null where nobody could see whether senders can use "
                "the policy.\n"
                "Ctrl-C stops the check and reports what was seen so far."),
            inspectOptions()};
        const std::vector<Option> own{
            {"facts", Arity::Value, "FILE",
             QT_TRANSLATE_NOOP("Words",
                               "Also write everything that was seen, as JSON for evaluate. A directory, or a name "
                               "that ends in \"/\", gets one DOMAIN.json each; several domains need one.")},
            {"archive", Arity::Value, "DSN",
             QT_TRANSLATE_NOOP("Words", "Also keep everything that was seen in this archive, for rollout status.")},
            {"now", Arity::Value, "MOMENT",
             QT_TRANSLATE_NOOP("Words", "Judge as of this moment (ISO 8601) instead of when the check began.")}};
        made.options.insert(made.options.end(), own.begin(), own.end());
        for (const Option &option : outputOptions())
            made.options.push_back(option);
        return made;
    }();
    return syntax;
}

int runCheck(Arguments arguments)
{
    const auto request = requestOf(arguments);
    if (!request)
        return usageProblem(request.error(), "check");
    const auto adapters = adaptersFor(arguments);
    if (!adapters)
        return usageProblem(adapters.error(), "check");
    return check(*request, **adapters, arguments);
}

} // namespace cli
