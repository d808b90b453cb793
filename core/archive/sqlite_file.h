// SPDX-License-Identifier: GPL-3.0-or-later
// What a file of SQLite needs around it: created so that only its owner can read it, set up for several programs at
// once, checked within a bound of time, and copied before its schema changes.
#pragma once

#include "archive/connection.h"

namespace archive {

/// Makes the file (0600) when it is missing. Its folder has to exist: a mistyped path must not leave folders behind.
/// Error codes: ReadOnly, Unreachable.
Result<> createFile(const Dsn &dsn, bool mustExist);
/// Write-ahead log, foreign keys, durability.
Result<> configure(Connection &connection);
/// SQLite's quick_check, a table at a time until `budgetMs` is spent, without the large tables of a file over 512 MiB;
/// -1: all of it. Error code: Corrupt.
Result<> checkIntegrity(Connection &connection, int budgetMs);
/// A consistent copy beside the file, 0600. Gives its path. Error code: BackupFailed.
Result<QString> backUp(Connection &connection, int version);

} // namespace archive
