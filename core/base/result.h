// SPDX-License-Identifier: GPL-3.0-or-later
// Errors are values. A function that can fail returns Result<T>; nothing throws across a function boundary. A parse
// error carries what a person needs to find the place: a stable code, the byte offset, and the bytes around it.
#pragma once

#include <QByteArray>
#include <QString>
#include <tl/expected.hpp>

namespace base {

/// Why a text could not be read. `code` is a stable kebab-case word for machines; text/ has the sentence for people.
struct ParseError
{
    QString code;
    qsizetype offset = 0; ///< bytes from the start of the input
    QByteArray excerpt;   ///< the raw bytes at `offset`, at most 40 of them, unescaped

    bool operator==(const ParseError &) const = default;
};

template <class T, class E = ParseError>
using Result = tl::expected<T, E>;

/// The failure that a function returning Result gives: `return base::failure("empty-label", 3, input);`
inline tl::unexpected<ParseError> failure(const char *code, qsizetype offset = 0, const QByteArray &input = {})
{
    return tl::unexpected(ParseError{QString::fromLatin1(code), offset, input.mid(offset, 40)});
}

} // namespace base
