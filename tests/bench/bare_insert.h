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

/// What a commit promises.
enum class Commits {
    OnDisk,   ///< it survives a loss of power, as a commit of the archive does (synchronous=FULL, SQLite's default)
    InMemory, ///< it survives the end of the program only (synchronous=NORMAL in WAL mode)
};

/// `from` is an archive; `to` must not exist. Rows are read into memory first, and written in about so many
/// transactions of equal size. Nothing when something failed; the reason is on stderr.
std::optional<BareInsert> bareInsert(const QString &from, const QString &to, qint64 transactions, Commits commits);

} // namespace bench
