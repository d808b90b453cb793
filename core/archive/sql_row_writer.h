// SPDX-License-Identifier: GPL-3.0-or-later
// Rows through QSqlQuery: for PostgreSQL, and for a driver of SQLite that this program cannot look behind. They are
// inserted many at a time with one prepared statement, because the cost of an insert through QSqlQuery is mostly that
// of executing it. The rest that flush() finds goes with shorter statements.
#pragma once

#include "archive/row_writer.h"

namespace archive {

class SqlRowWriter final : public RowWriter
{
public:
    SqlRowWriter(Connection &connection, const char *table, const char *columns, const char *tail);

    Result<> flush() override;
    void clear() override { m_values.clear(); }

private:
    void bindNull(int column) override;
    void bindNumber(int column, std::int64_t number) override;
    void bindText(int column, std::string_view text) override;
    void bindBytes(int column, const QByteArray &bytes) override;
    Result<> endRow() override;

    static constexpr int fullRows = 32;
    Result<> insert(qsizetype from, int rows);
    const QString &statement(int rows);

    Connection &m_connection;
    const char *m_table;
    const char *m_columns;
    const char *m_tail;
    qsizetype m_width = 0; ///< columns
    QVariantList m_values;
    QHash<int, QString> m_statements;
};

} // namespace archive
