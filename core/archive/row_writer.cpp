// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/row_writer.h"

#include "archive/sql_row_writer.h"
#include "archive/sqlite_row_writer.h"

namespace archive {

std::unique_ptr<RowWriter> rowWriter(Connection &connection, const char *table, const char *columns, const char *tail)
{
    if (SqliteLibrary *library = connection.sqlite())
        return std::make_unique<SqliteRowWriter>(connection, *library, insertStatement(table, columns, tail, 1));
    return std::make_unique<SqlRowWriter>(connection, table, columns, tail);
}

QString insertStatement(const char *table, const char *columns, const char *tail, int rows)
{
    const QString names = QString::fromLatin1(columns);
    const QString row = u'(' + QStringList(names.count(u',') + 1, QStringLiteral("?")).join(u',') + u')';
    return QStringLiteral("INSERT INTO %1 (%2) VALUES %3 %4")
        .arg(QLatin1String(table), names, QStringList(rows, row).join(u','), QLatin1String(tail));
}

} // namespace archive
