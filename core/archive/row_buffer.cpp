// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/row_buffer.h"

#include "archive/bound_values.h"

#include <algorithm>

namespace archive {

RowBuffer::RowBuffer(Connection &connection, const char *table, const char *columns)
    : m_connection(connection), m_table(table), m_columns(columns)
{
}

const QString &RowBuffer::statement(int rows)
{
    QString &sql = m_statements[rows];
    if (sql.isEmpty()) {
        const QString row = u'(' + QStringList(m_width, QStringLiteral("?")).join(u',') + u')';
        sql = QStringLiteral("INSERT INTO %1 (%2) VALUES %3")
                  .arg(QLatin1String(m_table), QLatin1String(m_columns), QStringList(rows, row).join(u','));
    }
    return sql;
}

Result<> RowBuffer::insert(qsizetype from, int rows)
{
    const auto query = m_connection.prepared(statement(rows));
    if (!query)
        return tl::unexpected(query.error());
    const qsizetype count = rows * m_width;
    QVariantList &bound = BoundValues::of(**query);
    if (bound.size() == count)
        std::move(m_values.begin() + from, m_values.begin() + from + count, bound.begin());
    else
        for (int i = 0; i < int(count); ++i)
            (*query)->bindValue(i, m_values[from + i]);
    return m_connection.exec(**query);
}

Result<> RowBuffer::flush()
{
    qsizetype at = 0;
    for (const int rows : {fullRows, 8, 1})
        for (; at + rows * m_width <= m_values.size(); at += rows * m_width)
            if (auto done = insert(at, rows); !done)
                return done;
    m_values.clear();
    return {};
}

} // namespace archive
