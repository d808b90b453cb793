// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing leaves the archive by itself: what is old goes when the administrator says so, with everything that hung
// under it, and the file becomes smaller.
#pragma once

#include "archive/archive.h"

namespace archive {

class Retention
{
public:
    explicit Retention(Archive &archive) : m_archive(archive) {}

    /// How many reports purgeReports() would remove.
    Result<std::int64_t> reportsBefore(std::int64_t day);
    /// Removes the reports of the days before `day` (days since 1970 UTC), in short transactions, so that others can
    /// write in between; a report without a readable range goes by the time at which it was received. Gives how many.
    /// After a failure what was removed so far stays removed.
    Result<std::int64_t> purgeReports(std::int64_t day);
    /// Removes facts snapshots observed before (seconds since 1970 UTC), the newest of each domain excepted.
    Result<std::int64_t> purgeFacts(std::int64_t before);

private:
    Result<int> purgeSome(std::int64_t day);
    Result<> forgetUnusedWords();
    Result<> shrink();

    Archive &m_archive;
};

} // namespace archive
