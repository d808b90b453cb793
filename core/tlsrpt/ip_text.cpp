// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/ip_text.h"

#include "base/hex.h"

#include <array>
#include <charconv>
#include <cstdint>

namespace tlsrpt {

namespace {

using Groups = std::array<std::uint16_t, 8>;

// A strict dotted quad: no leading zeros, which some readers take for octal.
bool readV4(std::string_view text, std::uint32_t &out)
{
    const char *at = text.data(), *const end = at + text.size();
    std::uint32_t value = 0;
    for (int octets = 1;; ++octets, ++at) {
        const char *const first = at;
        unsigned number = 0;
        for (; at != end && *at >= '0' && *at <= '9'; ++at)
            number = number * 10 + unsigned(*at - '0');
        const auto digits = at - first;
        if (digits == 0 || digits > 3 || number > 255 || (digits > 1 && *first == '0'))
            return false;
        value = value << 8 | number;
        if (octets == 4 || at == end || *at != '.') {
            out = value;
            return octets == 4 && at == end;
        }
    }
}

// Groups of one side of "::", or of the whole. -1 when it is malformed.
int readGroups(std::string_view text, Groups &out, int room)
{
    int count = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::size_t first = at;
        unsigned group = 0;
        for (int hex = 0; at < text.size() && (hex = base::hexValue(text[at])) >= 0; ++at)
            group = group << 4 | unsigned(hex);
        if (at < text.size() && text[at] == '.') {
            std::uint32_t v4 = 0;
            if (count + 2 > room || !readV4(text.substr(first), v4))
                return -1;
            out[std::size_t(count++)] = std::uint16_t(v4 >> 16);
            out[std::size_t(count++)] = std::uint16_t(v4);
            return count;
        }
        if (count == room || at == first || at - first > 4)
            return -1;
        out[std::size_t(count++)] = std::uint16_t(group);
        if (at == text.size())
            return count;
        if (text[at] != ':' || at + 1 == text.size()) // a colon at the end
            return -1;
    }
    return count;
}

bool readV6(std::string_view text, Groups &out)
{
    out.fill(0);
    const std::size_t gap = text.find("::");
    if (gap == std::string_view::npos)
        return readGroups(text, out, 8) == 8;
    Groups tail{};
    // "::" stands for at least one group; RFC 4291 §2.2 allows one.
    const std::string_view head = text.substr(0, gap);
    const int before = head.find('.') == std::string_view::npos ? readGroups(head, out, 7) : -1;
    const int after = before < 0 ? -1 : readGroups(text.substr(gap + 2), tail, 7 - before);
    if (after < 0)
        return false;
    for (int i = 0; i < after; ++i)
        out[std::size_t(8 - after + i)] = tail[std::size_t(i)];
    return true;
}

// RFC 5952 §4.2.3: the longest run of at least two zero groups, the first of equals.
void longestZeros(const Groups &groups, int &start, int &length)
{
    start = -1;
    length = 1;
    for (int i = 0; i < 8; ++i) {
        int run = 0;
        while (i + run < 8 && groups[std::size_t(i + run)] == 0)
            ++run;
        if (run > length) {
            start = i;
            length = run;
        }
        i += run;
    }
}

char *writeV4(std::uint32_t v4, char *at)
{
    for (int shift = 24; shift >= 0; shift -= 8) {
        at = std::to_chars(at, at + 3, v4 >> shift & 0xff).ptr;
        if (shift)
            *at++ = '.';
    }
    return at;
}

using Buffer = std::array<char, 48>;

std::string_view v6Text(const Groups &groups, Buffer &buffer)
{
    char *at = buffer.data();
    int start = 0, length = 0;
    longestZeros(groups, start, length);
    const bool mapped = start == 0 && length == 5 && groups[5] == 0xffff;
    for (int i = 0; i < 8; ++i) {
        if (i == start) {
            *at++ = ':';
            *at++ = ':';
            i += length - 1;
            continue;
        }
        if (i > 0 && i != start + length)
            *at++ = ':';
        if (mapped && i == 6) { // RFC 5952 §5
            at = writeV4(std::uint32_t(groups[6]) << 16 | groups[7], at);
            break;
        }
        at = std::to_chars(at, buffer.data() + buffer.size(), groups[std::size_t(i)], 16).ptr;
    }
    return {buffer.data(), std::size_t(at - buffer.data())};
}

} // namespace

bool canonicalIp(std::string_view text, std::string &out)
{
    constexpr std::size_t longest = 45;
    std::uint32_t v4 = 0;
    if (text.size() > longest)
        return false;
    if (readV4(text, v4)) {
        if (out.data() != text.data()) // the strict form is the canonical one
            out.assign(text);
        return true;
    }
    Groups groups;
    if (!readV6(text, groups))
        return false;
    Buffer buffer;
    if (const std::string_view canonical = v6Text(groups, buffer); out != canonical)
        out.assign(canonical);
    return true;
}

} // namespace tlsrpt
