// SPDX-License-Identifier: GPL-3.0-or-later
// Texts eight bytes at a time: where they are only some words long, a loop over bytes or a call of memcmp costs more
// than the comparison.
#pragma once

#include <cstdint>
#include <cstring>

namespace base {

using EightBytes = std::uint64_t;

/// Eight times the same byte.
constexpr EightBytes eightOf(unsigned char byte)
{
    return EightBytes(0x0101010101010101) * byte;
}

inline EightBytes eightAt(const char *at)
{
    EightBytes bytes = 0;
    std::memcpy(&bytes, at, sizeof bytes);
    return bytes;
}

/// Whether `same(x, y)` holds for all eights of two texts of at least eight bytes; the last ones may overlap.
template <class Same>
bool eachEight(const char *a, const char *b, std::size_t size, Same same)
{
    constexpr std::size_t step = sizeof(EightBytes);
    for (std::size_t at = 0; at < size - step; at += step)
        if (!same(eightAt(a + at), eightAt(b + at)))
            return false;
    return same(eightAt(a + size - step), eightAt(b + size - step));
}

} // namespace base
