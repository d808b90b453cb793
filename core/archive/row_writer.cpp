// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/row_writer.h"

#include "archive/sql_row_writer.h"
#include "archive/sqlite_row_writer.h"

namespace archive {

std::unique_ptr<RowWriter> rowWriter(Connection &connection, const char *table, const char *columns, const char *tail)
{
    if (SqliteLibrary *library = connection.sqlite())
        return std::make_unique<SqliteRowWriter>(connection, *library, table, columns, tail);
    return std::make_unique<SqlRowWriter>(connection, table, columns, tail);
}

QString insertStatement(const char *verb, const char *table, const char *columns, const char *tail, int rows)
{
    const QString names = QString::fromLatin1(columns);
    const QString row = u'(' + QStringList(names.count(u',') + 1, QStringLiteral("?")).join(u',') + u')';
    return QStringLiteral("%1 INTO %2 (%3) VALUES %4 %5")
        .arg(QLatin1String(verb), QLatin1String(table), names, QStringList(rows, row).join(u','), QLatin1String(tail));
}

} // namespace archive
