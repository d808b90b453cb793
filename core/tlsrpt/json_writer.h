// SPDX-License-Identifier: GPL-3.0-or-later
// Compact JSON text, written member by member.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tlsrpt {

class JsonWriter
{
public:
    explicit JsonWriter(std::string &out) : m_out(out) {}

    void open(char bracket); ///< '{' or '['
    void close(char bracket);
    void key(std::string_view name);
    void string(std::string_view text); ///< UTF-8
    void number(std::int64_t value);
    void raw(std::string_view json); ///< a value as it stands

private:
    void next();
    void quoted(std::string_view text);
    void escaped(std::string_view text);

    std::string &m_out;
    bool m_first = true; ///< no comma before the next value
};

} // namespace tlsrpt
