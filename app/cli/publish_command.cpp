// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/enclosing_zone.h"
#include "cli/exit_status.h"
#include "cli/findings_json.h"
#include "cli/generate_choices.h"
#include "cli/interrupt.h"
#include "cli/network_options.h"
#include "cli/publish_checks.h"
#include "cli/publish_policy.h"
#include "cli/publish_run.h"
#include "cli/secret_source.h"
#include "cli/words.h"
#include "io/await.h"
#include "publish/rrset.h"
#include "sts/policy_parser.h"
#include "sts/record.h"
#include "wiring_providers.h"
#include "wiring_secrets.h"

#include <algorithm>

namespace cli {

namespace {

const char *const name = "publish";

QString providerNames()
{
    QStringList names;
    for (const wiring::ProviderKind &kind : wiring::providerKinds())
        names += QLatin1String(kind.name);
    return names.join(QLatin1String(", "));
}

QString missingOption(const wiring::ProviderKind &kind, const Arguments &arguments)
{
    using wiring::Need;
    const std::initializer_list<std::pair<const char *, bool>> needed{
        {"server", kind.need == Need::Server || kind.need == Need::ServerAndKeyName},
        {"key-name", kind.need == Need::KeyName || kind.need == Need::ServerAndKeyName},
        {"project", kind.need == Need::Project}};
    for (const auto &[option, isNeeded] : needed)
        if (isNeeded && arguments.value(option).isEmpty())
            return Words::tr("--to %1 needs --%2.").arg(QLatin1String(kind.name), QLatin1String(option));
    if (!arguments.has("secret-from"))
        return Words::tr("--to %1 needs --secret-from env:NAME, file:PATH or keychain:NAME with %2.")
            .arg(QLatin1String(kind.name), Words::tr(kind.secret));
    return {};
}

QString providerProblem(const base::ParseError &error, const Arguments &arguments)
{
    const QString server = arguments.value("server");
    if (error.code == QLatin1String("bad-algorithm"))
        return Words::tr("--key-algorithm takes hmac-sha256, hmac-sha512 or hmac-sha1, not \"%1\".")
            .arg(arguments.value("key-algorithm"));
    if (error.code == QLatin1String("bad-secret"))
        return Words::tr("--to %1 needs %2 from --secret-from.")
            .arg(arguments.value("to"), Words::tr(wiring::providerKind(arguments.value("to"))->secret));
    if (error.code == QLatin1String("bad-url"))
        return Words::tr("--server takes an address such as https://dns.example.net:8081 here, not \"%1\".")
            .arg(server);
    if (error.code == QLatin1String("plain-http"))
        return Words::tr("\"%1\" would send the key in the clear. Use https; plain http is for this machine only.")
            .arg(server);
    if (error.code == QLatin1String("unreadable") || error.code == QLatin1String("no-certificate"))
        return Words::tr("%1 holds no certificate that can be read. --ca-file takes a PEM file.")
            .arg(arguments.value("ca-file"));
    return Words::tr("--server takes an address such as 192.0.2.53 or 192.0.2.53@5353 here, not \"%1\".").arg(server);
}

Read<std::unique_ptr<io::DnsProvider>> providerOf(const Arguments &arguments, const QString &zone)
{
    const wiring::ProviderKind *kind = wiring::providerKind(arguments.value("to"));
    if (!kind)
        return tl::unexpected(Words::tr("--to names the provider; \"%1\" is none. There is: %2.")
                                  .arg(arguments.value("to"), providerNames()));
    if (const QString missing = missingOption(*kind, arguments); !missing.isEmpty())
        return tl::unexpected(missing);
    auto secret = secretFrom(arguments.value("secret-from"), *wiring::secretStore(timeoutOf(arguments).value_or(0)));
    if (!secret)
        return tl::unexpected(secret.error());
    wiring::ProviderSettings settings;
    settings.server = arguments.value("server");
    settings.serverId = arguments.value("server-id", QStringLiteral("localhost"));
    settings.zone = zone;
    settings.project = arguments.value("project");
    settings.keyName = arguments.value("key-name");
    settings.keyAlgorithm = arguments.value("key-algorithm");
    settings.caFile = arguments.value("ca-file");
    settings.secret = *std::move(secret);
    if (const auto timeout = timeoutOf(arguments); timeout && *timeout > 0)
        settings.timeoutMs = *timeout;
    auto made = kind->create(std::move(settings));
    if (!made)
        return tl::unexpected(providerProblem(made.error(), arguments));
    return *std::move(made);
}

// The id that stands there counts until the policy changes; a new one would send every sender to fetch it again.
std::optional<QByteArray> standingId(const publish::ZoneState &there, const QString &domain)
{
    const publish::ZoneSet *set = there.find(publish::publishedNames(domain).first(), "TXT");
    for (const QByteArray &value : set ? set->values : QByteArrayList())
        if (const auto record = sts::recordOf(sts::parseRecord(publish::textOf(value))))
            return record->id;
    return std::nullopt;
}

bool announces(const publish::ZonePlan &plan)
{
    const auto id = standingId(publish::after(plan), plan.domain);
    return id && id != standingId(plan.there, plan.domain);
}

/// The look at the live policy, with --policy as what has to be there.
Read<io::PolicyLook> policyCheckOf(const Arguments &arguments)
{
    auto look = policyLookOf(arguments);
    if (look && arguments.has("policy")) {
        const auto text = policyFileOf(arguments);
        if (!text)
            return tl::unexpected(text.error());
        look->expected = *sts::parse(*text);
    }
    return look;
}

bool holdsTlsrpt(const publish::ZoneState &there, const QString &domain)
{
    const publish::ZoneSet *set = there.find(publish::publishedNames(domain).at(1), "TXT");
    return set && std::any_of(set->values.begin(), set->values.end(),
                              [](const QByteArray &value) { return publish::textOf(value).startsWith("v=TLSRPTv1"); });
}

// What was not asked for and is usable stays as it is: the id, where reports go, the TTL.
void keepWhatStands(Chosen &chosen, const Arguments &arguments, const publish::ZoneState &there, const QString &domain)
{
    rollout::Choices &choices = chosen.choices;
    const auto standing = standingId(there, domain);
    if (choices.id.isEmpty() && standing && !arguments.has("new-id")) {
        choices.id = *standing;
        chosen.notes += Words::tr("The id %1 stays; --new-id makes a new one, which every change of the policy needs.")
                            .arg(QString::fromLatin1(choices.id));
    }
    if (choices.id.isEmpty())
        choices.id = sts::newId(choices.createdAt, standing ? QByteArrayList{*standing} : QByteArrayList());
    if (!arguments.has("rua") && holdsTlsrpt(there, domain)) {
        choices.rua.clear();
        chosen.notes.removeFirst(); // that the usual address is taken
        chosen.notes += Words::tr("The TLS reporting record that stands there stays; --rua replaces it.");
    }
}

bool isTtlOnly(const publish::Change &change)
{
    return change.before && change.after && change.before->values == change.after->values;
}

base::Result<publish::ZonePlan> wantedPlan(const base::DomainName &domain, Chosen chosen, const Arguments &arguments,
                                           const publish::ZoneState &there)
{
    const bool removes = chosen.choices.operation == rollout::Operation::Remove;
    if (removes)
        chosen.choices.id = "0"; // what stands there goes, whatever it says
    else
        keepWhatStands(chosen, arguments, there, domain.toString());
    for (const QString &note : removes ? QStringList() : chosen.notes)
        message(note);
    auto records = rollout::recordsOf(domain, chosen.choices);
    if (!records)
        return tl::unexpected(records.error());
    if (removes) // whatever stands at the policy host goes, too
        records->records.prepend({publish::publishedNames(domain.toString()).last(), rollout::RecordKind::Cname, {}});
    auto plan = publish::planOf(*records, there);
    if (plan && !arguments.has("ttl"))
        plan->changes.removeIf(isTtlOnly);
    return plan;
}

Read<publish::Undo> undoIn(const Arguments &arguments, const QString &domain)
{
    const QString path = arguments.value("undo");
    const auto bytes = readFile(path, undoFileBytes);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const auto undo = publish::undoFromJson(*bytes);
    if (!undo)
        return tl::unexpected(Words::tr("%1 is no undo file of this program (%2).").arg(path, undo.error().code));
    if (undo->domain != domain || undo->provider != arguments.value("to"))
        return tl::unexpected(Words::tr("%1 is for %2 through %3.").arg(path, undo->domain, undo->provider));
    return *undo;
}

Read<QList<io::Witness>> authoritiesIn(const Arguments &arguments)
{
    QList<io::Witness> witnesses;
    for (const QString &word : arguments.values("authority")) {
        const auto server = io::DnsServer::parse(word);
        if (!server)
            return tl::unexpected(
                Words::tr("--authority takes addresses such as 192.0.2.53@5353, not \"%1\".").arg(word));
        witnesses += io::Witness{word, server->toString(), io::Sight::Unknown, {}, {}};
    }
    return witnesses;
}

QString strayOption(const Arguments &arguments)
{
    if (arguments.has("undo"))
        for (const char *option : {"id", "new-id", "rua", "policy-host-target", "policy-host-address", "operation",
                                   "ttl", "undo-file", "zone", "policy"})
            if (arguments.has(option))
                return Words::tr("--%1 means nothing with --undo.").arg(QLatin1String(option));
    if (arguments.has("id") && arguments.has("new-id"))
        return Words::tr("Give either --id or --new-id, not both.");
    if (arguments.has("dry-run") && arguments.has("apply"))
        return Words::tr("Give either --apply or --dry-run, not both.");
    return {};
}

/// The task as the command line has it, but for what undoing or publishing adds.
Read<PublishTask> taskOf(const Arguments &arguments, const QString &domain)
{
    PublishTask task;
    task.provider = arguments.value("to");
    task.domain = domain;
    task.applies = arguments.has("apply") || (arguments.has("undo") && !arguments.has("dry-run"));
    task.expectsNoChanges = arguments.has("expect-no-changes");
    const auto authorities = authoritiesIn(arguments);
    if (!authorities)
        return tl::unexpected(authorities.error());
    task.authorities = *authorities;
    const auto waitMs = waitOf(arguments, task.waitMs);
    if (!waitMs)
        return tl::unexpected(waitMs.error());
    task.waitMs = *waitMs;
    if (const auto timeout = timeoutOf(arguments); timeout && *timeout > 0)
        task.timeoutMs = *timeout;
    return task;
}

int output(const PublishResult &result, const Arguments &arguments)
{
    if (arguments.has("json"))
        return print(document(toJson(result)), result.status);
    int status = result.status;
    if (!result.plan.there.zone.isEmpty())
        status = print(planText(result, outputStyle()) + verificationText(result), result.status);
    if (result.problem)
        message(problemText(*result.problem));
    else if (result.applied)
        message(Words::tr("The change was made, and the provider holds it."));
    else if (!result.plan.isEmpty() && result.status != Usage)
        message(arguments.has("undo") ? Words::tr("Nothing was changed. Without --dry-run it is undone.")
                                      : Words::tr("Nothing was changed. --apply makes the change."));
    if (!result.undoFile.isEmpty())
        message(Words::tr("--undo %1 goes back.").arg(result.undoFile));
    return status;
}

bool liesElsewhere(const PublishResult &result)
{
    return result.problem && result.problem->code == QLatin1String("not-zone") && result.undoFile.isEmpty();
}

/// In the first of the zones that the provider has.
int runWith(const PublishTask &task, const QStringList &zones, wiring::Adapters &adapters, const Arguments &arguments)
{
    Interrupt interrupt;
    PublishResult result;
    for (const QString &zone : zones) {
        const auto provider = providerOf(arguments, zone);
        if (!provider)
            return usageProblem(provider.error(), name);
        result = runPublish(task, **provider, adapters.resolver(), interrupt.token());
        if (!liesElsewhere(result))
            break;
    }
    return output(result, arguments);
}

int runUndo(PublishTask task, const Arguments &arguments)
{
    const auto undo = undoIn(arguments, task.domain);
    if (!undo)
        return usageProblem(undo.error(), name);
    task.plan = [&undo](const publish::ZoneState &there) { return publish::planOf(*undo, there); };
    const auto adapters = adaptersFor(arguments);
    if (!adapters)
        return usageProblem(adapters.error(), name);
    return runWith(task, {undo->zone}, **adapters, arguments);
}

int runForward(PublishTask task, const base::DomainName &domain, const Arguments &arguments)
{
    auto chosen = choicesOf(arguments, domain.toString());
    if (!chosen)
        return usageProblem(chosen.error(), name);
    rollout::Choices &choices = chosen->choices;
    choices.createdAt = QDateTime::currentDateTimeUtc();
    task.undoFile = undoPath(arguments, domain.toString(), choices.createdAt);
    task.plan = [&](const publish::ZoneState &there) { return wantedPlan(domain, *chosen, arguments, there); };
    const auto policyCheck = policyCheckOf(arguments);
    if (!policyCheck)
        return usageProblem(policyCheck.error(), name);
    const auto adapters = adaptersFor(arguments);
    if (!adapters)
        return usageProblem(adapters.error(), name);
    if (!arguments.has("skip-policy-check"))
        task.condition = [&](const publish::ZonePlan &plan) {
            return announces(plan) ? io::await(io::livePolicy((*adapters)->resolver(), (*adapters)->policyFetcher(),
                                                              plan, *policyCheck, {}))
                                   : io::ProviderResult<void>();
        };
    const QStringList zones = arguments.has("zone")
                                  ? QStringList{choices.zone.isEmpty() ? domain.toString() : choices.zone}
                                  : enclosingZones((*adapters)->resolver(), domain, {});
    return runWith(task, zones, **adapters, arguments);
}

} // namespace

const Syntax &publishSyntax()
{
    static const Syntax syntax = [] {
        Syntax made{
            name,
            "DOMAIN",
            QT_TRANSLATE_NOOP(
                "Words",
                "Writes the DNS records of a domain through its DNS provider, or puts its policy on its host."),
            QT_TRANSLATE_NOOP(
                "Words",
                "Without --apply only the plan is shown: + comes, ~ is replaced, - goes. Only _mta-sts, _smtp._tls and "
                "mta-sts of DOMAIN are ever touched. The order is the policy host, TLS reporting, the id; "
                "--operation remove goes the other way. Publish the policy itself first: before a new id is written, "
                "the "
                "policy is fetched as senders fetch it, from the host as it will be, and has to be usable. Without "
                "--zone, the zone is found by its name servers and by what the provider has.\n"
                "With --apply an undo file is written before the first change; afterwards the provider, every name "
                "server of the zone and the public resolution are asked.\n"
                "With --policy-host, the policy of --policy is put where senders fetch it, instead of the records; do "
                "that "
                "before its id. Places: local:/FOLDER, the root of a web site on this machine; "
                "sftp:USER@HOST[:PORT]/FOLDER, the same on a server (/~/ is the home there), with a private key or a "
                "password from --secret-from, or else a key of the SSH agent; "
                "cloudflare-worker:ACCOUNT/WORKER, a Worker of that name with mta-sts.DOMAIN as its custom domain, by "
                "a token with Workers Scripts Write and Zone Read; "
                "firebase:SITE, a site of Firebase Hosting, by an access token with the scope firebase.hosting.\n"
                "Secrets never stand on the command line. rfc2136: the TSIG key in base64; powerdns: the API key; "
                "cloudflare: a token with Zone.Zone Read and Zone.DNS Edit; google: an access token, as "
                "gcloud auth print-access-token gives it; route53: the secret access key; ovh: the application secret "
                "and the "
                "consumer key as SECRET:KEY.\n"
                "Exit status 0: nothing has to change, the plan is shown, or the change was made and is seen; 1: a "
                "name "
                "server does not have it yet, or senders do not get the policy yet; 2: it was refused, zone or place "
                "changed "
                "meanwhile, or --expect-no-changes was not met; 3: a server did not answer."),
            {{"to", Arity::Value, "PROVIDER",
              QT_TRANSLATE_NOOP("Words", "rfc2136, powerdns, cloudflare, google (Cloud DNS), route53 or ovh.")},
             {"server", Arity::Value, "ADDR[@PORT]|URL",
              QT_TRANSLATE_NOOP("Words",
                                "rfc2136: the primary name server; powerdns: the base address of the API; ovh: "
                                "https://ca.api.ovh.com for its customers there.")},
             {"server-id", Arity::Value, "NAME",
              QT_TRANSLATE_NOOP("Words", "powerdns: the server behind the API; the default is localhost.")},
             {"project", Arity::Value, "ID", QT_TRANSLATE_NOOP("Words", "google: the Cloud project of the zone.")},
             {"key-name", Arity::Value, "NAME",
              QT_TRANSLATE_NOOP("Words",
                                "rfc2136: the name of the TSIG key; route53: the id of the access key; ovh: the "
                                "application key.")},
             {"key-algorithm", Arity::Value, "NAME",
              QT_TRANSLATE_NOOP("Words", "rfc2136: hmac-sha256 (the default), hmac-sha512 or hmac-sha1.")},
             {"secret-from", Arity::Value, "SOURCE",
              QT_TRANSLATE_NOOP("Words", "env:NAME, file:PATH, whose first line is the secret (for sftp all of it), or "
                                         "keychain:NAME (see secret "
                                         "set).")},
             {"apply", Arity::Flag, "", QT_TRANSLATE_NOOP("Words", "Make the change.")},
             {"undo", Arity::Value, "FILE",
              QT_TRANSLATE_NOOP("Words", "Go back to what stood there before the change that wrote FILE.")},
             {"dry-run", Arity::Flag, "", QT_TRANSLATE_NOOP("Words", "With --undo: only show what would change.")},
             {"undo-file", Arity::Value, "FILE",
              QT_TRANSLATE_NOOP("Words", "Where to write the way back; the default is DOMAIN-TIME.undo.json here.")},
             {"expect-no-changes", Arity::Flag, "",
              QT_TRANSLATE_NOOP("Words", "Exit with status 2 when anything would have to change.")},
             {"new-id", Arity::Flag, "",
              QT_TRANSLATE_NOOP("Words", "Make a new id; without it and --id, an id that stands there stays.")},
             {"policy", Arity::Value, "FILE",
              QT_TRANSLATE_NOOP("Words", "The policy that a new id announces: it has to be what the host serves; with "
                                         "--policy-host, the policy to put there.")},
             {"policy-host", Arity::Value, "PLACE",
              QT_TRANSLATE_NOOP("Words", "Put the policy there instead of writing records; see below.")},
             {"skip-policy-check", Arity::Flag, "",
              QT_TRANSLATE_NOOP("Words",
                                "Do not look at the live policy: neither before a new id, nor after --policy-host.")},
             {"https-port", Arity::Value, "N", QT_TRANSLATE_NOOP("Words", "Port of the policy host instead of 443.")},
             {"allow-private", Arity::Flag, "",
              QT_TRANSLATE_NOOP("Words", "Contact a policy host in private address space too.")},
             {"known-hosts", Arity::Value, "FILE",
              QT_TRANSLATE_NOOP("Words",
                                "The keys of servers for sftp: the default is known_hosts in .ssh of the home; "
                                "a server that is not in it is never talked to.")},
             {"authority", Arity::Values, "ADDR[@PORT]…",
              QT_TRANSLATE_NOOP("Words", "Name servers to ask afterwards instead of those in the NS records.")},
             {"wait", Arity::Value, "SECONDS",
              QT_TRANSLATE_NOOP("Words", "How long to wait until every name server has the change, 0 to 3600; the "
                                         "default is 30.")},
             {"ca-file", Arity::Value, "PEM",
              QT_TRANSLATE_NOOP("Words", "Trust these certificate authorities instead of the system's.")}}};
        for (const Option &option : choiceOptions())
            if (const QLatin1String word(option.name);
                word != QLatin1String("mode") && word != QLatin1String("max-age"))
                made.options.push_back(option);
        made.options.push_back(jsonOption());
        for (const Option &option : resolverOptions())
            made.options.push_back(option);
        made.options.push_back(helpOption());
        return made;
    }();
    return syntax;
}

int runPublish(Arguments arguments)
{
    if (arguments.operands().size() != 1)
        return usageProblem(Words::tr("Name one mail domain, before the options or behind all of them."), name);
    const auto domain = readDomain(arguments.operands().first());
    if (!domain)
        return usageProblem(domain.error(), name);
    if (arguments.has("policy-host"))
        return publishPolicy(arguments, domain->toString());
    if (const QString stray = strayOption(arguments); !stray.isEmpty())
        return usageProblem(stray, name);
    const auto task = taskOf(arguments, domain->toString());
    if (!task)
        return usageProblem(task.error(), name);
    return arguments.has("undo") ? runUndo(*task, arguments) : runForward(*task, *domain, arguments);
}

} // namespace cli
