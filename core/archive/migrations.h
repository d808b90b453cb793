// SPDX-License-Identifier: GPL-3.0-or-later
// The schema of the archive, as numbered steps. The version stands in the table `schema_version`; opening runs the
// steps that are missing, all in one transaction. A step is never edited once it was released: a change is a new step.
// The steps are written once for both databases; the words in braces stand for what they spell differently.
//
// Texts that repeat (domains, hosts, result types, whole policies as a JSON list) live once in `words` and are referred
// to by number, so that rows are small and a summary reads numbers only. `failures` counts the failure details of one
// policy by result type, MX host and reason code: together with `policies` it answers every summary; `details` hangs
// under it, and `sending_ips` adds all of them up by address, kept by whoever adds or removes reports. Columns that
// filters need (day, sender, domain, …) are repeated in `policies` and `failures` to be in their indexes.
#pragma once

#include "archive/connection.h"

#include <span>

namespace archive {

struct Migration
{
    int version; ///< the version that the schema has after the step
    std::span<const char *const> statements;
};

/// All steps, in order.
std::span<const Migration> migrations();
inline constexpr int schemaVersion = 7;

/// The version of the schema: 0 for an empty database. Error code: NotAnArchive when there are other tables.
Result<int> versionOf(Connection &connection);
/// Runs what is missing. Error code: NewerSchema. Another program may do the same at the same time.
Result<> migrate(Connection &connection);

} // namespace archive
