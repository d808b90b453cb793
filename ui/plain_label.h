// SPDX-License-Identifier: GPL-3.0-or-later
// Labels that never take their text for markup, whatever it is.
#pragma once

#include <QLabel>

namespace ui {

/// Wraps.
QLabel *plainLabel(QWidget *parent);
/// The same, for text that somebody may want to select and copy, also by the keyboard.
QLabel *selectableLabel(QWidget *parent);

} // namespace ui
