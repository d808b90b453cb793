// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/rollout_decision.h"

#include "cli/decision_output.h"
#include "cli/exit_status.h"
#include "cli/findings_json.h"
#include "cli/generate_choices.h"
#include "cli/live_check.h"
#include "cli/publication_output.h"
#include "cli/reports_archive.h"
#include "cli/rollout_archive.h"
#include "cli/terminal.h"
#include "cli/words.h"

namespace cli {

namespace {

/// What the command line said, read and valid.
struct Request
{
    base::DomainName domain;
    std::optional<QDateTime> now;
    bool forced = false;
    QString reason, zone;
    const publish::Format *format = nullptr;
    QString output; ///< directory; empty: standard output
    Replace replace{"replace", false};
};

QString strayOption(const Arguments &arguments)
{
    for (const auto stray : {strayForce, strayCheckOption})
        if (const QString problem = stray(arguments); !problem.isEmpty())
            return problem;
    if (arguments.has("replace") && !arguments.has("output"))
        return Words::tr("--replace means nothing without --output.");
    if (arguments.has("json") && arguments.has("output"))
        return Words::tr("Give either --json or --output, not both.");
    return {};
}

Read<Request> requestOf(const Arguments &arguments)
{
    if (arguments.operands().size() != 1)
        return tl::unexpected(Words::tr("Name one mail domain."));
    if (const QString stray = strayOption(arguments); !stray.isEmpty())
        return tl::unexpected(stray);
    const auto domain = readDomain(arguments.operands().first());
    if (!domain)
        return tl::unexpected(domain.error());
    const auto now = nowOf(arguments);
    const auto zone = zoneOf(arguments, domain->toString());
    if (!now || !zone)
        return tl::unexpected(now ? zone.error() : now.error());
    const auto format = formatOf(arguments);
    if (!format)
        return tl::unexpected(format.error());
    return Request{*domain, *now,    arguments.has("force"),    reasonOf(arguments),
                   *zone,   *format, arguments.value("output"), {"replace", arguments.has("replace")}};
}

// Decides once more what was decided before only to record that it was forced.
bool isToSave(const rollout::Advance &advance, bool forced)
{
    return advance.action && (advance.permission.allowed ? !advance.decided : forced);
}

Rendered renderedFor(const Request &request, const rollout::Publication &publication)
{
    return renderedIn(*request.format, publication.records);
}

Decided decidedUpon(const Standpoint &present, const Request &request, const Deciding &deciding)
{
    Decided decided;
    decided.plan = present.plan;
    if (!present.plan)
        return decided;
    decided.advance = deciding(present.history, *present.plan, present.now);
    const rollout::Advance &advance = decided.advance;
    if (isToSave(advance, request.forced)) {
        decided.forced = !advance.permission.allowed;
        decided.plan = rollout::after(*advance.action, *present.plan, present.history, present.now, decided.forced,
                                      request.reason);
        decided.saved = true;
    }
    if (!advance.action || decided.isRefused())
        return decided;
    auto publication = rollout::publicationOf(*advance.action, *decided.plan, present.history, present.now,
                                              QStringLiteral("sigillo " SIGILLO_VERSION), request.zone);
    if (publication) {
        decided.publication = std::move(*publication);
        if (!request.output.isEmpty())
            decided.output = checkPublication(*decided.publication, renderedFor(request, *decided.publication),
                                              request.output, request.replace);
    } else {
        decided.problem = publication.error().code;
    }
    // A plan that nothing can be made of is no decision, nor one whose publication nobody would get.
    if (!publication || !decided.output.problem.isEmpty()) {
        decided.plan = present.plan;
        decided.saved = false;
    }
    return decided;
}

int printDecided(const Decided &decided, const Request &request, const Arguments &arguments)
{
    if (const int output = statusOf(decided.output); output != Fine) {
        message(Words::tr("The plan is as it was."));
        return output;
    }
    const int status = statusOf(decided);
    if (arguments.has("json"))
        return print(document(decisionJson(decided, *request.format, status)), status);
    tell(decided);
    if (!decided.publication)
        return status;
    if (decided.publication->policy && !request.format->forPeople && !arguments.has("output"))
        message(Words::tr("This format holds the records only; the policy comes with --output or --json."));
    const Rendered rendered = renderedFor(request, *decided.publication);
    return arguments.has("output") ? writeFiles(*decided.publication, rendered, request.output, request.replace)
                                   : print(publicationText(*decided.publication, rendered), status);
}

} // namespace

std::vector<Option> decisionOptions(std::vector<Option> own)
{
    const std::vector<Option> output{
        {"format", Arity::Value, "NAME",
         QT_TRANSLATE_NOOP("Words", "The syntax of the records: bind (the default) or another one of generate.")},
        {"zone", Arity::Value, "NAME",
         QT_TRANSLATE_NOOP("Words", "The DNS zone of the records, when it lies above DOMAIN.")},
        {"output", Arity::Value, "DIR",
         QT_TRANSLATE_NOOP("Words", "Write what is to be published into this directory, as generate does.")},
        {"replace", Arity::Flag, "", QT_TRANSLATE_NOOP("Words", "With --output: replace files that exist.")}};
    for (const std::vector<Option> &more :
         {forceOptions(), output, standpointOptions(), std::vector<Option>{jsonOption()}, liveCheckOptions(),
          std::vector<Option>{helpOption()}})
        own.insert(own.end(), more.begin(), more.end());
    return own;
}

int runDecision(const Arguments &arguments, const char *command, const Deciding &deciding)
{
    const auto request = requestOf(arguments);
    if (!request)
        return usageProblem(request.error(), command);
    auto opened = openStandpoint(arguments, request->domain, request->now, ArchiveUse::Read, command);
    if (!opened)
        return opened.error();
    Decided decided;
    const auto changed = changePlan(opened->archive, opened->standpoint, [&](const Standpoint &present) {
        decided = decidedUpon(present, *request, deciding);
        return decided.saved ? decided.plan : std::nullopt;
    });
    if (!changed)
        return archiveProblem(changed.error());
    if (!decided.plan)
        return usageProblem(Words::tr("There is no plan for %1. Make one with \"rollout plan %1 --goal enforce\", or "
                                      "with --adopt from what is live.")
                                .arg(request->domain.toString()),
                            command);
    return printDecided(decided, *request, arguments);
}

} // namespace cli
