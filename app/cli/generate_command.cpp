// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/generate_choices.h"
#include "cli/generate_plan.h"
#include "cli/live_domain.h"
#include "cli/network_options.h"
#include "cli/publication_output.h"
#include "cli/terminal.h"
#include "cli/words.h"
#include "publish/dns_host.h"
#include "publish/panel.h"
#include "sts/record.h"

#include <algorithm>

namespace cli {

namespace {

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
    for (const char *option : {"panel", "language"})
        if (arguments.has(option) && arguments.value("format") != QLatin1String("panel"))
            return Words::tr("--%1 means nothing without --format panel.").arg(QLatin1String(option));
    return {};
}

QString panelNames()
{
    QStringList names;
    for (const publish::PanelWords &words : publish::panelWords())
        names += QLatin1String(words.name);
    return names.join(QLatin1String(", "));
}

/// How a table for a web panel is worded.
struct Panel
{
    const publish::PanelWords *words = nullptr; ///< null: of the DNS host, if it was found
    publish::Language language = publish::Language::English;
};

Read<Panel> panelOf(const Arguments &arguments)
{
    Panel panel;
    const QString name = arguments.value("panel"), language = arguments.value("language", QStringLiteral("en"));
    if (arguments.has("panel") && !(panel.words = publish::panelWordsNamed(name)))
        return tl::unexpected(Words::tr("There is no panel \"%1\". There is: %2.").arg(name, panelNames()));
    if (language != QLatin1String("en") && language != QLatin1String("it"))
        return tl::unexpected(Words::tr("--language takes en or it, not \"%1\".").arg(language));
    if (language == QLatin1String("it"))
        panel.language = publish::Language::Italian;
    return panel;
}

using DnsHosts = QList<const publish::DnsHost *>;

void tell(const DnsHosts &hosts, const QString &domain, bool formatChosen)
{
    for (const publish::DnsHost *host : hosts) {
        const QString where = Words::tr("The DNS of %1 is at %2.").arg(domain, QString::fromUtf8(host->name));
        const QString format = Words::tr("--format %1 fits.").arg(QLatin1String(host->format));
        const QString advice = *host->advice ? u' ' + QCoreApplication::translate("publish", host->advice) : QString();
        message(where + (formatChosen ? QString() : u' ' + format) + advice);
    }
}

Rendered rendered(const rollout::RecordSet &records, const publish::Format &format, const Panel &panel,
                  const DnsHosts &hosts)
{
    if (QLatin1String(format.name) != QLatin1String("panel"))
        return renderedIn(format, records);
    const publish::PanelWords *words = panel.words;
    if (!words && hosts.size() == 1)
        words = publish::panelWordsNamed(QLatin1String(hosts.first()->panel));
    return {format, publish::panel(records, words ? *words : publish::panelWords().front(), panel.language)};
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
            {{"format", Arity::Value, "NAME",
              QT_TRANSLATE_NOOP("Words",
                                "The syntax of the records: bind (the default), nsupdate, dnscontrol, octodns, "
                                "terraform-cloudflare, terraform-google, terraform-aws, terraform-azure, route53, "
                                "gcloud, azure-cli, powershell, powerdns, cloudflare, tinydns, lexicon, panel, csv or "
                                "json. What programs read holds the records only; the policy comes with --output or "
                                "--json.")},
             {"panel", Arity::Value, "NAME",
              QT_TRANSLATE_NOOP("Words",
                                "With --format panel, whose web panel: generic, aruba, register, squarespace, godaddy, "
                                "ovh, ionos or cloudflare; the default is that of the DNS host, when it is found.")},
             {"language", Arity::Value, "LANGUAGE",
              QT_TRANSLATE_NOOP("Words", "With --format panel, of the panel: en (the default) or it.")},
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
        const auto publication = publicationOptions();
        const auto records = recordOptions();
        made.options.insert(made.options.begin(), records.begin(), records.end());
        made.options.insert(made.options.begin(), publication.begin(), publication.end());
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
    const auto panel = panelOf(arguments);
    auto chosen = choicesOf(arguments, domain->toString());
    if (!panel || !chosen)
        return usageProblem(panel ? chosen.error() : panel.error(), "generate");
    rollout::Choices &choices = chosen->choices;
    choices.createdAt = QDateTime::currentDateTimeUtc();
    QByteArrayList used;
    if (const int status = knownIds(arguments, domain->toString(), used); status != Fine)
        return status;
    LiveDomain live;
    if (looksUp) {
        const auto adapters = adaptersFor(arguments);
        if (!adapters)
            return usageProblem(adapters.error(), "generate");
        live = lookUp((*adapters)->resolver(), domain->toString());
    }
    if (const int status = complete(choices, live, domain->toString(), "generate", used); status != Fine)
        return status;
    const DnsHosts hosts = publish::dnsHostsOf(live.nameServers);
    const auto publication = rollout::publication(*domain, choices);
    if (!publication)
        return usageProblem(publicationProblem(publication.error()), "generate");
    for (const QString &note : chosen->notes)
        message(note);
    if (chosen->noPolicyHost)
        message(Words::tr("No record for mta-sts.%1 is made; name its host with --policy-host-target or "
                          "--policy-host-address.")
                    .arg(domain->toString()));
    tell(hosts, domain->toString(), arguments.has("format"));
    return printPublication(*publication, rendered(publication->records, **format, *panel, hosts), arguments);
}

} // namespace cli
