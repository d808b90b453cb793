// SPDX-License-Identifier: GPL-3.0-or-later
// Dates and times as reports have them: RFC 3339 §5.6 ("2024-02-16T00:00:00Z"), and the forms that real senders write
// instead, each told apart, so that the report can say what was tolerated.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tlsrpt {

struct DateTime
{
    std::int64_t seconds = 0;  ///< since 1970-01-01T00:00:00Z; fractions are cut off
    bool withoutZone = false;  ///< no "Z" and no offset; taken as UTC
    bool withOffset = false;   ///< "+02:00" or "+0200"; converted
    bool withBlank = false;    ///< a blank for the "T"
    bool withFraction = false; ///< ".123"
};

/// Nothing when the text is not a date with a time, or names a day or time that does not exist. A leap second counts as
/// the second before it.
std::optional<DateTime> readDateTime(std::string_view text);

} // namespace tlsrpt
