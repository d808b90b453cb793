// SPDX-License-Identifier: GPL-3.0-or-later
// Rows on their way into one table. They are inserted many at a time with one prepared statement, because the cost of
// an insert through QSqlQuery is mostly that of executing it. The rest that flush() finds goes with shorter statements.
#pragma once

#include "archive/connection.h"

namespace archive {

class RowBuffer
{
public:
    /// `table` and `columns` are literals of this program.
    RowBuffer(Connection &connection, const char *table, const char *columns);

    template <class... Values>
    Result<> add(Values &&...values)
    {
        (m_values.append(QVariant(std::forward<Values>(values))), ...);
        m_width = sizeof...(Values);
        return m_values.size() >= fullRows * m_width ? flush() : Result<>{};
    }
    Result<> flush();
    /// Drops the rows that were not inserted yet.
    void clear() { m_values.clear(); }

private:
    static constexpr int fullRows = 32;
    Result<> insert(qsizetype from, int rows);
    const QString &statement(int rows);

    Connection &m_connection;
    const char *m_table;
    const char *m_columns;
    qsizetype m_width = 1;
    QVariantList m_values;
    QHash<int, QString> m_statements;
};

} // namespace archive
