// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/sniff.h"

#include <algorithm>
#include <cstdint>

namespace tlsrpt {
namespace {

using namespace std::string_view_literals;

bool looksLikeJson(std::string_view bytes)
{
    if (bytes.starts_with("\xEF\xBB\xBF"sv))
        bytes.remove_prefix(3);
    else if (bytes.starts_with("\xFF\xFE"sv) || bytes.starts_with("\xFE\xFF"sv))
        bytes.remove_prefix(2);
    const std::size_t at = bytes.find_first_not_of(" \t\r\n\0"sv);
    return at != bytes.npos && (bytes[at] == '{' || bytes[at] == '[');
}

/// The checksum of a tar header: the sum of its 512 bytes with the checksum's own place taken as blanks.
bool looksLikeTar(std::string_view bytes)
{
    if (bytes.size() < 512)
        return false;
    std::uint32_t written = 0;
    bool digits = false;
    for (const char c : bytes.substr(148, 8)) {
        if (c >= '0' && c <= '7') {
            written = written * 8 + std::uint32_t(c - '0');
            digits = true;
        } else if (digits) {
            break;
        }
    }
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < 512; ++i)
        sum += i >= 148 && i < 156 ? ' ' : static_cast<unsigned char>(bytes[i]);
    return digits && sum == written;
}

bool looksLikeField(std::string_view bytes)
{
    const std::size_t colon = bytes.substr(0, 128).find(':');
    if (colon == bytes.npos || colon == 0)
        return false;
    const auto isNameByte = [](char c) { return c > ' ' && c < 127; };
    std::string_view name = bytes.substr(0, colon);
    while (!name.empty() && (name.back() == ' ' || name.back() == '\t')) // RFC 5322 §4.5 obsolete syntax
        name.remove_suffix(1);
    return !name.empty() && std::ranges::all_of(name, isNameByte) && bytes.find('\n') != bytes.npos;
}

bool looksLikeMbox(std::string_view bytes)
{
    if (!bytes.starts_with("From "sv))
        return false;
    const std::size_t end = bytes.substr(0, 1024).find('\n');
    return end != bytes.npos && looksLikeField(bytes.substr(end + 1));
}

bool isUnsupported(std::string_view bytes)
{
    return bytes.starts_with("7z\xBC\xAF\x27\x1C"sv) || bytes.starts_with("Rar!\x1A\x07"sv) ||
           bytes.starts_with("\xFD\x37zXZ\0"sv) || bytes.starts_with("BZh"sv) ||
           bytes.starts_with("\x28\xB5\x2F\xFD"sv) || bytes.starts_with("\x1F\x9D"sv);
}

} // namespace

Content sniff(std::string_view bytes)
{
    if (bytes.empty())
        return Content::Empty;
    if (bytes.starts_with("\x1F\x8B"sv))
        return Content::Gzip;
    if (looksLikeJson(bytes))
        return Content::Json;
    if (bytes.starts_with("PK\3\4"sv) || bytes.starts_with("PK\5\6"sv) || bytes.starts_with("PK\7\10PK\3\4"sv))
        return Content::Zip;
    if (isUnsupported(bytes))
        return Content::Unsupported;
    if (looksLikeMbox(bytes))
        return Content::Mbox;
    if (looksLikeField(bytes))
        return Content::Mail;
    return looksLikeTar(bytes) ? Content::Tar : Content::Unknown;
}

} // namespace tlsrpt
