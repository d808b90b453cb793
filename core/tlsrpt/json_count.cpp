// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/json_count.h"

#include <charconv>
#include <cmath>
#include <limits>

namespace tlsrpt {

namespace {

constexpr std::int64_t maxCount = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t max32 = std::numeric_limits<std::uint32_t>::max();

std::size_t digitsAt(std::string_view text, std::size_t at)
{
    const std::size_t end = text.find_first_not_of("0123456789", at);
    return (end == std::string_view::npos ? text.size() : end) - at;
}

// Where the integer part ends; 0 when the text does not begin with one. `first` is behind the sign.
std::size_t integerEnd(std::string_view text, std::size_t first)
{
    const std::size_t digits = digitsAt(text, first);
    return digits == 0 || (digits > 1 && text[first] == '0') ? 0 : first + digits;
}

// Whether ".5", "e9" or ".5E+9" and nothing else stands at `at`.
bool isTail(std::string_view text, std::size_t at)
{
    if (at < text.size() && text[at] == '.') {
        const std::size_t digits = digitsAt(text, at + 1);
        if (digits == 0)
            return false;
        at += 1 + digits;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-'))
            ++at;
        const std::size_t digits = digitsAt(text, at);
        if (digits == 0)
            return false;
        at += digits;
    }
    return at == text.size();
}

void readInteger(std::string_view digits, Count &out)
{
    std::int64_t value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    out.large = read.ec != std::errc() || value > max32;
    if (read.ec == std::errc())
        out.value = value;
}

void readFraction(std::string_view text, Count &out)
{
    double value = 0;
    out.fraction = true;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc()) { // over or under what a double holds: neither is a count
        out.large = text.find("e-") == std::string_view::npos && text.find("E-") == std::string_view::npos;
        return;
    }
    out.large = value > double(max32);
    if (value == std::floor(value) && value < double(maxCount))
        out.value = std::int64_t(value);
}

} // namespace

std::optional<std::int64_t> plainCount(std::string_view number)
{
    if (number.empty() || number.size() > 9 || (number.size() > 1 && number.front() == '0'))
        return std::nullopt;
    std::int64_t value = 0;
    for (const char c : number) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::optional<Count> readCount(std::string_view number)
{
    Count out;
    if ((out.value = plainCount(number)))
        return out;
    const bool minus = !number.empty() && number.front() == '-';
    const std::string_view plain = number.substr(minus ? 1 : 0);
    const std::size_t end = integerEnd(plain, 0);
    if (end == 0 || !isTail(plain, end))
        return std::nullopt;
    if (end == plain.size())
        readInteger(plain, out);
    else
        readFraction(plain, out);
    out.negative = minus && out.value != 0;
    if (out.negative)
        out.value.reset();
    return out;
}

} // namespace tlsrpt
