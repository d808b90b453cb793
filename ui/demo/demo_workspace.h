// SPDX-License-Identifier: GPL-3.0-or-later
// The demo: three made-up domains whose checks were recorded in the project's own lab, with two weeks of made-up
// reports. It is an archive like any other, in a folder of its own that goes when the program ends, and every domain in
// it ends in
// ".test", so that nobody takes it for a real one.
#pragma once

#include "archive/archive.h"

#include <QDateTime>

namespace ui {

inline constexpr int demoDays = 16; ///< of checks and reports, up to `now`

/// Error codes: those of the archive.
archive::Result<> fillDemo(archive::Archive &archive, const QDateTime &now);

} // namespace ui
