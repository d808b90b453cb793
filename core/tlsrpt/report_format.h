// SPDX-License-Identifier: GPL-3.0-or-later
// A Report as JSON again, by the names of RFC 8460 §4.4: arrays where the standard has arrays, counts as numbers, dates
// as they stood, unknown members back in their places. Reading it again gives an equal report; deviations that lay in
// the form alone are gone.
#pragma once

#include "tlsrpt/report.h"

#include <string>

namespace tlsrpt {

/// Compact UTF-8 text. The order of members is fixed and unknown ones follow sorted, so equal reports give equal bytes.
std::string formatReport(const Report &report);

/// The same, with the inside of unknown members in one order and spacing as well: what a content hash is made of.
std::string canonicalReport(const Report &report);

} // namespace tlsrpt
