// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"

#include "cli/exit_status.h"
#include "cli/layout.h"
#include "cli/terminal.h"
#include "cli/words.h"

#include <algorithm>
#include <span>

namespace cli {

namespace {

std::span<const Command> commands()
{
    static constexpr Command all[] = {
        {checkSyntax, runCheck},
        {evaluateSyntax, runEvaluate},
        {lintSyntax, runLint},
        {generateSyntax, runGenerate},
        {monitorSyntax, runMonitor},
        {bundleSyntax, runBundle},
        {publishSyntax, runPublish},
        {reportsParseSyntax, runReportsParse},
        {reportsImportSyntax, runReportsImport},
        {reportsWatchSyntax, runReportsWatch},
        {reportsListSyntax, runReportsList},
        {reportsSummarySyntax, runReportsSummary},
        {reportsFailuresSyntax, runReportsFailures},
        {reportsExportSyntax, runReportsExport},
        {reportsExplainSyntax, runReportsExplain},
        {rolloutStatusSyntax, runRolloutStatus},
        {rolloutPlanSyntax, runRolloutPlan},
        {rolloutAdvanceSyntax, runRolloutAdvance},
        {rolloutRollbackSyntax, runRolloutRollback},
        {rolloutWithdrawSyntax, runRolloutWithdraw},
        {secretSetSyntax, runSecretSet},
        {secretRemoveSyntax, runSecretRemove},
    };
    return all;
}

/// The command that the words begin with, and how many words its name has.
struct Named
{
    const Command *command = nullptr;
    qsizetype words = 1;
};

Named commandNamed(const QStringList &words)
{
    for (const Command &command : commands()) {
        const QStringList name = QString::fromLatin1(command.syntax().command).split(u' ');
        if (words.mid(0, name.size()) == name)
            return {&command, name.size()};
    }
    return {};
}

/// The second words of a group: "parse, import, …"; empty when there is no such group.
QStringList membersOf(const QString &group)
{
    QStringList members;
    for (const Command &command : commands())
        if (const QString name = QLatin1String(command.syntax().command); name.startsWith(group + u' '))
            members += name.mid(group.size() + 1);
    return members;
}

QString exitStatusHelp()
{
    return Words::tr(
        "Exit status: 0 all is well, or remarks only; 1 the worst finding is a warning; 2 the worst is an error; "
        "3 something that the verdict needs could not be determined (an error outranks it, it outranks a "
        "warning); 64 the command line or a file that it names is wrong; 70 internal error.");
}

/// Of the whole program, or of one group.
QString overview(const QString &group, int width)
{
    QString out = Words::tr("Usage: %1").arg(QStringLiteral("sigillo-cli COMMAND …")) + QLatin1String("\n\n") +
                  wrapped(Words::tr("Checks, explains and prepares MTA-STS, TLS reporting and DANE of mail domains."),
                          width, {}) +
                  QLatin1String("\n\n") + Words::tr("Commands:") + u'\n';
    for (const Command &command : commands()) {
        const Syntax &syntax = command.syntax();
        if (!QString::fromLatin1(syntax.command).startsWith(group))
            continue;
        out += QStringLiteral("  %1 %2\n").arg(QLatin1String(syntax.command), QString::fromUtf8(syntax.operands)) +
               wrapped(Words::tr(syntax.summary), width, QStringLiteral("        ")) + u'\n';
    }
    out += u'\n' + wrapped(Words::tr("Each command has its own --help. --version prints the version."), width, {}) +
           QLatin1String("\n\n") + wrapped(exitStatusHelp(), width, {}) + u'\n';
    return out;
}

QString commandHelp(const Syntax &syntax)
{
    const int width = outputStyle().width;
    return helpText(syntax, width) + u'\n' + wrapped(exitStatusHelp(), width, {}) + u'\n';
}

int runCommand(const Command &command, const QStringList &words)
{
    const Syntax &syntax = command.syntax();
    auto arguments = Arguments::parse(syntax.options, words);
    if (!arguments)
        return usageProblem(parseProblem(arguments.error()), syntax.command);
    if (arguments->has("help"))
        return print(commandHelp(syntax), Fine);
    arguments->takeOperandFromLastList();
    return command.run(*std::move(arguments));
}

bool asksForHelp(const QString &word)
{
    return word == QLatin1String("--help") || word == QLatin1String("-h") || word == QLatin1String("help");
}

int printHelp(const QStringList &topic)
{
    if (const Command *command = commandNamed(topic).command)
        return print(commandHelp(command->syntax()), Fine);
    const bool isGroup = !topic.isEmpty() && !membersOf(topic.first()).isEmpty();
    return print(overview(isGroup ? topic.first() + u' ' : QString(), outputStyle().width), Fine);
}

int unknownCommand(const QStringList &words)
{
    const QString &first = words.first();
    if (first.startsWith(u'-'))
        return usageProblem(Words::tr("There is no option %1 before a command.").arg(first), "");
    const QStringList members = membersOf(first);
    if (members.isEmpty())
        return usageProblem(Words::tr("There is no command \"%1\".").arg(first), "");
    if (words.size() > 1 && asksForHelp(words.at(1)))
        return printHelp(words);
    return usageProblem(Words::tr("Say what to do with %1: %2.").arg(first, members.join(QLatin1String(", "))),
                        first.toLatin1().constData());
}

} // namespace

int run(const QStringList &words)
{
    if (words.isEmpty())
        return usageProblem(Words::tr("A command is needed."), "");
    if (words.first() == QLatin1String("--version"))
        return print(QStringLiteral("sigillo-cli " SIGILLO_VERSION "\n"), Fine);
    if (asksForHelp(words.first()))
        return printHelp(words.mid(1));
    const Named named = commandNamed(words);
    return named.command ? runCommand(*named.command, words.mid(named.words)) : unknownCommand(words);
}

} // namespace cli
