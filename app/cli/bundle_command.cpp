// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/bundle_folder.h"
#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/findings_json.h"
#include "cli/generate_choices.h"
#include "cli/live_domain.h"
#include "cli/network_options.h"
#include "cli/publication_output.h"
#include "cli/terminal.h"
#include "cli/words.h"
#include "publish/bundle.h"
#include "sts/record.h"

#include <algorithm>

namespace cli {

namespace {

constexpr qint64 domainListLimit = 1 << 20; // bytes
constexpr qsizetype domainsMost = 1000;

QString targetNames()
{
    QStringList names;
    for (const publish::Target *target : publish::targets())
        names += QLatin1String(target->name);
    return names.join(QLatin1String(", "));
}

int listTargets(bool json)
{
    QJsonArray list;
    QString text;
    for (const publish::Target *target : publish::targets()) {
        const QString name = QLatin1String(target->name), place = QString::fromUtf8(target->place);
        list.append(QJsonObject{{QStringLiteral("name"), name},
                                {QStringLiteral("place"), place},
                                {QStringLiteral("many_domains"), target->manyDomains}});
        text += name.leftJustified(24) + place +
                (target->manyDomains ? u' ' + Words::tr("(several domains at once)") : QString()) + u'\n';
    }
    return json ? print(document({{QStringLiteral("targets"), list}}), Fine) : print(text, Fine);
}

/// The domains that were named, "-" being a list on standard input, one a line.
Read<QList<base::DomainName>> domainsOf(QStringList words)
{
    if (words == QStringList{QStringLiteral("-")}) {
        const auto bytes = readFile(words.first(), domainListLimit);
        if (!bytes)
            return tl::unexpected(bytes.error());
        words.clear();
        for (const QString &line : QString::fromUtf8(*bytes).split(u'\n'))
            if (const QString word = line.trimmed(); !word.isEmpty() && !word.startsWith(u'#'))
                words += word;
    }
    if (words.size() > domainsMost)
        return tl::unexpected(Words::tr("At most %1 domains fit into one bundle.").arg(domainsMost));
    if (words.isEmpty())
        return tl::unexpected(Words::tr("Name a mail domain and the place that its policy is to be served from."));
    return readDomains(words);
}

QString strayOption(const Arguments &arguments, bool looksUp)
{
    for (const char *option : {"trust-anchor", "timeout"})
        if (!looksUp && arguments.has(option))
            return Words::tr("--%1 means nothing with --mx, unless --resolver is given too.")
                .arg(QLatin1String(option));
    if (!arguments.has("output") && !arguments.has("json"))
        return Words::tr("Name the folder to write with --output, or give --json.");
    if (arguments.has("replace") && !arguments.has("output"))
        return Words::tr("--replace means nothing without --output.");
    return {};
}

QString bundleProblem(const base::ParseError &error)
{
    const QString domain = QString::fromUtf8(error.excerpt);
    if (error.code == QLatin1String("one-domain"))
        return Words::tr("This place serves one domain; a bundle for several is one of many-domains, nginx, apache, "
                         "caddy and cloudflare-worker.");
    if (error.code == QLatin1String("host-too-long"))
        return Words::tr("%1 is too long to have a policy host: no name may be longer than 253 characters.")
            .arg(domain);
    return Words::tr("These choices make no bundle: %1 %2.").arg(error.code, domain).simplified();
}

/// One domain's records and policy; the error is the status to end with, after a message.
base::Result<rollout::Publication, int> publicationOf(const Arguments &arguments, const base::DomainName &domain,
                                                      io::Resolver *resolver)
{
    auto chosen = choicesOf(arguments, domain.toString());
    if (!chosen)
        return tl::unexpected(usageProblem(chosen.error(), "bundle"));
    rollout::Choices &choices = chosen->choices;
    choices.createdAt = QDateTime::currentDateTimeUtc();
    if (resolver)
        if (const int status = complete(choices, lookUp(*resolver, domain.toString()), domain.toString(), "bundle");
            status != Fine)
            return tl::unexpected(status);
    if (choices.id.isEmpty())
        choices.id = sts::newId(choices.createdAt, {});
    const auto publication = rollout::publication(domain, choices);
    if (!publication)
        return tl::unexpected(usageProblem(publicationProblem(publication.error()), "bundle"));
    for (const QString &note : chosen->notes)
        message(note);
    return *publication;
}

base::Result<publish::Publications, int> publicationsOf(const Arguments &arguments,
                                                        const QList<base::DomainName> &domains, bool looksUp)
{
    std::unique_ptr<wiring::Adapters> adapters;
    if (looksUp) {
        auto made = adaptersFor(arguments);
        if (!made)
            return tl::unexpected(usageProblem(made.error(), "bundle"));
        adapters = *std::move(made);
    }
    publish::Publications publications;
    for (const base::DomainName &domain : domains) {
        const auto publication = publicationOf(arguments, domain, adapters ? &adapters->resolver() : nullptr);
        if (!publication)
            return tl::unexpected(publication.error());
        publications += *publication;
    }
    return publications;
}

QJsonObject bundleJson(const publish::Target &target, const publish::Publications &publications,
                       const QList<publish::BundleFile> &files)
{
    QJsonArray domains, list;
    for (const rollout::Publication &publication : publications)
        domains.append(QJsonObject{{QStringLiteral("domain"), publication.records.domain},
                                   {QStringLiteral("policy_url"), policyUrl(publication.records.domain)},
                                   {QStringLiteral("policy"), QString::fromUtf8(sts::format(*publication.policy))},
                                   {QStringLiteral("records"), recordsJson(publication.records)}});
    for (const publish::BundleFile &file : files)
        list.append(QJsonObject{{QStringLiteral("path"), file.path},
                                {QStringLiteral("executable"), file.executable},
                                {QStringLiteral("content"), QString::fromUtf8(file.bytes)}});
    return {{QStringLiteral("target"), QString::fromLatin1(target.name)},
            {QStringLiteral("domains"), domains},
            {QStringLiteral("files"), list}};
}

int output(const Arguments &arguments, const QList<publish::BundleFile> &files)
{
    const QString folder = arguments.value("output");
    const WrittenBundle written =
        writeBundle(folder, files, arguments.has("replace") ? Existing::Replaced : Existing::Kept);
    if (!written.problem.isEmpty()) {
        message(written.problem);
        return written.usage ? Usage : Internal;
    }
    message(
        Words::tr("Wrote %n file(s) into %1; README.md says what to do, in which order.", nullptr, int(files.size()))
            .arg(folder));
    return Fine;
}

} // namespace

const Syntax &bundleSyntax()
{
    static const Syntax syntax = [] {
        Syntax made{
            "bundle", "DOMAIN… TARGET",
            QT_TRANSLATE_NOOP("Words",
                              "Writes what a web server or hosting provider needs to serve the policy of a domain: the "
                              "policy, the configuration, and instructions in English and Italian."),
            QT_TRANSLATE_NOOP(
                "Words",
                "TARGET is nginx, apache, caddy, iis, many-domains, cloudflare-worker, cloudflare-pages, github-pages, "
                "netlify, vercel, firebase, s3-cloudfront, azure-static-web-apps or cloud-run. Several domains go into "
                "one bundle of many-domains, nginx, apache, caddy or cloudflare-worker; DOMAIN may be - for a list on "
                "standard input, one a line.\n"
                "Publish in this order: the policy host, the records, the _mta-sts record last. To change a policy, "
                "first the file, then the id.\n"
                "Exit status 2: the domain takes no mail, so there is nothing to write; 3: its MX records could not be "
                "looked up."),
            publicationOptions()};
        made.options.push_back({"output", Arity::Value, "DIR",
                                QT_TRANSLATE_NOOP("Words", "The folder to write. It appears whole or not at all.")});
        made.options.push_back(
            {"replace", Arity::Flag, "",
             QT_TRANSLATE_NOOP("Words", "Replace the bundle's files that exist in the folder; other files stay.")});
        made.options.push_back(
            {"list", Arity::Flag, "", QT_TRANSLATE_NOOP("Words", "List the targets instead, one a line.")});
        made.options.push_back(jsonOption());
        for (const Option &option : resolverOptions())
            made.options.push_back(option);
        made.options.push_back(helpOption());
        return made;
    }();
    return syntax;
}

int runBundle(Arguments arguments)
{
    if (arguments.has("list"))
        return listTargets(arguments.has("json"));
    if (arguments.operands().size() < 2)
        return usageProblem(Words::tr("Name a mail domain and the place that its policy is to be served from."),
                            "bundle");
    const QString name = arguments.operands().last();
    const publish::Target *target = publish::targetNamed(name);
    if (!target)
        return usageProblem(Words::tr("There is no target \"%1\". There is: %2.").arg(name, targetNames()), "bundle");
    const auto domains = domainsOf(arguments.operands().mid(0, arguments.operands().size() - 1));
    if (!domains)
        return usageProblem(domains.error(), "bundle");
    const bool looksUp = !arguments.has("mx") || arguments.has("resolver");
    if (const QString stray = strayOption(arguments, looksUp); !stray.isEmpty())
        return usageProblem(stray, "bundle");
    const auto publications = publicationsOf(arguments, *domains, looksUp);
    if (!publications)
        return publications.error();
    const auto files = publish::bundle(*target, *publications);
    if (!files)
        return usageProblem(bundleProblem(files.error()), "bundle");
    if (arguments.has("output"))
        if (const int status = output(arguments, *files); status != Fine)
            return status;
    return arguments.has("json") ? print(document(bundleJson(*target, *publications, *files)), Fine) : Fine;
}

} // namespace cli
