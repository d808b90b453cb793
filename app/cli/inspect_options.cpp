// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/inspect_options.h"

#include "cli/network_options.h"
#include "cli/words.h"

namespace cli {

namespace {

// What EHLO says goes into a dialogue, so it has to be a host name or an address literal and nothing else.
Read<QString> heloOf(const QString &text)
{
    if (text.startsWith(u'[') && text.endsWith(u']') && base::IpAddress::parse(text.mid(1, text.size() - 2)))
        return text;
    const auto name = base::DomainName::parse(text, true);
    if (!name)
        return tl::unexpected(Words::tr("--helo takes a host name or an address in brackets, not \"%1\".").arg(text));
    return name->toString();
}

Read<int> portOf(const Arguments &arguments, const char *option, int usual)
{
    return arguments.has(option) ? readNumber(option, arguments.value(option), 1, 65535) : Read<int>(usual);
}

Read<QStringList> selectorsOf(const Arguments &arguments)
{
    QStringList selectors;
    for (const QString &word : arguments.values("dkim-selector").join(u',').split(u',', Qt::SkipEmptyParts)) {
        // Underscores are outside the grammar of RFC 6376 §3.1 and in use all the same.
        const auto name = base::DomainName::parse(QString(word).replace(u'_', u'x'), true);
        if (!name)
            return tl::unexpected(
                Words::tr("\"%1\" is not a DKIM selector: letters, digits, hyphens and dots.").arg(word));
        selectors += word.toLower();
    }
    return selectors;
}

// Without SMTP sessions nothing listens to these.
QString strayWithoutSmtp(const Arguments &arguments)
{
    if (arguments.has("no-smtp"))
        for (const char *option : {"deep", "smtp-port", "control-mx", "helo"})
            if (arguments.has(option))
                return Words::tr("--%1 means nothing with --no-smtp.").arg(QLatin1String(option));
    return {};
}

} // namespace

std::vector<Option> inspectOptions()
{
    std::vector<Option> options = resolverOptions();
    const std::vector<Option> own{
        {"ca-file", Arity::Value, "PEM",
         QT_TRANSLATE_NOOP("Words",
                           "Trust only the certificate authorities in this file instead of the system's.")},
        {"smtp-port", Arity::Value, "N", QT_TRANSLATE_NOOP("Words", "Port of the mail servers instead of 25.")},
        {"https-port", Arity::Value, "N", QT_TRANSLATE_NOOP("Words", "Port of the policy host instead of 443.")},
        {"control-mx", Arity::Value, "HOST",
         QT_TRANSLATE_NOOP("Words",
                           "A public mail server known to be good, tried when no mail server answers: tells a "
                           "blocked port 25 from dead servers. Default: smtp.google.com.")},
        {"no-smtp", Arity::Flag, "", QT_TRANSLATE_NOOP("Words", "Contact no mail server.")},
        {"deep", Arity::Flag, "",
         QT_TRANSLATE_NOOP("Words",
                           "Also find out which old TLS versions the mail servers accept (more sessions).")},
        {"helo", Arity::Value, "NAME",
         QT_TRANSLATE_NOOP("Words", "The name that EHLO gives instead of that of this machine.")},
        {"dkim-selector", Arity::Labels, "NAME…",
         QT_TRANSLATE_NOOP("Words",
                           "DKIM selectors to look up beside \"google\"; several as words, with commas, or by "
                           "repeating the option. A word with a dot ends the list.")},
        {"allow-private", Arity::Flag, "",
         QT_TRANSLATE_NOOP("Words", "Contact a policy host in private address space too.")}};
    options.insert(options.end(), own.begin(), own.end());
    return options;
}

Read<io::InspectOptions> inspectOptionsOf(const Arguments &arguments)
{
    if (const QString stray = strayWithoutSmtp(arguments); !stray.isEmpty())
        return tl::unexpected(stray);
    io::InspectOptions options;
    options.smtp = !arguments.has("no-smtp");
    options.deep = arguments.has("deep");
    options.allowPrivate = arguments.has("allow-private");
    const auto timeout = timeoutOf(arguments);
    const auto smtpPort = portOf(arguments, "smtp-port", options.smtpPort);
    const auto httpsPort = portOf(arguments, "https-port", options.httpsPort);
    for (const Read<int> &number : {timeout, smtpPort, httpsPort})
        if (!number)
            return tl::unexpected(number.error());
    options.timeoutMs = *timeout;
    options.smtpPort = *smtpPort;
    options.httpsPort = *httpsPort;
    if (arguments.has("control-mx")) {
        const auto host = readDomain(arguments.value("control-mx"));
        if (!host)
            return tl::unexpected(host.error());
        options.controlMx = host->toString();
    }
    if (arguments.has("helo")) {
        const auto helo = heloOf(arguments.value("helo"));
        if (!helo)
            return tl::unexpected(helo.error());
        options.heloName = *helo;
    }
    const auto selectors = selectorsOf(arguments);
    if (!selectors)
        return tl::unexpected(selectors.error());
    options.dkimSelectors = *selectors;
    return options;
}

} // namespace cli
