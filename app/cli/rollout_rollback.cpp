// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/exit_status.h"
#include "cli/rollout_decision.h"
#include "cli/terminal.h"
#include "cli/words.h"

#include <algorithm>

namespace cli {

namespace {

struct Place
{
    const char *name;
    rollout::Action action;
};
constexpr Place places[] = {{"testing", rollout::Action::RollBack},
                            {"rung", rollout::Action::LowerMaxAge},
                            {"new-id", rollout::Action::Republish}};

} // namespace

const Syntax &rolloutRollbackSyntax()
{
    static const Syntax syntax{
        "rollout rollback", "DOMAIN",
        QT_TRANSLATE_NOOP("Words", "Goes back to a safe place: mode testing, a shorter max_age, or a new id."),
        QT_TRANSLATE_NOOP("Words",
                          "Senders that hold an enforced policy learn of it when they look at the record again, which "
                          "most do within a day, at the latest when its max_age has run out.\n"
                          "Exit status 2: there is nothing to go back from."),
        decisionOptions(
            {{"to", Arity::Value, "PLACE",
              QT_TRANSLATE_NOOP("Words", "testing (the default): mode testing, which stops no mail; rung: mode "
                                         "enforce with the max_age of the rung before; new-id: the planned policy "
                                         "once more under a new id, when somebody changed what is live.")}})};
    return syntax;
}

int runRolloutRollback(Arguments arguments)
{
    const QString word = arguments.value("to", QStringLiteral("testing"));
    const auto place = std::find_if(std::begin(places), std::end(places),
                                    [&word](const Place &each) { return word == QLatin1String(each.name); });
    if (place == std::end(places))
        return usageProblem(Words::tr("--to takes testing, rung or new-id, not \"%1\".").arg(word),
                            rolloutRollbackSyntax().command);
    return runDecision(arguments, rolloutRollbackSyntax().command,
                       [place](const rollout::History &history, const rollout::Plan &plan, const QDateTime &now) {
                           return rollout::towards(place->action, history, plan, now);
                       });
}

} // namespace cli
