// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/dkim_tags.h"

#include "tlsrpt/mail_fields.h"

#include <algorithm>

namespace tlsrpt {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::size_t mostTags = 64, mostBytes = 64 * 1024; // RFC 6376 knows some fifteen tags

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(blanks);
    return first == text.npos ? std::string_view() : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

} // namespace

std::optional<std::vector<DkimTag>> dkimTags(std::string_view text)
{
    std::vector<DkimTag> tags;
    if (text.size() > mostBytes)
        return std::nullopt;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(';', at), text.size());
        const std::string_view one = text.substr(at, end - at);
        const std::size_t equals = one.find('=');
        if (trimmed(one).empty()) {
            if (end != text.size() && !trimmed(text.substr(end + 1)).empty())
                return std::nullopt;
        } else if (equals == one.npos) {
            return std::nullopt;
        } else {
            const std::string_view name = trimmed(one.substr(0, equals));
            if (name.empty() || tags.size() >= mostTags || tagValue(tags, name))
                return std::nullopt;
            tags.push_back({name, trimmed(one.substr(equals + 1)), at + equals + 1, end});
        }
        at = end + 1;
    }
    return tags;
}

std::optional<std::string_view> tagValue(const std::vector<DkimTag> &tags, std::string_view name)
{
    for (const DkimTag &tag : tags)
        if (tag.name == name)
            return tag.value;
    return std::nullopt;
}

std::string withoutBlanks(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    std::ranges::copy_if(text, std::back_inserter(out), [](char c) { return blanks.find(c) == blanks.npos; });
    return out;
}

std::vector<std::string> colonList(std::string_view text)
{
    std::vector<std::string> all;
    for (;;) {
        const std::size_t end = text.find(':');
        all.push_back(lowerCase(trimmed(text.substr(0, end))));
        if (end == text.npos)
            return all;
        text.remove_prefix(end + 1);
    }
}

std::optional<std::int64_t> decimal(std::string_view text)
{
    if (text.empty() || text.size() > 18)
        return std::nullopt;
    std::int64_t n = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return std::nullopt;
        n = n * 10 + (c - '0');
    }
    return n;
}

} // namespace tlsrpt
