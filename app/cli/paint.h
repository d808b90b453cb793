// SPDX-License-Identifier: GPL-3.0-or-later
// Marks and colours. A severity is always a mark and a word; colour only repeats what they say.
#pragma once

#include "cli/terminal.h"
#include "findings/finding.h"

namespace cli {

enum class Tone {
    Good,
    Info,
    Warning,
    Error,
    Unknown,
    Strong, ///< headings
    Faint,  ///< the source of a rule, and other small print
};

/// The text in the colour of the tone, or unchanged where there are no colours. Call it after wrapping.
QString painted(const QString &text, Tone tone, const Style &style);

Tone toneOf(const findings::Finding &finding);
/// "✖ error", "? unknown", "⚠ warning", "ℹ info", "✔ ok".
QString markedWord(Tone tone);

} // namespace cli
