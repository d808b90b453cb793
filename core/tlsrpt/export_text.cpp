// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/export_text.h"

#include "base/utf8.h"

#include <QChar>

#include <algorithm>
#include <cstdio>
#include <iterator>

namespace tlsrpt {

namespace {

bool isPlain(char c)
{
    return c >= 0x20 && c < 0x7f;
}

char32_t codePointOf(std::string_view sequence)
{
    constexpr unsigned char leadBits[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    char32_t code = static_cast<unsigned char>(sequence.front()) & leadBits[sequence.size()];
    for (const char c : sequence.substr(1))
        code = code << 6 | (static_cast<unsigned char>(c) & 0x3fU);
    return code;
}

bool isHarmless(char32_t code)
{
    constexpr QChar::Category harmful[] = {QChar::Other_Control,     QChar::Other_Format,   QChar::Other_Surrogate,
                                           QChar::Other_NotAssigned, QChar::Separator_Line, QChar::Separator_Paragraph};
    return std::find(std::begin(harmful), std::end(harmful), QChar::category(code)) == std::end(harmful);
}

void appendEscape(std::string &out, char32_t code)
{
    if (code == U'\n' || code == U'\r' || code == U'\t') {
        out += code == U'\n' ? "\\n" : code == U'\r' ? "\\r" : "\\t";
        return;
    }
    const char *form = code < 0x80 ? "\\x%02x" : code <= 0xffff ? "\\u%04x" : "\\U%08x";
    char text[16];
    std::snprintf(text, sizeof text, form, unsigned(code));
    out += text;
}

void appendBadByte(std::string &out, unsigned char byte)
{
    char text[8];
    std::snprintf(text, sizeof text, "\\x%02x", unsigned(byte));
    out += text;
}

// RFC 8259 §7. Line feeds between values are no part of a string and stay.
void appendJsonEscape(std::string &out, char32_t code)
{
    if (code == U'\n') {
        out += '\n';
        return;
    }
    char text[16];
    if (code <= 0xffff)
        std::snprintf(text, sizeof text, "\\u%04x", unsigned(code));
    else
        std::snprintf(text, sizeof text, "\\u%04x\\u%04x", unsigned(QChar::highSurrogate(code)),
                      unsigned(QChar::lowSurrogate(code)));
    out += text;
}

void appendReplacement(std::string &out, unsigned char)
{
    out += "\\ufffd";
}

void appendEscaped(std::string &out, std::string_view utf8, void (*escape)(std::string &, char32_t),
                   void (*badByte)(std::string &, unsigned char))
{
    while (!utf8.empty()) {
        const auto plain = std::size_t(std::find_if_not(utf8.begin(), utf8.end(), isPlain) - utf8.begin());
        out.append(utf8.substr(0, plain));
        utf8.remove_prefix(plain);
        if (utf8.empty())
            return;
        const int length = base::utf8SequenceLength({utf8.data(), qsizetype(utf8.size())}, 0);
        if (length == 0) {
            badByte(out, static_cast<unsigned char>(utf8.front()));
            utf8.remove_prefix(1);
            continue;
        }
        const std::string_view sequence = utf8.substr(0, std::size_t(length));
        if (const char32_t code = codePointOf(sequence); isHarmless(code))
            out.append(sequence);
        else
            escape(out, code);
        utf8.remove_prefix(std::size_t(length));
    }
}

} // namespace

void appendHarmless(std::string &out, std::string_view utf8)
{
    appendEscaped(out, utf8, appendEscape, appendBadByte);
}

void appendHarmlessJson(std::string &out, std::string_view json)
{
    appendEscaped(out, json, appendJsonEscape, appendReplacement);
}

} // namespace tlsrpt
