// SPDX-License-Identifier: GPL-3.0-or-later
// Rows through SQLite's own interface, one at a time: a statement for many rows would keep a journal of its own and
// gain nothing, for there is no way to a server to save.
#pragma once

#include "archive/row_writer.h"
#include "archive/sqlite_library.h"

namespace archive {

class SqliteRowWriter final : public RowWriter
{
public:
    SqliteRowWriter(Connection &connection, SqliteLibrary &library, const QString &statement);

    Result<> flush() override { return {}; }
    void clear() override {}

private:
    void bindNull(int column) override;
    void bindNumber(int column, std::int64_t number) override;
    void bindText(int column, std::string_view text) override;
    void bindBytes(int column, const QByteArray &bytes) override;
    Result<> endRow() override;

    Connection &m_connection;
    SqliteLibrary &m_library;
    sqlite3_stmt *m_statement;
    std::optional<Error> m_unprepared; ///< why there is no statement
};

} // namespace archive
