// SPDX-License-Identifier: GPL-3.0-or-later
// The output of `check` and `evaluate`, which is the same: one document for one domain, a list for several, or text for
// people.
#pragma once

#include "cli/options.h"
#include "cli/report.h"

namespace cli {

/// The options that shape the output: --json, --verbose.
std::vector<Option> outputOptions();
/// One JSON document, or all texts one after the other. Returns the worst status, or ExitStatus::Internal.
int printReports(const QList<Report> &reports, const Arguments &arguments);
/// The text of one report, with a blank line before it unless it is the first.
int printText(const Report &report, bool first, const Arguments &arguments);

} // namespace cli
