// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/sqlite_row_writer.h"

#include <sqlite3.h>

namespace archive {

SqliteRowWriter::SqliteRowWriter(Connection &connection, SqliteLibrary &library, const QString &statement)
    : m_connection(connection), m_library(library), m_statement(library.prepared(statement.toUtf8()))
{
    if (!m_statement)
        m_unprepared = connection.error(library.lastError());
}

// A value that cannot be bound (no memory, too large) leaves NULL, which no column takes where a value is due: the row
// is refused. Values are not copied: they live until the row is written.
void SqliteRowWriter::bindNull(int column)
{
    sqlite3_bind_null(m_statement, column + 1);
}

void SqliteRowWriter::bindNumber(int column, std::int64_t number)
{
    sqlite3_bind_int64(m_statement, column + 1, number);
}

void SqliteRowWriter::bindText(int column, std::string_view text)
{
    sqlite3_bind_text64(m_statement, column + 1, text.data() ? text.data() : "", text.size(), SQLITE_STATIC,
                        SQLITE_UTF8);
}

void SqliteRowWriter::bindBytes(int column, const QByteArray &bytes)
{
    sqlite3_bind_blob64(m_statement, column + 1, bytes.constData(), sqlite3_uint64(bytes.size()), SQLITE_STATIC);
}

Result<> SqliteRowWriter::endRow()
{
    if (m_unprepared)
        return tl::unexpected(*m_unprepared);
    if (sqlite3_step(m_statement) == SQLITE_DONE) {
        sqlite3_reset(m_statement);
        return {};
    }
    const Error error = m_connection.error(m_library.lastError());
    sqlite3_reset(m_statement);
    return tl::unexpected(error);
}

} // namespace archive
