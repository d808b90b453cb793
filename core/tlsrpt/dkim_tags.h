// SPDX-License-Identifier: GPL-3.0-or-later
// The tag=value lists of DKIM (RFC 6376 §3.2), in DKIM-Signature fields and in key records.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tlsrpt {

struct DkimTag
{
    std::string_view name;
    std::string_view value;           ///< without blanks around it
    std::size_t valueAt = 0, end = 0; ///< where the raw value stands in the text, up to the ";"
};

/// Empty when the list is malformed or has a tag twice.
std::optional<std::vector<DkimTag>> dkimTags(std::string_view text);

/// The value of a tag; empty when it is not there.
std::optional<std::string_view> tagValue(const std::vector<DkimTag> &tags, std::string_view name);

/// All blanks and folds out.
std::string withoutBlanks(std::string_view text);

/// "a : b" → {"a", "b"}, lower case.
std::vector<std::string> colonList(std::string_view text);

/// Decimal digits only; empty for everything else and over 18 digits.
std::optional<std::int64_t> decimal(std::string_view text);

} // namespace tlsrpt
