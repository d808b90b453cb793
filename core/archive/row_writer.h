// SPDX-License-Identifier: GPL-3.0-or-later
// Rows on their way into one table, in whichever way is fastest for the database: through SQLite's own
// interface (sqlite_row_writer.h) or through QSqlQuery (sql_row_writer.h), several with one statement. Whoever adds
// rows does not see the difference.
#pragma once

#include "archive/connection.h"

#include <cstdint>
#include <memory>
#include <string_view>

namespace archive {

class RowWriter
{
public:
    virtual ~RowWriter() = default;

    /// One value a column. Texts are in their stored form (stored_text.h); texts and bytes have to
    /// stay where they are until flush() or clear().
    template <class... Values>
    Result<> add(const Values &...values)
    {
        int column = 0;
        (bind(column++, values), ...);
        return endRow();
    }
    /// Puts into the table what is not there yet.
    virtual Result<> flush() = 0;
    /// Drops it instead.
    virtual void clear() = 0;

protected:
    virtual void bindNull(int column) = 0;
    virtual void bindNumber(int column, std::int64_t number) = 0;
    virtual void bindText(int column, std::string_view text) = 0;
    virtual void bindBytes(int column, const QByteArray &bytes) = 0;
    virtual Result<> endRow() = 0;

private:
    void bind(int column, std::int64_t number) { bindNumber(column, number); }
    void bind(int column, std::string_view text) { bindText(column, text); }
    void bind(int column, const QByteArray &bytes) { bindBytes(column, bytes); }
    void bind(int column, const std::optional<std::int64_t> &number)
    {
        number ? bindNumber(column, *number) : bindNull(column);
    }
};

/// `table`, `columns` (separated by commas) and `tail` (what follows the values, such as ON CONFLICT …) are literals of
/// this program.
std::unique_ptr<RowWriter> rowWriter(Connection &connection, const char *table, const char *columns,
                                     const char *tail = "");

/// The statement that adds so many rows; `verb` is INSERT in one of its forms.
QString insertStatement(const char *verb, const char *table, const char *columns, const char *tail, int rows);

} // namespace archive
