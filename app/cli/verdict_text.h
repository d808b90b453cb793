// SPDX-License-Identifier: GPL-3.0-or-later
// The verdict in a few lines, before any detail: what senders do with this domain now, and how many findings there are.
#pragma once

#include "cli/report.h"

namespace cli {

/// One or two sentences.
QString verdictSentence(const Report &report);
/// "1 error, 2 warnings, 12 checks passed".
QString countsLine(const findings::Findings &findings);

} // namespace cli
