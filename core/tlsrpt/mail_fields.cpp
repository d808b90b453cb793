// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/mail_fields.h"

#include <algorithm>

namespace tlsrpt {
namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + 32) : c;
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

std::size_t lineEnd(std::string_view mail, std::size_t at)
{
    const std::size_t lf = mail.find('\n', at);
    return lf == mail.npos ? mail.size() : lf + 1;
}

bool isEmptyLine(std::string_view line)
{
    return line.empty() || line == "\n" || line == "\r\n";
}

std::string_view withoutLineEnd(std::string_view line)
{
    if (line.ends_with('\n'))
        line.remove_suffix(1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

/// The field in `whole`, if it is one: a name of printable bytes and a colon.
bool splitField(std::string_view whole, MailField &field)
{
    const std::size_t colon = whole.find(':');
    if (colon == whole.npos || colon == 0 || isBlank(whole[0]))
        return false;
    std::size_t nameEnd = colon;
    while (nameEnd > 0 && isBlank(whole[nameEnd - 1]))
        --nameEnd;
    field.name = whole.substr(0, nameEnd);
    if (!std::ranges::all_of(field.name, [](char c) { return c > ' ' && c < 127; }))
        return false;
    field.value = withoutLineEnd(whole.substr(colon + 1));
    field.whole = whole;
    return true;
}

} // namespace

MailHeader mailHeader(std::string_view mail)
{
    MailHeader header;
    header.fields.reserve(32);
    std::size_t at = mail.starts_with("From ") ? lineEnd(mail, 0) : 0;
    while (at < mail.size()) {
        std::size_t end = lineEnd(mail, at);
        if (isEmptyLine(mail.substr(at, end - at))) {
            header.bodyAt = end;
            return header;
        }
        while (end < mail.size() && isBlank(mail[end]))
            end = lineEnd(mail, end);
        MailField field;
        if (header.fields.size() < headerFields && splitField(mail.substr(at, end - at), field))
            header.fields.push_back(field);
        at = end;
    }
    header.bodyAt = mail.size();
    return header;
}

bool sameWord(std::string_view a, std::string_view b)
{
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string lowerCase(std::string_view text)
{
    std::string low(text);
    std::ranges::transform(low, low.begin(), lower);
    return low;
}

std::string unfolded(std::string_view value, std::size_t atMost)
{
    while (!value.empty() && isBlank(value.front()))
        value.remove_prefix(1);
    while (!value.empty() && isBlank(value.back()))
        value.remove_suffix(1);
    if (value.size() <= atMost && value.find('\n') == value.npos && value.find('\r') == value.npos)
        return std::string(value);
    std::string out;
    out.reserve(std::min(value.size(), atMost));
    for (std::size_t i = 0; i < value.size() && out.size() < atMost; ++i) {
        const char c = value[i];
        if (c != '\r' && c != '\n') {
            if (!out.empty() || !isBlank(c))
                out.push_back(c);
            continue;
        }
        while (i + 1 < value.size() && (isBlank(value[i + 1]) || value[i + 1] == '\n' || value[i + 1] == '\r'))
            ++i;
        while (!out.empty() && isBlank(out.back()))
            out.pop_back();
        if (!out.empty())
            out.push_back(' ');
    }
    while (!out.empty() && isBlank(out.back()))
        out.pop_back();
    return out;
}

} // namespace tlsrpt
