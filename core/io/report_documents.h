// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON that scripts rely on: one report with its source, its deviations and the DKIM verdict of its mail, the same
// from a file and from the archive. What would act on a terminal is written as JSON escapes.
#pragma once

#include "archive/report_reader.h"
#include "io/report_reading.h"

namespace io {

std::string reportJson(const ReadReport &read);
/// Also "id", "trust" and "conflict".
std::string reportJson(const archive::ArchivedReport &archived);
std::string faultJson(const ReadFault &fault);

} // namespace io
