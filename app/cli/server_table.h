// SPDX-License-Identifier: GPL-3.0-or-later
// Every server that was contacted, a line each: which host, which address, and how far the session came.
#pragma once

#include "cli/report.h"
#include "cli/terminal.h"

namespace cli {

/// Empty when nothing was contacted; else lines that end in line feeds, without a heading.
QString serverTable(const Report &report);

} // namespace cli
