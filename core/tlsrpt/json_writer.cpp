// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/json_writer.h"

#include "base/eight_bytes.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace tlsrpt {

namespace {

using base::eightAt;
using base::EightBytes;
using base::eightOf;

// The high bit of a byte is set where it is below `bound` (at most 128). A byte above such a one may be marked too,
// never one alone, so the answer for all eight is right.
constexpr EightBytes below(EightBytes bytes, unsigned char bound)
{
    return (bytes - eightOf(bound)) & ~bytes & eightOf(0x80);
}

constexpr EightBytes special(EightBytes bytes)
{
    return below(bytes, 0x20) | below(bytes ^ eightOf('"'), 1) | below(bytes ^ eightOf('\\'), 1);
}

/// Nothing that RFC 8259 §7 wants escaped: nearly all texts, so eight bytes are looked at together.
bool isPlain(std::string_view text)
{
    constexpr std::size_t width = sizeof(EightBytes);
    if (text.size() < width)
        return std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == '"' || c == '\\'; });
    EightBytes found = special(eightAt(text.data() + text.size() - width)); // what the steps leave over
    for (std::size_t at = 0; at + width <= text.size(); at += width)
        found |= special(eightAt(text.data() + at));
    return found == 0;
}

} // namespace

void JsonWriter::next()
{
    if (!m_first)
        m_out += ',';
    m_first = false;
}

void JsonWriter::open(char bracket)
{
    next();
    m_out += bracket;
    m_first = true;
}

void JsonWriter::close(char bracket)
{
    m_out += bracket;
    m_first = false;
}

void JsonWriter::key(std::string_view name)
{
    next();
    quoted(name);
    m_out += ':';
    m_first = true;
}

void JsonWriter::string(std::string_view text)
{
    next();
    quoted(text);
}

void JsonWriter::number(std::int64_t value)
{
    next();
    std::array<char, 24> digits;
    m_out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
}

void JsonWriter::raw(std::string_view json)
{
    next();
    m_out += json;
}

void JsonWriter::quoted(std::string_view text)
{
    m_out += '"';
    if (isPlain(text))
        m_out.append(text);
    else
        escaped(text);
    m_out += '"';
}

void JsonWriter::escaped(std::string_view text)
{
    constexpr char hex[] = "0123456789abcdef";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20)
            m_out.append("\\u00").append({hex[byte >> 4], hex[byte & 15]});
        else if (c == '"' || c == '\\')
            m_out.append({'\\', c});
        else
            m_out += c;
    }
}

} // namespace tlsrpt
