// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/limits.h"
#include "cli/answer.h"
#include "cli/command.h"
#include "cli/input.h"
#include "cli/terminal.h"
#include "cli/words.h"
#include "facts/json.h"

namespace cli {

namespace {

QString factsProblem(const QString &path, const base::ParseError &error)
{
    const QString excerpt = QString::fromUtf8(error.excerpt);
    if (error.code == QLatin1String("not-json"))
        return Words::tr("%1 is not JSON (byte %2). Give a file that \"check --facts\" wrote.")
            .arg(path)
            .arg(error.offset);
    if (error.code == QLatin1String("newer-version"))
        return Words::tr("%1 holds facts of version %2, and this program reads up to version %3. Use a newer sigillo.")
            .arg(path, excerpt)
            .arg(facts::DomainFacts::formatVersion);
    if (error.code == QLatin1String("bad-member"))
        return Words::tr("%1 is damaged: the member \"%2\" does not hold what it has to. Check the domain again.")
            .arg(path, excerpt);
    return Words::tr("%1 is JSON, but holds no recorded facts. Give a file that \"check --facts\" wrote.").arg(path);
}

Read<facts::DomainFacts> readFacts(const QString &path)
{
    const auto bytes = readFile(path, limits::factsFileBytes);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const auto facts = facts::fromJson(*bytes);
    if (!facts)
        return tl::unexpected(factsProblem(path, facts.error()));
    return *facts;
}

} // namespace

const Syntax &evaluateSyntax()
{
    static const Syntax syntax = [] {
        Syntax made{"evaluate",
                    "FACTS.json…",
                    QT_TRANSLATE_NOOP("Words", "Judges recorded facts again, offline; the output is that of check."),
                    QT_TRANSLATE_NOOP(
                        "Words", "The facts come from \"check --facts\"; \"-\" is standard input. Facts of a newer "
                                 "version than this program knows are refused."),
                    {{"now", Arity::Value, "MOMENT",
                      QT_TRANSLATE_NOOP(
                          "Words", "Judge as of this moment (ISO 8601); the default is when the facts were seen.")}}};
        for (const Option &option : outputOptions())
            made.options.push_back(option);
        return made;
    }();
    return syntax;
}

int runEvaluate(Arguments arguments)
{
    if (arguments.operands().isEmpty())
        return usageProblem(Words::tr("Name at least one file of recorded facts."), "evaluate");
    QDateTime now;
    if (arguments.has("now")) {
        const auto moment = readMoment(arguments.value("now"));
        if (!moment)
            return usageProblem(moment.error(), "evaluate");
        now = *moment;
    }
    QList<Report> reports;
    for (const QString &path : arguments.operands()) {
        const auto facts = readFacts(path);
        if (!facts)
            return usageProblem(facts.error(), "evaluate");
        reports += judged(*facts, now.isValid() ? now : facts->observedAt);
    }
    return printReports(reports, arguments);
}

} // namespace cli
