// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/generate_choices.h"

#include "base/enum_names.h"
#include "cli/words.h"
#include "publish/rrset.h"
#include "sts/record.h"

namespace cli {

namespace {

Read<sts::Mode> modeOf(const Arguments &arguments)
{
    const QString word = arguments.value("mode", QStringLiteral("testing"));
    if (const auto mode = base::enumFromName<sts::Mode>(word))
        return *mode;
    return tl::unexpected(Words::tr("--mode takes testing, enforce or none, not \"%1\".").arg(word));
}

QString ruaProblem(const QString &uri, const base::ParseError &error)
{
    if (error.code == QLatin1String("scheme"))
        return Words::tr("\"%1\" is no report address: mailto:NAME@DOMAIN or https://HOST/PATH.").arg(uri);
    if (error.code == QLatin1String("mailto"))
        return Words::tr("\"%1\" has no mail address after mailto:.").arg(uri);
    if (error.code == QLatin1String("host"))
        return Words::tr("\"%1\" does not name a host that can receive reports.").arg(uri);
    return Words::tr("\"%1\" holds a character that has to be percent-encoded in a URI.").arg(uri);
}

// A comma inside a URI has to be encoded anyway, so one before the next scheme can only separate.
QStringList separatedUris(const QStringList &words)
{
    QStringList uris;
    for (QString word : words) {
        for (const char *scheme : {"mailto:", "https:"})
            word.replace(u',' + QString(QLatin1String(scheme)), u'\n' + QString(QLatin1String(scheme)));
        uris += word.split(u'\n', Qt::SkipEmptyParts);
    }
    return uris;
}

Read<QStringList> ruaOrUsual(const Arguments &arguments, const QString &domain, QStringList &notes)
{
    if (arguments.has("rua"))
        return reportUrisOf(arguments);
    const QString usual = usualReportUri(domain);
    notes += Words::tr("Reports go to %1; --rua names another address.").arg(usual);
    return QStringList{usual};
}

} // namespace

Read<QStringList> mxPatternsOf(const Arguments &arguments)
{
    QStringList patterns;
    for (const QString &word : arguments.values("mx").join(u',').split(u',', Qt::SkipEmptyParts)) {
        const auto pattern = rollout::mxPattern(word);
        if (!pattern)
            return tl::unexpected(
                Words::tr("\"%1\" is no mx pattern: a host name, or \"*.\" and a host name.").arg(word));
        if (!patterns.contains(*pattern))
            patterns += *pattern;
    }
    return patterns;
}

QString usualReportUri(const QString &domain)
{
    return QStringLiteral("mailto:tls-reports@") + domain;
}

Read<QStringList> reportUrisOf(const Arguments &arguments)
{
    QStringList uris;
    for (const QString &word : separatedUris(arguments.values("rua"))) {
        const auto uri = rollout::ruaUri(word);
        if (!uri)
            return tl::unexpected(ruaProblem(word, uri.error()));
        uris += *uri;
    }
    return uris;
}

Read<rollout::PolicyHost> policyHostOf(const Arguments &arguments, QStringList &notes)
{
    if (arguments.has("policy-host-target") && arguments.has("policy-host-address"))
        return tl::unexpected(
            Words::tr("Give either --policy-host-target or --policy-host-address, not both: a CNAME stands "
                      "alone at its name."));
    rollout::PolicyHost host;
    if (arguments.has("policy-host-target")) {
        const auto target = readDomain(arguments.value("policy-host-target"));
        if (!target)
            return tl::unexpected(target.error());
        host.target = target->toString();
    }
    for (const QString &word : arguments.values("policy-host-address").join(u',').split(u',', Qt::SkipEmptyParts)) {
        const auto address = base::IpAddress::parse(word);
        if (!address)
            return tl::unexpected(Words::tr("\"%1\" is no IP address.").arg(word));
        if (address->scope() != base::AddressScope::Global)
            notes += Words::tr("Senders on the Internet cannot reach %1.").arg(address->toString());
        host.addresses += *address;
    }
    return host;
}

Read<rollout::Operation> operationOf(const Arguments &arguments)
{
    const QString word = arguments.value("operation", QStringLiteral("create"));
    for (const auto operation : {rollout::Operation::Create, rollout::Operation::Change, rollout::Operation::Remove})
        if (word == QLatin1String(publish::operationWord(operation)))
            return operation;
    return tl::unexpected(Words::tr("--operation takes create, change or remove, not \"%1\".").arg(word));
}

// The zone that the names stand in: the domain itself, or one above it.
Read<QString> zoneOf(const Arguments &arguments, const QString &domain)
{
    if (!arguments.has("zone"))
        return QString();
    const auto zone = readDomain(arguments.value("zone"));
    if (!zone)
        return tl::unexpected(zone.error());
    const QString name = zone->toString();
    if (name != domain && !domain.endsWith(QLatin1Char('.') + name))
        return tl::unexpected(Words::tr("%1 does not lie in the zone %2.").arg(domain, name));
    return name == domain ? QString() : name;
}

std::vector<Option> publicationOptions()
{
    return {
        {"mode", Arity::Value, "MODE", QT_TRANSLATE_NOOP("Words", "testing (the default), enforce or none.")},
        {"max-age", Arity::Value, "SECONDS",
         QT_TRANSLATE_NOOP("Words",
                           "How long senders keep the policy, 86400 to 31557600; the default is a week for testing, "
                           "two weeks for enforce, a day for none.")},
        {"mx", Arity::Values, "PATTERN…",
         QT_TRANSLATE_NOOP("Words", "The mx lines, instead of the live MX records; nothing is looked up then, unless "
                                    "--resolver is given: then the id that is live.")},
        {"rua", Arity::Values, "URI…",
         QT_TRANSLATE_NOOP("Words",
                           "Where TLS reports go: mailto: or https:. The default is mailto:tls-reports@DOMAIN.")},
        {"policy-host-target", Arity::Value, "NAME",
         QT_TRANSLATE_NOOP("Words", "Make mta-sts.DOMAIN a CNAME of this name.")},
        {"policy-host-address", Arity::Values, "IP…",
         QT_TRANSLATE_NOOP("Words", "Give mta-sts.DOMAIN these addresses.")},
        {"id", Arity::Value, "ID",
         QT_TRANSLATE_NOOP("Words",
                           "The id of the policy, 1 to 32 letters or digits; the default is a new one from the date "
                           "and time.")},
        {"ttl", Arity::Value, "SECONDS",
         QT_TRANSLATE_NOOP("Words", "Of the records, 0 to 604800; the default is 300.")}};
}

std::vector<Option> recordOptions()
{
    return {{"operation", Arity::Value, "WHAT",
             QT_TRANSLATE_NOOP("Words", "create (the default) where nothing stands at these names yet, change to "
                                        "replace what stands there, remove to take it away.")},
            {"zone", Arity::Value, "NAME",
             QT_TRANSLATE_NOOP("Words", "The DNS zone of the records, when it lies above DOMAIN.")}};
}

const std::vector<Option> &choiceOptions()
{
    static const std::vector<Option> options = [] {
        std::vector<Option> all = publicationOptions();
        std::erase_if(all, [](const Option &option) { return QLatin1String(option.name) == QLatin1String("mx"); });
        const std::vector<Option> more = recordOptions();
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }();
    return options;
}

Read<Chosen> choicesOf(const Arguments &arguments, const QString &domain)
{
    Chosen chosen;
    rollout::Choices &choices = chosen.choices;
    const auto mode = modeOf(arguments);
    if (!mode)
        return tl::unexpected(mode.error());
    choices.mode = *mode;
    choices.maxAge = rollout::usualMaxAge(*mode);
    if (arguments.has("max-age")) {
        const auto seconds =
            readNumber("max-age", arguments.value("max-age"), int(rollout::maxAgeLeast), int(rollout::maxAgeMost));
        if (!seconds)
            return tl::unexpected(seconds.error());
        choices.maxAge = *seconds;
    }
    if (arguments.has("ttl")) {
        const auto ttl = readNumber("ttl", arguments.value("ttl"), rollout::ttlLeast, rollout::ttlMost);
        if (!ttl)
            return tl::unexpected(ttl.error());
        choices.ttl = *ttl;
    }
    const auto zone = zoneOf(arguments, domain);
    const auto operation = operationOf(arguments);
    if (!zone || !operation)
        return tl::unexpected(zone ? operation.error() : zone.error());
    choices.zone = *zone;
    choices.operation = *operation;
    choices.id = arguments.value("id").toUtf8();
    if (arguments.has("id") && !sts::isId(choices.id))
        return tl::unexpected(
            Words::tr("--id takes 1 to 32 letters or digits, not \"%1\".").arg(arguments.value("id")));
    const auto mx = mxPatternsOf(arguments);
    const auto rua = mx ? ruaOrUsual(arguments, domain, chosen.notes) : Read<QStringList>(tl::unexpected(mx.error()));
    if (!rua)
        return tl::unexpected(rua.error());
    const auto host = policyHostOf(arguments, chosen.notes);
    if (!host)
        return tl::unexpected(host.error());
    if (host->target.isEmpty() && host->addresses.isEmpty())
        chosen.notes +=
            Words::tr(
                "No record for mta-sts.%1 is made; name its host with --policy-host-target or --policy-host-address.")
                .arg(domain);
    choices.mx = *mx;
    choices.rua = *rua;
    choices.policyHost = *host;
    chosen.noPolicyHost = host->target.isEmpty() && host->addresses.isEmpty();
    choices.tool = QStringLiteral("sigillo " SIGILLO_VERSION);
    return chosen;
}

QString publicationProblem(const base::ParseError &error)
{
    if (error.code == QLatin1String("host-loop"))
        return Words::tr("--policy-host-target names the policy host itself. Name the server that it is to point to.");
    return Words::tr("These choices make no policy: %1.").arg(error.code);
}

} // namespace cli
