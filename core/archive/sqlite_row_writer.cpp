// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/sqlite_row_writer.h"

#include <sqlite3.h>

#include <algorithm>

namespace archive {

SqliteRowWriter::SqliteRowWriter(Connection &connection, SqliteLibrary &library, const char *table, const char *columns,
                                 const char *tail)
    : m_connection(connection), m_library(library),
      m_one(insertStatement("INSERT OR FAIL", table, columns, tail, 1).toUtf8()),
      m_full(insertStatement("INSERT OR FAIL", table, columns, tail, fullRows).toUtf8()),
      m_width(std::size_t(std::ranges::count(std::string_view(columns), ',')) + 1)
{
    m_values.reserve(m_width * fullRows);
}

void SqliteRowWriter::bindNull(int)
{
    m_values.emplace_back();
}

void SqliteRowWriter::bindNumber(int, std::int64_t number)
{
    m_values.push_back({.type = Value::Type::Number, .number = number});
}

void SqliteRowWriter::bindText(int, std::string_view text)
{
    m_values.push_back({.type = Value::Type::Text, .bytes = text.data() ? text : std::string_view("")});
}

void SqliteRowWriter::bindBytes(int, const QByteArray &bytes)
{
    m_values.push_back({.type = Value::Type::Bytes, .bytes = {bytes.constData(), std::size_t(bytes.size())}});
}

Result<> SqliteRowWriter::endRow()
{
    return m_values.size() >= m_width * fullRows ? flush() : Result<>{};
}

// A value that cannot be bound (no memory, too large) leaves NULL, which no column takes where a value is due: the row
// is refused.
Result<> SqliteRowWriter::insert(std::size_t from, int rows)
{
    sqlite3_stmt *const statement = m_library.prepared(rows == fullRows ? m_full : m_one);
    if (!statement)
        return tl::unexpected(m_connection.error(m_library.lastError()));
    sqlite3_clear_bindings(statement);
    for (std::size_t i = 0; i < m_width * std::size_t(rows); ++i) {
        const Value &value = m_values[from + i];
        const int place = int(i) + 1;
        switch (value.type) {
        case Value::Type::Null: sqlite3_bind_null(statement, place); break;
        case Value::Type::Number: sqlite3_bind_int64(statement, place, value.number); break;
        case Value::Type::Text:
            sqlite3_bind_text64(statement, place, value.bytes.data(), value.bytes.size(), SQLITE_STATIC, SQLITE_UTF8);
            break;
        case Value::Type::Bytes:
            sqlite3_bind_blob64(statement, place, value.bytes.data(), value.bytes.size(), SQLITE_STATIC);
            break;
        }
    }
    const int code = sqlite3_step(statement);
    const Result<> done = code == SQLITE_DONE ? Result<>() : tl::unexpected(m_connection.error(m_library.lastError()));
    sqlite3_reset(statement);
    return done;
}

Result<> SqliteRowWriter::flush()
{
    Result<> done;
    std::size_t at = 0;
    for (const int rows : {fullRows, 1})
        for (; done && at + std::size_t(rows) * m_width <= m_values.size(); at += std::size_t(rows) * m_width)
            done = insert(at, rows);
    m_values.clear();
    return done;
}

} // namespace archive
