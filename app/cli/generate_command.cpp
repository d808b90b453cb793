// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/enum_names.h"
#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/generate_choices.h"
#include "cli/generate_plan.h"
#include "cli/generate_source.h"
#include "cli/interrupt.h"
#include "cli/network_options.h"
#include "cli/publication_output.h"
#include "cli/terminal.h"
#include "cli/words.h"
#include "sts/record.h"

#include <QEventLoop>

#include <algorithm>

namespace cli {

namespace {

/// What the DNS says now, as far as generating needs it.
struct Live
{
    LiveMx mx;
    facts::DnsAnswer stsTxt;
};

// Asks all four questions at once and waits for all.
Live lookUp(io::Resolver &resolver, const QString &domain)
{
    Interrupt interrupt;
    Live live;
    QEventLoop loop;
    int open = 4;
    const auto ask = [&](const QString &name, facts::RecordType type, facts::DnsAnswer &answer) {
        resolver.lookup(name, type, interrupt.token()).then(&loop, [&](const facts::DnsAnswer &received) {
            answer = received;
            if (--open == 0)
                loop.quit();
        });
    };
    ask(domain, facts::RecordType::Mx, live.mx.mx);
    ask(domain, facts::RecordType::A, live.mx.a);
    ask(domain, facts::RecordType::Aaaa, live.mx.aaaa);
    ask(QStringLiteral("_mta-sts.") + domain, facts::RecordType::Txt, live.stsTxt);
    if (open > 0)
        loop.exec();
    return live;
}

QByteArrayList liveIds(const facts::DnsAnswer &stsTxt)
{
    QByteArrayList ids;
    for (const QByteArrayList &record : facts::txtRecords(stsTxt))
        if (const sts::ParsedRecord parsed = sts::parseRecord(facts::joined(record)); parsed.id)
            ids += parsed.id->value;
    return ids;
}

QString publicationProblem(const base::ParseError &error)
{
    if (error.code == QLatin1String("host-loop"))
        return Words::tr("--policy-host-target names the policy host itself. Name the server that it is to point to.");
    return Words::tr("These choices make no policy: %1.").arg(error.code);
}

QString strayOption(const Arguments &arguments, bool looksUp)
{
    for (const char *option : {"trust-anchor", "timeout"})
        if (!looksUp && arguments.has(option))
            return Words::tr("--%1 means nothing with --mx, unless --resolver is given too.")
                .arg(QLatin1String(option));
    if (arguments.has("force") && !arguments.has("output"))
        return Words::tr("--force means nothing without --output.");
    if (arguments.has("json") && arguments.has("output"))
        return Words::tr("Give either --json or --output, not both.");
    return {};
}

int usedId(const QByteArray &id)
{
    return usageProblem(
        Words::tr(
            "The id %1 is live or was used before; senders would not fetch the policy again. Choose another --id.")
            .arg(QString::fromUtf8(id)),
        "generate");
}

// Fills in what only the DNS knows. Returns Fine, or the status to end with after a message.
int completeFromDns(const Arguments &arguments, const QString &domain, rollout::Choices &choices, QByteArrayList &used)
{
    const auto adapters = adaptersFor(arguments);
    if (!adapters)
        return usageProblem(adapters.error(), "generate");
    const Live live = lookUp((*adapters)->resolver(), domain);
    used += liveIds(live.stsTxt);
    if (live.stsTxt.isTemporaryFailure())
        message(Words::tr("The id that is live could not be looked up (%1).").arg(base::enumName(live.stsTxt.status)));
    if (!choices.mx.isEmpty())
        return Fine;
    const MxSource source = patternsFrom(domain, live.mx);
    for (const QString &note : source.notes)
        message(note);
    if (!source.problem.isEmpty()) {
        message(source.problem);
        return source.unknown ? Unsure : Failed;
    }
    choices.mx = source.patterns;
    return Fine;
}

} // namespace

const Syntax &generateSyntax()
{
    static const Syntax syntax = [] {
        Syntax made{
            "generate",
            "DOMAIN",
            QT_TRANSLATE_NOOP(
                "Words",
                "Makes the DNS records and the policy text of a domain from its live MX records, --mx or its plan."),
            QT_TRANSLATE_NOOP("Words",
                              "The records come first, then, behind a comment line that names its address, the policy. "
                              "Notes go to standard "
                              "error. Publish in this order: the policy, the records, the _mta-sts record last.\n"
                              "Exit status 2: the domain takes no mail, so there is nothing to generate; 3: its MX "
                              "records could not be looked "
                              "up."),
            {{"mode", Arity::Value, "MODE", QT_TRANSLATE_NOOP("Words", "testing (the default), enforce or none.")},
             {"max-age", Arity::Value, "SECONDS",
              QT_TRANSLATE_NOOP(
                  "Words", "How long senders keep the policy, 86400 to 31557600; the default is a week for testing, "
                           "two weeks for enforce, a day for none.")},
             {"mx", Arity::Values, "PATTERN…",
              QT_TRANSLATE_NOOP("Words",
                                "The mx lines, instead of the live MX records; nothing is looked up then, unless "
                                "--resolver is given: then the id that is live.")},
             {"rua", Arity::Values, "URI…",
              QT_TRANSLATE_NOOP("Words",
                                "Where TLS reports go: mailto: or https:. The default is mailto:tls-reports@DOMAIN.")},
             {"policy-host-target", Arity::Value, "NAME",
              QT_TRANSLATE_NOOP("Words", "Make mta-sts.DOMAIN a CNAME of this name.")},
             {"policy-host-address", Arity::Values, "IP…",
              QT_TRANSLATE_NOOP("Words", "Give mta-sts.DOMAIN these addresses.")},
             {"id", Arity::Value, "ID",
              QT_TRANSLATE_NOOP(
                  "Words", "The id of the policy, 1 to 32 letters or digits; the default is a new one from the date "
                           "and time.")},
             {"ttl", Arity::Value, "SECONDS",
              QT_TRANSLATE_NOOP("Words", "Of the records, 0 to 604800; the default is 300.")},
             {"format", Arity::Value, "NAME",
              QT_TRANSLATE_NOOP("Words",
                                "The syntax of the records: bind (the default), nsupdate, dnscontrol, octodns, "
                                "terraform-cloudflare, terraform-google, terraform-aws, terraform-azure, route53, "
                                "gcloud, azure-cli, powershell, powerdns, cloudflare, tinydns, lexicon, panel, csv or "
                                "json. What programs read holds the records only; the policy comes with --output or "
                                "--json.")},
             {"operation", Arity::Value, "WHAT",
              QT_TRANSLATE_NOOP("Words", "create (the default) where nothing stands at these names yet, change to "
                                         "replace what stands there, remove to take it away.")},
             {"zone", Arity::Value, "NAME",
              QT_TRANSLATE_NOOP("Words", "The DNS zone of the records, when it lies above DOMAIN.")},
             {"output", Arity::Value, "DIR",
              QT_TRANSLATE_NOOP(
                  "Words",
                  "Write files into this directory: DOMAIN.SUFFIX of the format and .well-known/mta-sts.txt.")},
             {"force", Arity::Flag, "", QT_TRANSLATE_NOOP("Words", "With --output: replace files that exist.")},
             {"plan", Arity::Flag, "",
              QT_TRANSLATE_NOOP("Words", "Everything that the plan of the domain wants to be live (rollout plan), from "
                                         "the archive; nothing is looked up.")},
             {"archive", Arity::Value, "DSN",
              QT_TRANSLATE_NOOP("Words", "The archive of --plan. Without --plan: also avoid every id that it knows to "
                                         "have been served or planned.")},
             jsonOption()}};
        for (const Option &option : resolverOptions())
            made.options.push_back(option);
        made.options.push_back(helpOption());
        return made;
    }();
    return syntax;
}

int runGenerate(Arguments arguments)
{
    if (arguments.operands().size() != 1)
        return usageProblem(Words::tr("Name one mail domain, before the options or behind all of them."), "generate");
    const auto domain = readDomain(arguments.operands().first());
    if (!domain)
        return usageProblem(domain.error(), "generate");
    const bool looksUp = !arguments.has("mx") || arguments.has("resolver");
    if (const QString stray = strayOption(arguments, looksUp); !stray.isEmpty())
        return usageProblem(stray, "generate");
    const auto format = formatOf(arguments);
    if (!format)
        return usageProblem(format.error(), "generate");
    if (arguments.has("plan"))
        return generateFromPlan(arguments, *domain, **format);
    auto chosen = choicesOf(arguments, domain->toString());
    if (!chosen)
        return usageProblem(chosen.error(), "generate");
    rollout::Choices &choices = chosen->choices;
    choices.createdAt = QDateTime::currentDateTimeUtc();
    QByteArrayList used;
    if (const int status = knownIds(arguments, domain->toString(), used); status != Fine)
        return status;
    if (looksUp)
        if (const int status = completeFromDns(arguments, domain->toString(), choices, used); status != Fine)
            return status;
    if (used.contains(choices.id))
        return usedId(choices.id);
    if (choices.id.isEmpty())
        choices.id = sts::newId(choices.createdAt, used);
    const auto publication = rollout::publication(*domain, choices);
    if (!publication)
        return usageProblem(publicationProblem(publication.error()), "generate");
    for (const QString &note : chosen->notes)
        message(note);
    return printPublication(*publication, **format, arguments);
}

} // namespace cli
