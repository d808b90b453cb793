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
    };
    return all;
}

const Command *commandNamed(const QString &name)
{
    const auto all = commands();
    const auto found = std::find_if(all.begin(), all.end(), [&name](const Command &command) {
        return name == QLatin1String(command.syntax().command);
    });
    return found == all.end() ? nullptr : &*found;
}

QString exitStatusHelp()
{
    return Words::tr(
        "Exit status: 0 all is well, or remarks only; 1 the worst finding is a warning; 2 the worst is an error; "
        "3 something that the verdict needs could not be determined (an error outranks it, it outranks a "
        "warning); 64 the command line or a file that it names is wrong; 70 internal error.");
}

QString overview(int width)
{
    QString out = Words::tr("Usage: %1").arg(QStringLiteral("sigillo-cli COMMAND …")) + QLatin1String("\n\n") +
                  wrapped(Words::tr("Checks, explains and prepares MTA-STS, TLS reporting and DANE of mail domains."),
                          width, {}) +
                  QLatin1String("\n\n") + Words::tr("Commands:") + u'\n';
    for (const Command &command : commands()) {
        const Syntax &syntax = command.syntax();
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

} // namespace

int run(const QStringList &words)
{
    if (words.isEmpty())
        return usageProblem(Words::tr("A command is needed."), "");
    const QString &first = words.first();
    if (first == QLatin1String("--version"))
        return print(QStringLiteral("sigillo-cli " SIGILLO_VERSION "\n"), Fine);
    if (first == QLatin1String("--help") || first == QLatin1String("-h") || first == QLatin1String("help")) {
        const Command *topic = words.size() > 1 ? commandNamed(words.at(1)) : nullptr;
        return print(topic ? commandHelp(topic->syntax()) : overview(outputStyle().width), Fine);
    }
    const Command *command = commandNamed(first);
    if (!command && first.startsWith(u'-'))
        return usageProblem(Words::tr("There is no option %1 before a command.").arg(first), "");
    if (!command)
        return usageProblem(Words::tr("There is no command \"%1\".").arg(first), "");
    return runCommand(*command, words.mid(1));
}

} // namespace cli
