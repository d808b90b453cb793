// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of the program, one a file: each has its syntax and a function that runs it and returns the exit status.
#pragma once

#include "cli/options.h"

namespace cli {

struct Command
{
    const Syntax &(*syntax)();
    int (*run)(Arguments arguments);
};

const Syntax &checkSyntax();
int runCheck(Arguments arguments);
const Syntax &evaluateSyntax();
int runEvaluate(Arguments arguments);
const Syntax &lintSyntax();
int runLint(Arguments arguments);
const Syntax &generateSyntax();
int runGenerate(Arguments arguments);

/// Runs what the words ask for, help and version included.
int run(const QStringList &words);

} // namespace cli
