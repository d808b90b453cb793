// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/rollout_history.h"
#include "cli/answer.h"
#include "cli/check_run.h"
#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/facts_file.h"
#include "cli/interrupt.h"
#include "cli/network_options.h"
#include "cli/reports_archive.h"
#include "cli/terminal.h"
#include "cli/words.h"
#include "findings/evaluate.h"

namespace cli {

namespace {

Read<QList<base::DomainName>> domainsOf(const QStringList &words)
{
    if (words.isEmpty())
        return tl::unexpected(Words::tr("Name at least one mail domain."));
    QList<base::DomainName> domains;
    for (const QString &word : words) {
        const auto domain = readDomain(word);
        if (!domain)
            return tl::unexpected(domain.error());
        if (!domains.contains(*domain))
            domains += *domain;
    }
    return domains;
}

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

Read<io::InspectOptions> inspectOptionsOf(const Arguments &arguments)
{
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

// Without SMTP sessions nothing listens to these.
QString strayWithoutSmtp(const Arguments &arguments)
{
    if (arguments.has("no-smtp"))
        for (const char *option : {"deep", "smtp-port", "control-mx", "helo"})
            if (arguments.has(option))
                return Words::tr("--%1 means nothing with --no-smtp.").arg(QLatin1String(option));
    return {};
}

void showProgress(const base::DomainName &domain, const io::Progress &progressOfCheck)
{
    progress(Words::tr("%1: %2 of %3 done, %4")
                 .arg(domain.toString())
                 .arg(progressOfCheck.finished)
                 .arg(progressOfCheck.started)
                 .arg(progressOfCheck.latest));
}

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
    if (const QString stray = strayWithoutSmtp(arguments); !stray.isEmpty())
        return tl::unexpected(stray);
    const auto domains = domainsOf(arguments.operands());
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

// Returns Fine, or the status after a message.
int keep(archive::Archive &archive, const facts::DomainFacts &facts)
{
    const auto observation = rollout::observationOf(facts, findings::evaluate(facts, facts.observedAt));
    const auto kept = archive::keepFacts(archive, facts, observation);
    return kept ? Fine : archiveProblem(kept.error());
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
            status = worstStatus(status, keep(*archive, facts));
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
            resolverOptions()};
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
             QT_TRANSLATE_NOOP("Words", "Contact a policy host in private address space too.")},
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
