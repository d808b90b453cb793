// SPDX-License-Identifier: GPL-3.0-or-later
// How a severity looks: a shape, a word and a colour, so that none of them has to be told apart alone. The colours keep
// a contrast of 4.5 with the ground of text in light and dark.
#pragma once

#include "findings/evaluate.h"

#include <QIcon>
#include <QPalette>

namespace ui {

/// What an icon stands for. Unknown is a state of its own, and never grey success.
enum class Mark { Ok, Info, Warning, Error, Unknown };

Mark markOf(const findings::Finding &finding);
Mark markOf(const findings::Verdict &verdict);

/// For a state that stands for several: an error, then what is not known, then a warning.
Mark graver(Mark one, Mark other);

bool isDark(const QPalette &palette);
QColor colourOf(Mark mark, bool dark);
/// Drawn for each size and device pixel ratio; follows the palette of the application.
QIcon iconOf(Mark mark);
QString wordOf(Mark mark);

} // namespace ui
