// SPDX-License-Identifier: GPL-3.0-or-later
// One finding for people: mark and title, where, the proof with the fault marked by carets, why it matters, what to do,
// who judges differently, and the clause.
#pragma once

#include "cli/paint.h"

namespace cli {

/// The whole block, ending in a line feed.
QString findingText(const findings::Finding &finding, const Style &style);
/// The bytes of an evidence, the line of the fault marked underneath; empty when there is nothing to show. Each line is
/// indented.
QString evidenceLines(const findings::TextEvidence &evidence, const Style &style, const QString &indent);

} // namespace cli
