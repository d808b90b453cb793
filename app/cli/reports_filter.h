// SPDX-License-Identifier: GPL-3.0-or-later
// Which reports a command is about: --domain, --sender, --since, --until, --result-type, --mx, --policy-type, --mode.
#pragma once

#include "archive/report_filter.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/reports_archive.h"

namespace cli {

std::vector<Option> filterOptions();
Read<archive::ReportFilter> filterOf(const Arguments &arguments);

/// The options of a command that lists rows of the archive: the filters, --limit, --archive, --json, --help.
std::vector<Option> rowOptions();

/// The rows that such a command is asked for.
struct RowsAsked
{
    archive::Archive archive;
    archive::ReportFilter filter;
    int limit; ///< --limit: at most so many rows; 0 there is all of them
};
/// After a message the exit status to end with.
base::Result<RowsAsked, int> rowsAsked(const Arguments &arguments, const char *command);

/// "2024-08-20"; "-" where the day could not be read.
QString dayText(std::int64_t day);

} // namespace cli
