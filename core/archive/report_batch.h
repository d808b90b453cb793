// SPDX-License-Identifier: GPL-3.0-or-later
// What a batch of reports changes, decided before anything is written: which of them are new, which are known already
// (in the archive or earlier in the same batch), and whose carrier is replaced.
#pragma once

#include "archive/report_store.h"
#include "archive/words.h"

namespace archive {

struct NewReport
{
    const ReportRows *content; ///< the document as it came first
    const ReportRows *carrier; ///< the best verified of those that brought it
    std::int64_t id;
    bool conflict;
};

struct BatchPlan
{
    std::vector<Stored> outcomes;                                            ///< one a report of the batch
    std::vector<NewReport> added;                                            ///< in order of id
    std::vector<std::pair<std::int64_t, const ReportRows *>> betterCarriers; ///< of reports in the archive
    std::vector<std::int64_t> conflicting;                                   ///< reports in the archive to flag
};

/// Reads the archive only. Takes the numbers of new reports from `counters`.
Result<BatchPlan> planBatch(Connection &connection, std::span<const ReportRows> reports, Counters &counters);

} // namespace archive
