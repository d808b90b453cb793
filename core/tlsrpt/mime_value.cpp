// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/mime_value.h"

#include "tlsrpt/mail_fields.h"

namespace tlsrpt {
namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

constexpr std::array<bool, 256> wordEnds()
{
    std::array<bool, 256> table{};
    for (const char c : std::string_view("; \t\r\n\""))
        table[static_cast<unsigned char>(c)] = true;
    return table;
}

bool endsWord(char c)
{
    static constexpr std::array<bool, 256> ends = wordEnds();
    return ends[static_cast<unsigned char>(c)];
}

class Scanner
{
public:
    explicit Scanner(std::string_view text) : m_rest(text) {}

    void skipBlanks()
    {
        while (!m_rest.empty() && isBlank(m_rest[0]))
            m_rest.remove_prefix(1);
    }
    bool atEnd() const { return m_rest.empty(); }
    bool take(char c)
    {
        if (m_rest.empty() || m_rest[0] != c)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    /// Everything up to `stop`, ";", a quote or a blank.
    std::string_view word(char stop)
    {
        std::size_t end = 0;
        while (end < m_rest.size() && m_rest[end] != stop && !endsWord(m_rest[end]))
            ++end;
        const std::string_view w = m_rest.substr(0, end);
        m_rest.remove_prefix(end);
        return w;
    }
    /// The inside of a quoted string whose first quote was taken. False without a closing quote.
    bool quoted(MimeValue::Parameter &out)
    {
        std::size_t end = m_rest.find('"');
        const auto has = [this, end](char c) { return m_rest.substr(0, end).find(c) != m_rest.npos; };
        out.hasEscapes = has('\\') || has('\n') || has('\r');
        if (out.hasEscapes)
            for (end = 0; end < m_rest.size() && m_rest[end] != '"'; ++end)
                end += m_rest[end] == '\\' ? 1 : 0;
        if (end >= m_rest.size())
            return false;
        out.text = m_rest.substr(0, end);
        m_rest.remove_prefix(end + 1);
        return true;
    }

private:
    std::string_view m_rest;
};

bool takeParameter(Scanner &in, MimeValue::Parameter &parameter)
{
    parameter.name = in.word('=');
    in.skipBlanks();
    if (parameter.name.empty() || parameter.name.find('*') != parameter.name.npos || !in.take('='))
        return false;
    in.skipBlanks();
    if (in.take('"'))
        return in.quoted(parameter);
    parameter.text = in.word(';');
    return true;
}

} // namespace

std::string MimeValue::Parameter::value() const
{
    if (!hasEscapes)
        return std::string(text);
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size())
            plain.push_back(text[++i]);
        else if (text[i] != '\r' && text[i] != '\n')
            plain.push_back(text[i]);
    }
    return plain;
}

std::optional<std::string> MimeValue::find(std::string_view name) const
{
    for (std::size_t i = 0; i < count; ++i)
        if (sameWord(parameters[i].name, name))
            return parameters[i].value();
    return std::nullopt;
}

std::optional<MimeValue> plainMimeValue(std::string_view fieldValue)
{
    const std::size_t mark = fieldValue.find('?'); // rare, unlike the "="
    if (mark != fieldValue.npos && fieldValue.find("=?", mark - (mark > 0 ? 1 : 0)) != fieldValue.npos)
        return std::nullopt;
    if (fieldValue.find('(') != fieldValue.npos)
        return std::nullopt;
    std::optional<MimeValue> value(std::in_place);
    Scanner in(fieldValue);
    in.skipBlanks();
    value->word = in.word(';');
    for (;;) {
        in.skipBlanks();
        if (in.atEnd())
            return value;
        if (!in.take(';'))
            return std::nullopt;
        in.skipBlanks();
        if (in.atEnd())
            return value;
        if (value->count == MimeValue::mostParameters || !takeParameter(in, value->parameters[value->count]))
            return std::nullopt;
        ++value->count;
    }
}

} // namespace tlsrpt
