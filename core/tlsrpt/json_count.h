// SPDX-License-Identifier: GPL-3.0-or-later
// Session counts (RFC 8460 §4.5: integers as JSON numbers) in every form that a report may have them, read from the
// text of the number, so that no digit is lost to a floating-point value.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tlsrpt {

struct Count
{
    std::optional<std::int64_t> value; ///< empty: unusable
    bool fraction = false;             ///< written with "." or an exponent
    bool negative = false;
    bool large = false; ///< over 32 bits
};

/// Nearly all counts: up to nine digits and nothing else. Nothing for any other number.
std::optional<std::int64_t> plainCount(std::string_view number);

/// Nothing when the text is no number in the grammar of RFC 8259 §6.
std::optional<Count> readCount(std::string_view number);

} // namespace tlsrpt
