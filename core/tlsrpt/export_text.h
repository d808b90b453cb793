// SPDX-License-Identifier: GPL-3.0-or-later
// Words out of a report on their way into a file or onto a terminal. Reports are untrusted (RFC 8460 §7): what would
// move a cursor, turn the writing direction or not show at all is written out, so that it can do nothing and hide
// nothing.
#pragma once

#include <string>
#include <string_view>

namespace tlsrpt {

/// Control and format characters, line and paragraph separators and unassigned code points as `\n`, `\r`, `\t`, `\x1b`
/// or `\u202e`; bytes that are not UTF-8 as `\xff`. Everything else is as it was.
void appendHarmless(std::string &out, std::string_view utf8);

/// JSON text whose strings may be shown: the same characters, and what is not UTF-8, as JSON's own escapes; a reader
/// gets the same values.
void appendHarmlessJson(std::string &out, std::string_view json);

} // namespace tlsrpt
