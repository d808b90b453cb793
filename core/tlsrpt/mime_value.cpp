// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/mime_value.h"

#include "tlsrpt/mail_fields.h"

namespace tlsrpt {
namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
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
        while (end < m_rest.size() && m_rest[end] != stop && m_rest[end] != ';' && m_rest[end] != '"' &&
               !isBlank(m_rest[end]))
            ++end;
        const std::string_view w = m_rest.substr(0, end);
        m_rest.remove_prefix(end);
        return w;
    }
    /// The inside of a quoted string whose first quote was taken; folds vanish. False without a closing quote.
    bool quoted(std::string &out)
    {
        const auto isPlain = [](char c) { return c != '"' && c != '\\' && c != '\r' && c != '\n'; };
        std::size_t i = 0;
        while (i < m_rest.size() && isPlain(m_rest[i]))
            ++i;
        out = m_rest.substr(0, i);
        for (; i < m_rest.size(); ++i) {
            const char c = m_rest[i];
            if (c == '"') {
                m_rest.remove_prefix(i + 1);
                return true;
            }
            if (c == '\\' && i + 1 < m_rest.size())
                out.push_back(m_rest[++i]);
            else if (c != '\r' && c != '\n')
                out.push_back(c);
        }
        return false;
    }

private:
    std::string_view m_rest;
};

bool takeParameter(Scanner &in, MimeValue::Parameter &parameter)
{
    parameter.name = lowerCase(in.word('='));
    in.skipBlanks();
    if (parameter.name.empty() || parameter.name.find('*') != std::string::npos || !in.take('='))
        return false;
    in.skipBlanks();
    if (in.take('"'))
        return in.quoted(parameter.value);
    parameter.value = in.word(';');
    return true;
}

} // namespace

const std::string *MimeValue::find(std::string_view name) const
{
    for (const Parameter &p : parameters)
        if (p.name == name)
            return &p.value;
    return nullptr;
}

std::optional<MimeValue> plainMimeValue(std::string_view fieldValue)
{
    if (fieldValue.find('(') != fieldValue.npos || fieldValue.find("=?") != fieldValue.npos)
        return std::nullopt;
    Scanner in(fieldValue);
    MimeValue value;
    value.parameters.reserve(2);
    in.skipBlanks();
    value.word = lowerCase(in.word(';'));
    for (;;) {
        in.skipBlanks();
        if (in.atEnd())
            return value;
        if (!in.take(';'))
            return std::nullopt;
        in.skipBlanks();
        if (in.atEnd())
            return value;
        MimeValue::Parameter parameter;
        if (!takeParameter(in, parameter))
            return std::nullopt;
        value.parameters.push_back(std::move(parameter));
    }
}

} // namespace tlsrpt
