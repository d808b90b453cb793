// SPDX-License-Identifier: GPL-3.0-or-later
// Hexadecimal digits, in either case.
#pragma once

namespace base {

/// 0 to 15; -1 for what is no hexadecimal digit.
constexpr int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

} // namespace base
