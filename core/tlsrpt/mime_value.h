// SPDX-License-Identifier: GPL-3.0-or-later
// A field value with parameters: Content-Type and Content-Disposition (RFC 2045 §5.1, RFC 2183), "word; name=value".
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace tlsrpt {

struct MimeValue
{
    static constexpr std::size_t mostParameters = 8;
    struct Parameter
    {
        std::string_view name;   ///< letters as written
        std::string_view text;   ///< as written, without the quotes around it
        bool hasEscapes = false; ///< or folds

        std::string value() const;
    };

    MimeValue() {} // so that nobody clears all the parameters first

    std::string_view word; ///< "multipart/report", letters as written, no blanks
    std::array<Parameter, mostParameters> parameters;
    std::size_t count = 0; ///< of them

    /// The value of the first parameter of that name; nothing when there is none.
    std::optional<std::string> find(std::string_view name) const;
};

/// Views into `fieldValue`. Empty for what needs a full MIME parser: comments, encoded words, RFC 2231 names
/// ("filename*0="), broken quoting, very many parameters.
std::optional<MimeValue> plainMimeValue(std::string_view fieldValue);

} // namespace tlsrpt
