// SPDX-License-Identifier: GPL-3.0-or-later
// Where an archive is. A path or sqlite:PATH names a file of SQLite; postgresql://USER:PASSWORD@HOST:PORT/DATABASE
// (also postgres://, with ?host= for the folder of a Unix socket) or libpq's words "host=… dbname=…" name a database of
// a PostgreSQL server. Any other SCHEME:// is refused, not taken for a path.
#pragma once

#include "archive/error.h"

namespace archive {

enum class Dialect { Sqlite, Postgres };

struct Dsn
{
    Dialect dialect = Dialect::Sqlite;
    QString path;                           ///< SQLite: the file
    QString host, database, user, password; ///< PostgreSQL; host may be the folder of a Unix socket; may be empty
    int port = 0;                           ///< 0: the driver's default
    QString options;                        ///< PostgreSQL: the other libpq words ("sslmode=require;…")

    QString shown() const; ///< for messages: never holds the password

    bool operator==(const Dsn &) const = default;
};

/// Error code: BadDsn.
Result<Dsn> parseDsn(const QString &text);

} // namespace archive
