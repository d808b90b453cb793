// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/report_text.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <QStringDecoder>

namespace tlsrpt {

using namespace std::string_view_literals;

namespace {

constexpr std::string_view utf8Mark = "\xEF\xBB\xBF"sv;
constexpr std::string_view littleMark = "\xFF\xFE"sv;
constexpr std::string_view bigMark = "\xFE\xFF"sv;

struct Encoding
{
    std::size_t mark = 0; ///< bytes of the byte order mark
    bool utf16 = false;
    QStringConverter::Encoding order = QStringConverter::Utf16LE;
};

// RFC 4627 §3: the first character of a JSON text is ASCII, so the NULs tell the encoding.
Encoding encodingOf(std::string_view bytes)
{
    if (bytes.starts_with(utf8Mark))
        return {utf8Mark.size()};
    if (bytes.starts_with(littleMark))
        return {littleMark.size(), true, QStringConverter::Utf16LE};
    if (bytes.starts_with(bigMark))
        return {bigMark.size(), true, QStringConverter::Utf16BE};
    if (bytes.size() >= 4 && bytes[0] != 0 && bytes[1] == 0 && bytes[3] == 0)
        return {0, true, QStringConverter::Utf16LE};
    if (bytes.size() >= 4 && bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0)
        return {0, true, QStringConverter::Utf16BE};
    return {};
}

std::string utf8Of(std::string_view utf16, QStringConverter::Encoding order)
{
    QStringDecoder decoder(order, QStringConverter::Flag::ConvertInitialBom);
    const QString text = decoder(QByteArrayView(utf16.data(), qsizetype(utf16.size())));
    return text.toStdString();
}

std::string hexOf(std::string_view bytes)
{
    const QByteArray some = QByteArray::fromRawData(bytes.data(), qsizetype(std::min<std::size_t>(bytes.size(), 8)));
    return some.toHex(' ').toStdString();
}

// Blanks are no fault; anything else behind the document is.
std::string_view withoutTrailingNuls(std::string_view text, std::vector<Deviation> &deviations)
{
    const std::size_t last = text.find_last_not_of("\0 \t\r\n"sv);
    const std::size_t end = last == text.npos ? 0 : last + 1;
    if (const std::size_t nul = text.find('\0', end); nul != text.npos)
        deviations.push_back({DeviationCode::TrailingBytes, {}, hexOf(text.substr(nul))});
    return text.substr(0, end);
}

} // namespace

std::string_view decodeReport(std::string_view bytes, std::string &room, std::vector<Deviation> &deviations)
{
    const Encoding encoding = encodingOf(bytes);
    std::string_view body = bytes.substr(encoding.mark);
    if (encoding.mark)
        deviations.push_back({DeviationCode::ByteOrderMark, {}, hexOf(bytes.substr(0, encoding.mark))});
    if (encoding.utf16) {
        const bool little = encoding.order == QStringConverter::Utf16LE;
        deviations.push_back({DeviationCode::Utf16, {}, little ? "UTF-16LE" : "UTF-16BE"});
        if (body.size() % 2)
            deviations.push_back({DeviationCode::TrailingBytes, {}, hexOf(body.substr(body.size() - 1))});
        room = utf8Of(body.substr(0, body.size() / 2 * 2), encoding.order);
        body = room;
    }
    return withoutTrailingNuls(body, deviations);
}

std::string repairUtf8(std::string_view text, std::vector<Deviation> &deviations)
{
    const QByteArrayView view(text.data(), qsizetype(text.size()));
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    std::string first;
    for (qsizetype at = 0; at < view.size();) {
        if (const int length = base::utf8SequenceLength(view, at)) {
            out.append(text, std::size_t(at), std::size_t(length));
            at += length;
            continue;
        }
        if (first.empty())
            first = "byte " + std::to_string(at) + ": " + hexOf(text.substr(std::size_t(at), 1));
        const unsigned byte = static_cast<unsigned char>(view[at++]);
        out += char(0xC0 | byte >> 6);
        out += char(0x80 | (byte & 0x3F));
    }
    if (!first.empty())
        deviations.push_back({DeviationCode::NotUtf8, {}, first});
    return out;
}

std::size_t objectEnd(std::string_view text)
{
    std::size_t depth = 0;
    bool inString = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (inString) {
            if (c == '\\')
                ++at;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            if (depth <= 1)
                return depth == 1 ? at + 1 : std::string_view::npos;
            --depth;
        }
    }
    return std::string_view::npos;
}

std::string_view cut(std::string_view text, std::size_t bytes)
{
    if (text.size() <= bytes)
        return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80)
        --bytes;
    return text.substr(0, bytes);
}

} // namespace tlsrpt
