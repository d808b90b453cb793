// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/unknown_places.h"

#include <algorithm>

namespace tlsrpt {

namespace {

// The length of "name[12]" at the start of `path`; 0 when it does not stand there.
std::size_t indexedLength(std::string_view path, std::string_view name)
{
    if (!path.starts_with(name) || path.size() <= name.size() || path[name.size()] != '[')
        return 0;
    const std::size_t end = path.find_first_not_of("0123456789", name.size() + 1);
    return end == std::string_view::npos || end == name.size() + 1 || path[end] != ']' ? 0 : end + 1;
}

// How much of `path` names the object; the key follows, behind a dot unless the object is the root. A key with dots in
// it can look like a deeper place; it is then written there.
std::size_t parentLength(std::string_view path)
{
    if (path.starts_with("date-range."))
        return std::string_view("date-range").size();
    const std::size_t entry = indexedLength(path, "policies");
    if (entry == 0 || entry == path.size() || path[entry] != '.')
        return 0;
    const std::string_view rest = path.substr(entry + 1);
    for (const std::string_view name : {std::string_view("policy"), std::string_view("summary")})
        if (rest.starts_with(name) && rest.size() > name.size() && rest[name.size()] == '.')
            return entry + 1 + name.size();
    const std::size_t detail = indexedLength(rest, "failure-details");
    return detail && detail < rest.size() && rest[detail] == '.' ? entry + 1 + detail : entry;
}

bool byKey(const UnknownPlaces::Member &one, const UnknownPlaces::Member &other)
{
    return one.key < other.key;
}

bool sameKey(const UnknownPlaces::Member &one, const UnknownPlaces::Member &other)
{
    return one.key == other.key;
}

} // namespace

UnknownPlaces::UnknownPlaces(const Report &report)
{
    for (const UnknownMember &member : report.unknown) {
        const std::string_view path = member.path;
        const std::size_t length = parentLength(path);
        const std::string_view key = length ? path.substr(length + 1) : path;
        m_byParent[std::string(path.substr(0, length))].push_back({key, member.json});
    }
    for (auto &[parent, members] : m_byParent) {
        std::stable_sort(members.begin(), members.end(), byKey); // of equal keys the first counts
        members.erase(std::unique(members.begin(), members.end(), sameKey), members.end());
    }
}

std::span<const UnknownPlaces::Member> UnknownPlaces::in(const std::string &parent) const
{
    const auto found = m_byParent.find(parent);
    return found == m_byParent.end() ? std::span<const Member>() : std::span<const Member>(found->second);
}

std::string_view UnknownPlaces::find(const std::string &parent, std::string_view key) const
{
    const auto members = in(parent);
    const auto found = std::lower_bound(members.begin(), members.end(), Member{key, {}}, byKey);
    return found != members.end() && found->key == key ? found->json : std::string_view();
}

} // namespace tlsrpt
