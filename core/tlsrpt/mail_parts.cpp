// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/mail_parts.h"

#include "tlsrpt/mail_fields.h"
#include "tlsrpt/mime_value.h"

#include <array>
#include <optional>
#include <utility>

namespace tlsrpt {
namespace {

constexpr int multipartDepth = 8;

// The fields that tell what an entity is, in the order of their names below.
enum MimeField { Type, Disposition, Encoding };
constexpr std::array<std::string_view, 3> mimeFields{"content-type", "content-disposition",
                                                     "content-transfer-encoding"};
using MimeTexts = std::array<std::string_view, mimeFields.size()>; ///< their values; without data: no such field

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    return first == text.npos ? std::string_view() : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool startsAs(std::string_view word, std::string_view start)
{
    return sameWord(word.substr(0, start.size()), start);
}

/// False when one of the fields stands there twice.
bool findMimeFields(const MailHeader &header, MimeTexts &texts)
{
    for (const MailField &field : header.fields)
        for (std::size_t i = 0; i < mimeFields.size(); ++i)
            if (sameWord(field.name, mimeFields[i]) && std::exchange(texts[i], field.value).data())
                return false;
    return true;
}

std::string nameOf(const MimeValue &type, const MimeValue &disposition)
{
    const auto name = disposition.find("filename");
    return name ? *name : type.find("name").value_or(std::string());
}

struct Delimiter
{
    std::size_t at = std::string_view::npos; ///< where its line begins
    std::size_t after = 0;                   ///< where the next line begins
    bool last = false;
};

/// The next delimiter line of RFC 2046 §5.1.1 at or behind `from`.
Delimiter nextDelimiter(std::string_view body, std::string_view dashBoundary, std::size_t from)
{
    for (std::size_t at = body.find(dashBoundary, from); at != body.npos; at = body.find(dashBoundary, at + 1)) {
        if (at > 0 && body[at - 1] != '\n')
            continue;
        std::size_t end = at + dashBoundary.size();
        const bool last = body.substr(end).starts_with("--");
        end += last ? 2 : 0;
        while (end < body.size() && (body[end] == ' ' || body[end] == '\t' || body[end] == '\r'))
            ++end;
        if (end == body.size() || body[end] == '\n')
            return {at, std::min(end + 1, body.size()), last};
    }
    return {};
}

/// A part's bytes end before the line break that belongs to the delimiter.
std::string_view beforeLineBreak(std::string_view text)
{
    if (text.ends_with('\n'))
        text.remove_suffix(1);
    if (text.ends_with('\r'))
        text.remove_suffix(1);
    return text;
}

bool readEntity(const MailHeader &header, std::string_view entity, int depth, MailParts &all);

bool readMultipart(const std::string &boundary, std::string_view body, int depth, MailParts &all)
{
    const std::string dashBoundary = "--" + boundary;
    constexpr std::size_t usualFields = 8;
    std::vector<MailField> room;
    room.reserve(usualFields);
    Delimiter open = nextDelimiter(body, dashBoundary, 0);
    if (open.at == body.npos)
        return false;
    while (!open.last) {
        const Delimiter close = nextDelimiter(body, dashBoundary, open.after);
        if (close.at == body.npos)
            return false;
        const std::string_view part = beforeLineBreak(body.substr(open.after, close.at - open.after));
        MailHeader header = mailHeader(part, std::move(room));
        if (!readEntity(header, part, depth + 1, all))
            return false;
        room = std::move(header.fields);
        open = close;
    }
    return true;
}

// False when something of it needs a full parser.
bool readEntity(const MailHeader &header, std::string_view entity, int depth, MailParts &all)
{
    MimeTexts texts;
    if (entity.starts_with("From ") || !findMimeFields(header, texts))
        return false;
    const auto type = plainMimeValue(texts[Type]), disposition = plainMimeValue(texts[Disposition]);
    const auto encoding = transferEncoding(trimmed(texts[Encoding]));
    if (!type || !disposition || !encoding)
        return false;
    const std::string_view word = type->word.empty() ? "text/plain" : type->word;
    if (word.find('/') == word.npos)
        return false;
    const std::string_view body = entity.substr(header.bodyAt);
    if (depth == 0) {
        all.mediaType = lowerCase(word);
        all.reportType = lowerCase(type->find("report-type").value_or(std::string()));
    }
    if (startsAs(word, "multipart/")) {
        const std::optional<std::string> boundary = type->find("boundary");
        return boundary && !boundary->empty() && encoding == TransferEncoding::Identity && depth < multipartDepth &&
               readMultipart(*boundary, body, depth, all);
    }
    if (startsAs(word, "message/") && encoding != TransferEncoding::Identity)
        return false;
    all.parts.push_back({lowerCase(word), nameOf(*type, *disposition), body, *encoding, {}});
    return true;
}

} // namespace

bool plainMailParts(std::string_view mail, const MailHeader &header, MailParts &parts)
{
    parts.parts.reserve(4);
    return readEntity(header, mail, 0, parts);
}

} // namespace tlsrpt
