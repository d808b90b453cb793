// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/json_writer.h"

#include <array>
#include <charconv>

namespace tlsrpt {

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
    constexpr char hex[] = "0123456789abcdef";
    m_out += '"';
    std::size_t plain = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte >= 0x20 && byte != '"' && byte != '\\')
            continue;
        m_out.append(text, plain, at - plain);
        plain = at + 1;
        m_out += '\\';
        if (byte >= 0x20)
            m_out += char(byte);
        else
            m_out.append("u00").append({hex[byte >> 4], hex[byte & 15]});
    }
    m_out.append(text, plain);
    m_out += '"';
}

} // namespace tlsrpt
