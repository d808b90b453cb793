// SPDX-License-Identifier: GPL-3.0-or-later
// The words of RFC 8460 for result types (§4.3 and the IANA registry) and policy types (§4.4), to enum values and back.
// They are lower case on the wire and compared as they stand; a word that is not listed is `Other` and is shown raw.
#pragma once

#include "tlsrpt/report.h"

#include <string_view>

namespace tlsrpt {

ResultType resultTypeOf(std::string_view word);
PolicyType policyTypeOf(std::string_view word);
std::string_view wordOf(ResultType type); ///< empty for Other
std::string_view wordOf(PolicyType type); ///< empty for Other

} // namespace tlsrpt
