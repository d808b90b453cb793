// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/rollout_decision.h"
#include "cli/words.h"

namespace cli {

const Syntax &rolloutAdvanceSyntax()
{
    static const Syntax syntax{
        "rollout advance", "DOMAIN",
        QT_TRANSLATE_NOOP("Words", "Takes the one next step of the plan and prints what is to be published for it."),
        QT_TRANSLATE_NOOP(
            "Words", "What is not ready is refused (exit status 2) with every condition that is not met, and the "
                     "date from which it may be. A step that was decided and that no check has seen yet is printed "
                     "again. Nothing is published by this command: publish what it prints, then let check "
                     "--archive or --check see it; the step after that needs what it saw.\n"
                     "Exit status 3: the domain was not checked, or too long ago to decide on."),
        decisionOptions()};
    return syntax;
}

int runRolloutAdvance(Arguments arguments)
{
    return runDecision(arguments, rolloutAdvanceSyntax().command, rollout::advanceOf);
}

} // namespace cli
