// SPDX-License-Identifier: GPL-3.0-or-later
// A field value with parameters: Content-Type and Content-Disposition (RFC 2045 §5.1, RFC 2183), "word; name=value".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tlsrpt {

struct MimeValue
{
    std::string word; ///< "multipart/report", lower case, no blanks
    struct Parameter
    {
        std::string name; ///< lower case
        std::string value;
    };
    std::vector<Parameter> parameters;

    /// The first parameter of that name; null when there is none.
    const std::string *find(std::string_view name) const;
};

/// Empty for what needs a full MIME parser: comments, encoded words, RFC 2231 names ("filename*0="), broken quoting.
std::optional<MimeValue> plainMimeValue(std::string_view fieldValue);

} // namespace tlsrpt
