// SPDX-License-Identifier: GPL-3.0-or-later
// One report in full, as it was put in: every policy, every failure detail in its order, every deviation and unknown
// member, and the raw bytes.
#pragma once

#include "archive/archive.h"
#include "archive/stored_report.h"

namespace archive {

struct ArchivedReport
{
    std::int64_t id = 0;
    bool conflict = false; ///< another report claims to be the same one
    StoredReport stored;   ///< `bytes` is packed(); see unpacked()
};

/// Gives nothing when there is no such report (purged meanwhile).
Result<std::optional<ArchivedReport>> readReport(Connection &connection, std::int64_t id);

} // namespace archive
