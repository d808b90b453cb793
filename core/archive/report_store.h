// SPDX-License-Identifier: GPL-3.0-or-later
// Puts reports into the archive. A report is counted once, whatever carried it: equal content of the same identity is a
// duplicate, and the better verified carrier is kept. The same identity with other content is a conflict: senders reuse
// report ids, or somebody forges one; both are kept, counted and flagged.
#pragma once

#include "archive/archive.h"
#include "archive/report_rows.h"

#include <span>
#include <vector>

namespace archive {

struct Stored
{
    Outcome outcome{};
    std::int64_t id = 0; ///< the report's number in the archive
    bool operator==(const Stored &) const = default;
};

class ReportStore
{
public:
    explicit ReportStore(Archive &archive) : m_archive(archive) {}

    /// Adds all of them in one transaction; one outcome each, in order. What is returned is on the disk. After a
    /// failure none of them is in the archive. Some hundred reports at once are a good batch.
    Result<std::vector<Stored>> add(std::span<const ReportRows> reports);
    Result<std::vector<Stored>> add(std::span<const StoredReport> reports);

private:
    Archive &m_archive;
};

} // namespace archive
