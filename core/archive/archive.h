// SPDX-License-Identifier: GPL-3.0-or-later
// The archive keeps what was observed: TLS reports, facts snapshots, the plans of the administrator, and which policies
// were served when. Nothing derived is stored. It is a file of SQLite (readable by its owner only, write-ahead log,
// every commit on the disk before it is reported) or a database of PostgreSQL for a team; several programs may use one
// archive at once. An Archive belongs to the thread that opened it: each thread opens its own.
#pragma once

#include "archive/connection.h"

namespace archive {

class Words;

struct OpenOptions
{
    int busyMs = 15'000; ///< how long to wait for another program's write lock
    int checkMs = 250;   ///< what the integrity check on opening may take; the tables that do not fit are not checked
    bool mustExist = false; ///< do not create a file
};

class Archive
{
public:
    /// Opens, checks, and brings the schema up to date, with a copy of the file beside it first (`NAME.v0-backup`).
    static Result<Archive> open(const QString &dsn, const OpenOptions &options = {});
    Archive(Archive &&) noexcept;
    Archive &operator=(Archive &&) noexcept;
    ~Archive();

    Connection &connection() { return *m_connection; }
    Words &words() { return *m_words; }

    /// The whole integrity check and the references inside, however long it takes. Error code: Corrupt.
    Result<> check();

private:
    Archive(std::unique_ptr<Connection> connection);

    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<Words> m_words;
};

} // namespace archive
