// SPDX-License-Identifier: GPL-3.0-or-later
// Rows through SQLite's own interface. Several go with one statement, which opens the table and its indexes once for
// all of them. The statement is an INSERT OR FAIL: one of several rows that may be undone by itself keeps a copy of
// every page that it changes, and that costs more than is saved. Nothing has to be undone by itself here, because
// whoever adds rows gives up the whole transaction when one is refused.
#pragma once

#include "archive/row_writer.h"
#include "archive/sqlite_library.h"

#include <vector>

namespace archive {

class SqliteRowWriter final : public RowWriter
{
public:
    SqliteRowWriter(Connection &connection, SqliteLibrary &library, const char *table, const char *columns,
                    const char *tail);

    Result<> flush() override;
    void clear() override { m_values.clear(); }

private:
    struct Value
    {
        enum class Type : char { Null, Number, Text, Bytes } type = Type::Null;
        std::int64_t number = 0;
        std::string_view bytes = {};
    };

    void bindNull(int column) override;
    void bindNumber(int column, std::int64_t number) override;
    void bindText(int column, std::string_view text) override;
    void bindBytes(int column, const QByteArray &bytes) override;
    Result<> endRow() override;
    Result<> insert(std::size_t from, int rows);

    static constexpr int fullRows = 16; ///< four gain half as much, more gain nothing
    Connection &m_connection;
    SqliteLibrary &m_library;
    const QByteArray m_one, m_full; ///< the statements for so many rows
    const std::size_t m_width;      ///< columns
    std::vector<Value> m_values;    ///< of the rows that are not in the table yet
};

} // namespace archive
