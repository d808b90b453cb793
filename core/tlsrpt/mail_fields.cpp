// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/mail_fields.h"

#include "base/eight_bytes.h"

#include <algorithm>
#include <array>
#include <cstring>

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

using Eight = base::EightBytes;

// The high bit of each byte that is an ASCII letter. No byte of the sums reaches into the next one.
constexpr Eight letters(Eight bytes)
{
    const Eight low = (bytes | base::eightOf(0x20)) & base::eightOf(0x7f);
    return (low + base::eightOf(0x80 - 'a')) & ~(low + base::eightOf(0x7f - 'z')) & ~bytes & base::eightOf(0x80);
}

/// The same but for the bit that tells small letters from capitals, and that only in letters.
constexpr bool sameEight(Eight x, Eight y)
{
    const Eight differ = x ^ y;
    return !(differ & ~base::eightOf(0x20)) && !(differ << 2 & ~letters(x));
}

std::size_t lineEnd(std::string_view mail, std::size_t at)
{
    const std::size_t lf = mail.find('\n', at);
    return lf == mail.npos ? mail.size() : lf + 1;
}

bool isEmptyLine(std::string_view line)
{
    return line.empty() || line[0] == '\n' || (line[0] == '\r' && line.size() == 2);
}

std::string_view withoutLineEnd(std::string_view line)
{
    if (line.ends_with('\n'))
        line.remove_suffix(1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

constexpr std::array<bool, 256> nameByteTable()
{
    std::array<bool, 256> table{};
    for (std::size_t c = ' ' + 1; c < 127; ++c)
        table[c] = c != ':';
    return table;
}
constexpr std::array<bool, 256> isNameByte = nameByteTable();

/// The field in `whole`, if it is one: a name of printable bytes and a colon.
bool splitField(std::string_view whole, MailField &field)
{
    std::size_t nameEnd = 0;
    while (nameEnd < whole.size() && isNameByte[static_cast<unsigned char>(whole[nameEnd])])
        ++nameEnd;
    std::size_t colon = nameEnd;
    while (colon < whole.size() && isBlank(whole[colon]))
        ++colon;
    if (nameEnd == 0 || colon == whole.size() || whole[colon] != ':')
        return false;
    field.name = whole.substr(0, nameEnd);
    field.value = withoutLineEnd(whole.substr(colon + 1));
    field.whole = whole;
    return true;
}

} // namespace

MailHeader mailHeader(std::string_view mail, std::vector<MailField> &&room)
{
    constexpr std::size_t usualFields = 32;
    MailHeader header{std::move(room)};
    header.fields.clear();
    if (header.fields.capacity() == 0)
        header.fields.reserve(usualFields);
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

bool sameLetters(std::string_view a, std::string_view b)
{
    if (a.size() != b.size())
        return false;
    if (a.size() >= sizeof(Eight))
        return base::eachEight(a.data(), b.data(), a.size(), sameEight);
    return std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string lowerCase(std::string &&text)
{
    char *at = text.data(), *const end = at + text.size();
    for (; end - at >= std::ptrdiff_t(sizeof(Eight)); at += sizeof(Eight)) {
        const Eight bytes = base::eightAt(at), small = bytes | letters(bytes) >> 2;
        std::memcpy(at, &small, sizeof small);
    }
    for (; at != end; ++at)
        *at = lower(*at);
    return std::move(text);
}

std::string lowerCase(std::string_view text)
{
    return lowerCase(std::string(text));
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
    const auto isBreak = [](char c) { return c == '\r' || c == '\n'; };
    while (!value.empty() && out.size() < atMost) {
        const std::string_view most = value.substr(0, atMost - out.size());
        const std::size_t end = std::min({most.find('\r'), most.find('\n'), most.size()});
        out.append(most.substr(0, end));
        value.remove_prefix(end);
        if (value.empty() || out.size() >= atMost)
            break;
        while (!value.empty() && (isBlank(value.front()) || isBreak(value.front())))
            value.remove_prefix(1);
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
