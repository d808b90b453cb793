// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/publish_policy.h"

#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/findings_json.h"
#include "cli/interrupt.h"
#include "cli/network_options.h"
#include "cli/publish_checks.h"
#include "cli/publish_policy_run.h"
#include "cli/secret_source.h"
#include "cli/words.h"
#include "wiring_policy_hosts.h"
#include "wiring_secrets.h"

#include <QFileInfo>

namespace cli {
namespace {

const char *const name = "publish";

QString placeForms()
{
    QStringList forms;
    for (const wiring::PolicyHostKind &kind : wiring::policyHostKinds())
        forms += QLatin1String(kind.form);
    return forms.join(QLatin1String(", "));
}

QString strayOption(const Arguments &arguments)
{
    for (const char *option :
         {"to", "server", "server-id", "project", "key-name", "key-algorithm", "id", "new-id", "rua",
          "policy-host-target", "policy-host-address", "operation", "ttl", "zone", "authority"})
        if (arguments.has(option))
            return Words::tr("--%1 is about records and means nothing with --policy-host. Put the policy there first, "
                             "then publish the records.")
                .arg(QLatin1String(option));
    if (arguments.has("dry-run") && arguments.has("apply"))
        return Words::tr("Give either --apply or --dry-run, not both.");
    if (!arguments.has("undo"))
        return arguments.has("policy") ? QString()
                                       : Words::tr("--policy-host needs --policy with the file to put there.");
    for (const char *option : {"policy", "undo-file"})
        if (arguments.has(option))
            return Words::tr("--%1 means nothing with --undo.").arg(QLatin1String(option));
    return {};
}

QString hostProblem(const base::ParseError &error, const wiring::PolicyHostKind &kind, const Arguments &arguments)
{
    if (error.code == QLatin1String("unreadable"))
        return Words::tr("%1 holds no certificate that can be read. --ca-file takes a PEM file.")
            .arg(arguments.value("ca-file"));
    if (error.code == QLatin1String("password-in-place"))
        return Words::tr("A password never stands on the command line. --secret-from names where it is kept.");
    return Words::tr("--policy-host takes %1 here, not \"%2\".")
        .arg(QLatin1String(kind.form), arguments.value("policy-host"));
}

Read<io::Secret> secretOf(const wiring::PolicyHostKind &kind, const Arguments &arguments)
{
    const bool isGiven = arguments.has("secret-from");
    if (kind.secretUse == wiring::SecretUse::None && isGiven)
        return tl::unexpected(Words::tr("--secret-from means nothing with %1.").arg(QLatin1String(kind.form)));
    if (kind.secretUse == wiring::SecretUse::Needed && !isGiven)
        return tl::unexpected(Words::tr("%1 needs --secret-from env:NAME, file:PATH or keychain:NAME with %2.")
                                  .arg(QLatin1String(kind.form), Words::tr(kind.secret)));
    if (!isGiven)
        return io::Secret();
    return secretFrom(arguments.value("secret-from"), *wiring::secretStore(timeoutOf(arguments).value_or(0)),
                      kind.secretUse == wiring::SecretUse::Optional ? SecretShape::Whole : SecretShape::Line);
}

Read<std::unique_ptr<io::PolicyHost>> hostOf(const Arguments &arguments, const QString &domain)
{
    const QString word = arguments.value("policy-host");
    const wiring::PolicyHostKind *kind = wiring::policyHostKind(word.section(u':', 0, 0));
    if (!kind || !word.contains(u':'))
        return tl::unexpected(
            Words::tr("--policy-host names a place; \"%1\" is none. There is: %2.").arg(word, placeForms()));
    auto secret = secretOf(*kind, arguments);
    if (!secret)
        return tl::unexpected(secret.error());
    wiring::PolicyHostSettings settings;
    settings.domain = domain;
    settings.place = word.section(u':', 1);
    settings.knownHosts = arguments.value("known-hosts");
    settings.caFile = arguments.value("ca-file");
    settings.secret = *std::move(secret);
    if (const auto timeout = timeoutOf(arguments); timeout && *timeout > 0)
        settings.timeoutMs = *timeout;
    auto made = kind->create(std::move(settings));
    if (!made)
        return tl::unexpected(hostProblem(made.error(), *kind, arguments));
    return *std::move(made);
}

Read<publish::PolicyUndo> undoIn(const Arguments &arguments, const QString &domain)
{
    const QString path = arguments.value("undo");
    const auto bytes = readFile(path, undoFileBytes);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const auto undo = publish::policyUndoFromJson(*bytes);
    if (!undo)
        return tl::unexpected(
            Words::tr("%1 is no undo file of this program for a policy (%2).").arg(path, undo.error().code));
    if (undo->domain != domain || undo->place != arguments.value("policy-host"))
        return tl::unexpected(Words::tr("%1 is for %2 in %3.").arg(path, undo->domain, undo->place));
    return *undo;
}

/// Where the plan comes from: the undo file, or the policy.
Read<PolicyTask> taskOf(const Arguments &arguments, const QString &domain)
{
    PolicyTask task;
    task.place = arguments.value("policy-host");
    task.domain = domain;
    task.applies = arguments.has("apply") || (arguments.has("undo") && !arguments.has("dry-run"));
    task.expectsNoChanges = arguments.has("expect-no-changes");
    task.looksAsSenders = !arguments.has("skip-policy-check");
    const auto waitMs = waitOf(arguments, task.waitMs);
    const auto look = policyLookOf(arguments);
    if (!waitMs || !look)
        return tl::unexpected(waitMs ? look.error() : waitMs.error());
    task.waitMs = *waitMs;
    task.look = *look;
    if (arguments.has("undo")) {
        const auto undo = undoIn(arguments, domain);
        if (!undo)
            return tl::unexpected(undo.error());
        task.plan = [undo = *undo](const publish::HostedPolicy &there) { return publish::planOf(undo, there); };
        return task;
    }
    const auto policy = policyFileOf(arguments);
    if (!policy)
        return tl::unexpected(policy.error());
    task.undoFile = undoPath(arguments, domain + QStringLiteral("-policy"), QDateTime::currentDateTimeUtc());
    task.plan = [domain, policy = *policy](const publish::HostedPolicy &there) {
        return base::Result<publish::PolicyPlan>(publish::PolicyPlan{domain, there, {policy}});
    };
    return task;
}

void say(const PolicyResult &result, const Arguments &arguments)
{
    const bool isUndo = arguments.has("undo");
    if (result.problem)
        message(policyProblemText(*result.problem));
    else if (result.applied)
        message(isUndo ? Words::tr("The earlier state is back.") : Words::tr("The place holds the policy."));
    else if (!result.plan.isEmpty() && result.status != Usage)
        message(isUndo ? Words::tr("Nothing was changed. Without --dry-run it is undone.")
                       : Words::tr("Nothing was changed. --apply makes the change."));
    if (!isUndo && result.seenOutside && *result.seenOutside)
        message(Words::tr("Next is its id: publish %1 --to PROVIDER --new-id --policy %2.")
                    .arg(result.plan.domain, arguments.value("policy")));
    if (!result.undoFile.isEmpty())
        message(Words::tr("--undo %1 goes back.").arg(result.undoFile));
}

} // namespace

int publishPolicy(const Arguments &arguments, const QString &domain)
{
    if (const QString stray = strayOption(arguments); !stray.isEmpty())
        return usageProblem(stray, name);
    const auto task = taskOf(arguments, domain);
    if (!task)
        return usageProblem(task.error(), name);
    const auto host = hostOf(arguments, domain);
    if (!host)
        return usageProblem(host.error(), name);
    const auto adapters = adaptersFor(arguments);
    if (!adapters)
        return usageProblem(adapters.error(), name);
    Interrupt interrupt;
    const PolicyResult result =
        publishPolicy(*task, **host, (*adapters)->resolver(), (*adapters)->policyFetcher(), interrupt.token());
    if (arguments.has("json"))
        return print(document(toJson(result)), result.status);
    int status = result.status;
    if (result.isKnown)
        status = print(planText(result, outputStyle()) + outsideText(result), result.status);
    say(result, arguments);
    return status;
}

} // namespace cli
