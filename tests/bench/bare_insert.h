// SPDX-License-Identifier: GPL-3.0-or-later
// The least that keeping reports in SQLite can cost: the rows that an archive holds, put into an empty database with
// the same tables and indexes by prepared statements, nothing looked up and nothing checked.
#pragma once

#include <QString>

#include <optional>

namespace bench {

struct BareInsert
{
    qint64 rows = 0;
    double seconds = 0, cpuSeconds = 0;
};

/// `from` is an archive; `to` must not exist. Rows are read into memory first, `perTransaction` statements are one
/// transaction. Nothing when something failed; the reason is on stderr.
std::optional<BareInsert> bareInsert(const QString &from, const QString &to, int perTransaction);

} // namespace bench
