// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/sql_row_writer.h"

#include "archive/bound_values.h"

#include <algorithm>

namespace archive {

SqlRowWriter::SqlRowWriter(Connection &connection, const char *table, const char *columns, const char *tail)
    : m_connection(connection), m_table(table), m_columns(columns), m_tail(tail)
{
}

void SqlRowWriter::bindNull(int)
{
    m_values.append(QVariant(QMetaType::fromType<qlonglong>()));
}

void SqlRowWriter::bindNumber(int, std::int64_t number)
{
    m_values.append(QVariant(qlonglong(number)));
}

void SqlRowWriter::bindText(int, std::string_view text)
{
    // A null QString would be stored as NULL.
    m_values.append(text.empty() ? QStringLiteral("") : QString::fromUtf8(text.data(), qsizetype(text.size())));
}

void SqlRowWriter::bindBytes(int, const QByteArray &bytes)
{
    m_values.append(bytes);
}

Result<> SqlRowWriter::endRow()
{
    if (m_width == 0)
        m_width = m_values.size();
    return m_values.size() >= fullRows * m_width ? flush() : Result<>{};
}

const QString &SqlRowWriter::statement(int rows)
{
    QString &sql = m_statements[rows];
    if (sql.isEmpty())
        sql = insertStatement("INSERT", m_table, m_columns, m_tail, rows);
    return sql;
}

Result<> SqlRowWriter::insert(qsizetype from, int rows)
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

Result<> SqlRowWriter::flush()
{
    qsizetype at = 0;
    for (const int rows : {fullRows, 8, 1})
        for (; at < m_values.size() && at + rows * m_width <= m_values.size(); at += rows * m_width)
            if (auto done = insert(at, rows); !done)
                return done;
    m_values.clear();
    return {};
}

} // namespace archive
