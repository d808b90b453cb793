// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/outbox.h"
#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/findings_json.h"
#include "cli/inspect_options.h"
#include "cli/interrupt.h"
#include "cli/local_mail.h"
#include "cli/monitor_json.h"
#include "cli/monitor_text.h"
#include "cli/monitor_timeline.h"
#include "cli/network_options.h"
#include "cli/reports_archive.h"
#include "cli/rollout_json.h"
#include "cli/terminal.h"
#include "cli/words.h"

#include <QEventLoop>

namespace cli {

namespace {

constexpr int mailWidth = 76;

/// Everything that the command line said, read and valid.
struct Request
{
    QList<base::DomainName> domains; ///< these only; empty: all that the archive knows
    QList<base::DomainName> added;   ///< beside them
    std::optional<base::DomainName> timeline;
    io::InspectOptions options;
    QString mail; ///< empty: none
    QString sendmail;
};

// Of two forms of output, and of a look into the past beside a look at the present, one is a mistake.
QString clashIn(const Arguments &arguments)
{
    if (arguments.has("json") && arguments.has("plugin"))
        return Words::tr("--json and --plugin exclude each other.");
    if (arguments.has("sendmail") && !arguments.has("mail"))
        return Words::tr("--sendmail means nothing without --mail.");
    if (arguments.has("timeline"))
        for (const char *option : {"add", "plugin", "mail"})
            if (arguments.has(option) || !arguments.operands().isEmpty())
                return Words::tr("--timeline looks at the archive only: it takes --archive and --json.");
    return {};
}

Read<QList<base::DomainName>> anyDomains(const QStringList &words)
{
    return words.isEmpty() ? QList<base::DomainName>() : readDomains(words);
}

Read<Request> requestOf(const Arguments &arguments)
{
    if (const QString clash = clashIn(arguments); !clash.isEmpty())
        return tl::unexpected(clash);
    const auto domains = anyDomains(arguments.operands());
    const auto added = anyDomains(arguments.values("add"));
    for (const auto *list : {&domains, &added})
        if (!*list)
            return tl::unexpected(list->error());
    const auto options = inspectOptionsOf(arguments);
    if (!options)
        return tl::unexpected(options.error());
    Request request{*domains, *added, {},
                    *options, {},     arguments.value("sendmail", QStringLiteral("/usr/sbin/sendmail"))};
    if (arguments.has("timeline")) {
        const auto domain = readDomain(arguments.value("timeline"));
        if (!domain)
            return tl::unexpected(domain.error());
        request.timeline = *domain;
    }
    if (arguments.has("mail")) {
        const auto address = mailAddress(arguments.value("mail"));
        if (!address)
            return tl::unexpected(address.error());
        request.mail = *address;
    }
    return request;
}

// What the archive knows is a domain unless somebody else wrote it; such a name is left out.
archive::Result<QList<base::DomainName>> domainsFor(const Request &request, io::Monitor &monitor)
{
    QList<base::DomainName> all = request.domains;
    if (all.isEmpty()) {
        const auto known = monitor.domains();
        if (!known)
            return tl::unexpected(known.error());
        for (const QString &name : *known)
            if (const auto domain = base::DomainName::parse(name))
                all += *domain;
    }
    for (const base::DomainName &domain : request.added)
        if (!all.contains(domain))
            all += domain;
    return all;
}

QList<io::DomainOutcome> pass(const QList<base::DomainName> &domains, const Request &request, io::Monitor &monitor,
                              wiring::Adapters &adapters)
{
    io::Inspector inspector(adapters.resolver(), adapters.policyFetcher(), adapters.smtpProber(), adapters.clock());
    Interrupt interrupt;
    QEventLoop loop;
    QList<io::DomainOutcome> outcomes;
    io::MonitorPass pass(inspector, monitor, request.options, domains, interrupt.token());
    const auto onProgress = [](int done, int all) { progress(Words::tr("%1 of %2 domains").arg(done).arg(all)); };
    bool ended = false;
    pass.start([&outcomes](const io::DomainOutcome &outcome) { outcomes.append(outcome); },
               messagesAreOnTerminal() ? onProgress : io::MonitorPass::OnProgress(),
               [&] {
                   ended = true;
                   loop.quit();
               });
    if (!ended)
        loop.exec();
    progress({});
    std::sort(outcomes.begin(), outcomes.end(),
              [](const auto &one, const auto &other) { return one.domain < other.domain; });
    return outcomes;
}

QString newsOf(const QList<io::DomainOutcome> &outcomes, const Style &style)
{
    QString out;
    for (const io::DomainOutcome &outcome : outcomes) {
        const QString text = newsText(outcome, style);
        out += out.isEmpty() || text.isEmpty() ? text : u'\n' + text;
    }
    return out;
}

QByteArray asJson(const QList<io::DomainOutcome> &outcomes, int status)
{
    QJsonArray list;
    for (const io::DomainOutcome &outcome : outcomes)
        list.append(toJson(outcome));
    return document({{QStringLiteral("domains"), list}, {QStringLiteral("exit_status"), status}});
}

/// Puts the news where it waits until it is sent. False, with a message, when the archive failed.
bool keepNews(const QList<io::DomainOutcome> &outcomes, const QString &recipient, archive::Outbox &outbox)
{
    const QString body = newsOf(outcomes, {false, true, mailWidth});
    if (body.isEmpty())
        return true;
    const QString subject = Words::tr("Sigillo: %1").arg(headline(outcomes));
    const auto givenUp = outbox.put(recipient, {0, QDateTime::currentDateTimeUtc(), subject, body});
    if (!givenUp)
        message(archive::message(givenUp.error()));
    else if (*givenUp > 0)
        message(Words::tr("Too many mails wait to be sent: the oldest was given up. --timeline has what it told."));
    return givenUp.has_value();
}

/// One mail of all that waits; what an earlier pass could not send comes first, with its time.
QByteArray mailOf(const QList<archive::UnsentMail> &waiting, const QString &recipient)
{
    QStringList parts;
    for (qsizetype i = 0; i < waiting.size(); ++i)
        parts += i + 1 < waiting.size()
                     ? Words::tr("Not sent on %1:").arg(momentText(waiting[i].writtenAt)) + u'\n' + waiting[i].body
                     : waiting[i].body;
    return mailMessage(recipient, waiting.last().subject, parts.join(u'\n'));
}

/// The status of the mail: Fine when there was nothing to send, or it was taken.
int mailNews(const QList<io::DomainOutcome> &outcomes, const Request &request, archive::Archive &archive)
{
    if (request.mail.isEmpty())
        return Fine;
    archive::Outbox outbox(archive);
    if (!keepNews(outcomes, request.mail, outbox))
        return Internal;
    const auto waiting = outbox.waiting(request.mail);
    if (!waiting)
        return archiveProblem(waiting.error());
    if (waiting->isEmpty())
        return Fine;
    const QString problem = sendMail(request.sendmail, mailOf(*waiting, request.mail));
    if (!problem.isEmpty()) {
        message(Words::tr("The mail was not sent, and will be tried again by the next pass. %1").arg(problem));
        return Internal;
    }
    const auto done = outbox.sent(request.mail, waiting->last().number);
    return done ? Fine : archiveProblem(done.error());
}

void tellFailures(const QList<io::DomainOutcome> &outcomes)
{
    for (const io::DomainOutcome &outcome : outcomes)
        if (outcome.error)
            message(outcome.domain + QLatin1String(": ") + archive::message(*outcome.error));
}

// A monitoring system knows no status above 3.
int printPlugin(const QList<io::DomainOutcome> &outcomes, int status)
{
    const int known = status > Unsure ? Unsure : status;
    return print(pluginLine(outcomes, known), known);
}

int monitor(const Request &request, archive::Archive &archive, wiring::Adapters &adapters, const Arguments &arguments)
{
    io::Monitor watch(archive);
    const auto domains = domainsFor(request, watch);
    if (!domains)
        return archiveProblem(domains.error());
    if (domains->isEmpty() && !arguments.has("plugin") && !arguments.has("json"))
        message(Words::tr("The archive knows no domain yet. Name one with --add."));
    const QList<io::DomainOutcome> outcomes = pass(*domains, request, watch, adapters);
    tellFailures(outcomes);
    int status = Fine;
    for (const io::DomainOutcome &outcome : outcomes)
        status = worstStatus(status, statusOf(outcome));
    status = worstStatus(status, mailNews(outcomes, request, archive));
    if (arguments.has("plugin"))
        return printPlugin(outcomes, status);
    if (arguments.has("json"))
        return print(asJson(outcomes, status), status);
    return print(newsOf(outcomes, outputStyle()), status);
}

} // namespace

const Syntax &monitorSyntax()
{
    static const Syntax syntax = [] {
        Syntax made{
            "monitor", "[DOMAIN…]",
            QT_TRANSLATE_NOOP("Words", "Looks at every domain of the archive once and tells what changed."),
            QT_TRANSLATE_NOOP(
                "Words",
                "For a timer, cron or a tray: one pass over the domains with a plan or with facts, or over those that "
                "are named. Each look is kept. Without news nothing is printed, so that cron sends no mail. An alarm "
                "is told when it begins and when it is over; what could not be seen neither begins nor ends one.\n"
                "The exit status is that of the alarms that last: 1 the worst is a warning, 2 an error; 3 a domain "
                "could not be looked at this time. With --plugin a failure of the archive is 3 too. 70: a mail was "
                "not taken; the next pass with the same --mail sends it.\n"
                "--json prints {\"domains\": [{\"domain\", \"checked_at\", \"first_look\", \"changes\": [{\"kind\", "
                "\"subject\", \"before\", \"after\", \"sentence\"}], \"raised\", \"sustained\", \"cleared\": "
                "[{\"kind\", \"subject\", \"severity\", \"raised_at\", \"cleared_at\", …}], …}], \"exit_status\"}.\n"
                "Ctrl-C stops; domains that were not looked at completely are not kept."),
            inspectOptions()};
        const std::vector<Option> own{
            {"add", Arity::List, "DOMAIN…",
             QT_TRANSLATE_NOOP("Words", "Look at these domains as well, and from now on.")},
            archiveOption(),
            {"plugin", Arity::Flag, "",
             QT_TRANSLATE_NOOP("Words", "Print one line with performance data, as monitoring plugins do.")},
            {"mail", Arity::Value, "ADDRESS",
             QT_TRANSLATE_NOOP("Words", "Also send the news there, when there is any, through this machine's mail "
                                        "server.")},
            {"sendmail", Arity::Value, "PATH",
             QT_TRANSLATE_NOOP("Words", "The program that takes the mail (started with -t -i) instead of "
                                        "/usr/sbin/sendmail.")},
            {"timeline", Arity::Value, "DOMAIN",
             QT_TRANSLATE_NOOP("Words",
                               "Look at nothing; print what changed when, and every alarm, from the archive.")},
            jsonOption(),
            helpOption()};
        made.options.insert(made.options.end(), own.begin(), own.end());
        return made;
    }();
    return syntax;
}

int runMonitor(Arguments arguments)
{
    const char *const command = monitorSyntax().command;
    const auto request = requestOf(arguments);
    if (!request)
        return usageProblem(request.error(), command);
    const auto adapters = adaptersFor(arguments);
    if (!adapters)
        return usageProblem(adapters.error(), command);
    auto archive = openArchive(arguments, request->timeline ? ArchiveUse::Read : ArchiveUse::Write, command);
    if (!archive && arguments.has("plugin") && archive.error() == Internal)
        return printPlugin({}, Internal);
    if (!archive)
        return archive.error();
    if (request->timeline)
        return printTimeline(*archive, *request->timeline, arguments);
    return monitor(*request, *archive, **adapters, arguments);
}

} // namespace cli
