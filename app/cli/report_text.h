// SPDX-License-Identifier: GPL-3.0-or-later
// Reports for people: the verdict first, then what needs attention by severity, then what was looked at.
#pragma once

#include "cli/report.h"
#include "cli/terminal.h"

namespace cli {

struct TextOptions
{
    Style style;
    bool verbose = false; ///< also lists what passed
};

QString reportText(const Report &report, const TextOptions &options);
/// The findings alone, gravest first, then the counts: for one linted text.
QString lintText(const findings::Findings &findings, const TextOptions &options);

} // namespace cli
