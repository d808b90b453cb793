// SPDX-License-Identifier: GPL-3.0-or-later
// Which reports a command is about: --domain, --sender, --since, --until, --result-type, --mx, --policy-type, --mode.
#pragma once

#include "archive/report_filter.h"
#include "cli/input.h"
#include "cli/options.h"

namespace cli {

std::vector<Option> filterOptions();
Read<archive::ReportFilter> filterOf(const Arguments &arguments);

/// --limit: at most so many rows; 0 is all of them.
Option limitOption();
Read<int> limitOf(const Arguments &arguments);

/// "2024-08-20"; "-" where the day could not be read.
QString dayText(std::int64_t day);

} // namespace cli
