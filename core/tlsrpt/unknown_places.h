// SPDX-License-Identifier: GPL-3.0-or-later
// The members that a report has beyond the schema, or in place of it, by the object that they stand in, so that they
// can be written where they were. Paths are those of UnknownMember.
#pragma once

#include "tlsrpt/report.h"

#include <span>
#include <string_view>
#include <unordered_map>

namespace tlsrpt {

class UnknownPlaces
{
public:
    struct Member
    {
        std::string_view key;
        std::string_view json;
    };

    explicit UnknownPlaces(const Report &report);

    bool empty() const { return m_byParent.empty(); }
    /// Of the object at `parent` ("", "date-range", "policies[0].policy"), sorted by key, each key once.
    std::span<const Member> in(const std::string &parent) const;
    /// What stands in `parent` under `key`; empty when nothing does.
    std::string_view find(const std::string &parent, std::string_view key) const;

private:
    std::unordered_map<std::string, std::vector<Member>> m_byParent;
};

} // namespace tlsrpt
