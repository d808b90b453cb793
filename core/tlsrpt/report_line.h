// SPDX-License-Identifier: GPL-3.0-or-later
// One report in one line: who, when, which domain under which policy, how many sessions. For lists of reports.
#pragma once

#include "tlsrpt/report.h"

#include <QString>

namespace tlsrpt {

/// "Google Inc., 2024-08-20, example.com (sts): 5 ok, 3 failed". Texts of the report stand raw: escape the line.
QString reportLine(const Report &report);

/// The day of the report's start in UTC, "2024-08-20"; the text of the start where it is no date.
QString dayOf(const Report &report);

} // namespace tlsrpt
