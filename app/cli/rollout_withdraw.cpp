// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/rollout_decision.h"
#include "cli/words.h"

namespace cli {

namespace {

rollout::Advance removal(const rollout::History &history, const rollout::Plan &plan, const QDateTime &now)
{
    return rollout::towards(rollout::Action::Remove, history, plan, now);
}

} // namespace

const Syntax &rolloutWithdrawSyntax()
{
    static const Syntax syntax{
        "rollout withdraw", "DOMAIN",
        QT_TRANSLATE_NOOP("Words", "Takes a domain out of MTA-STS: mode none first, at the end the removal."),
        QT_TRANSLATE_NOOP(
            "Words", "The first run makes the policy in mode none. While senders may hold an older policy, further "
                     "runs say until when. After that, a run makes the removal of the record and the policy host "
                     "(RFC 8461, section 8.3).\n"
                     "Exit status 2: there is nothing to withdraw, or --remove comes too early."),
        decisionOptions({{"remove", Arity::Flag, "",
                          QT_TRANSLATE_NOOP("Words", "Ask for the removal now; refused while senders may hold an older "
                                                     "policy, with the date.")}})};
    return syntax;
}

int runRolloutWithdraw(Arguments arguments)
{
    return runDecision(arguments, rolloutWithdrawSyntax().command,
                       arguments.has("remove") ? removal : rollout::withdrawing);
}

} // namespace cli
