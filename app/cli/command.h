// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of the program, one a file: each has its syntax and a function that runs it and returns the exit status.
// A command's name may be two words ("reports parse"); commands with the same first word are a group.
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
const Syntax &monitorSyntax();
int runMonitor(Arguments arguments);
const Syntax &bundleSyntax();
int runBundle(Arguments arguments);
const Syntax &publishSyntax();
int runPublish(Arguments arguments);
const Syntax &reportsParseSyntax();
int runReportsParse(Arguments arguments);
const Syntax &reportsImportSyntax();
int runReportsImport(Arguments arguments);
const Syntax &reportsWatchSyntax();
int runReportsWatch(Arguments arguments);
const Syntax &reportsListSyntax();
int runReportsList(Arguments arguments);
const Syntax &reportsSummarySyntax();
int runReportsSummary(Arguments arguments);
const Syntax &reportsFailuresSyntax();
int runReportsFailures(Arguments arguments);
const Syntax &reportsExportSyntax();
int runReportsExport(Arguments arguments);
const Syntax &reportsExplainSyntax();
int runReportsExplain(Arguments arguments);
const Syntax &rolloutStatusSyntax();
int runRolloutStatus(Arguments arguments);
const Syntax &rolloutPlanSyntax();
int runRolloutPlan(Arguments arguments);
const Syntax &rolloutAdvanceSyntax();
int runRolloutAdvance(Arguments arguments);
const Syntax &rolloutRollbackSyntax();
int runRolloutRollback(Arguments arguments);
const Syntax &rolloutWithdrawSyntax();
int runRolloutWithdraw(Arguments arguments);
const Syntax &secretSetSyntax();
int runSecretSet(Arguments arguments);
const Syntax &secretRemoveSyntax();
int runSecretRemove(Arguments arguments);

/// Runs what the words ask for, help and version included.
int run(const QStringList &words);

} // namespace cli
