// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/sqlite_library.h"

#include <QSqlDriver>
#include <QSqlQuery>
#include <QVariant>

#include <cstring>
#include <sqlite3.h>

namespace archive {
namespace {

// The same source may be there twice, in the driver and beside it: then opening a database through the driver took no
// memory from ours. (A build without memory statistics says 0 too, and is not used.)
bool isOurs(const QSqlDatabase &database)
{
    QSqlQuery version(database);
    return version.exec(QStringLiteral("SELECT sqlite_source_id()")) && version.next() &&
           version.value(0).toString() == QLatin1String(sqlite3_sourceid()) && sqlite3_memory_used() > 0;
}

} // namespace

std::unique_ptr<SqliteLibrary> SqliteLibrary::behind(const QSqlDatabase &database)
{
    const QVariant handle = database.driver()->handle();
    if (!handle.isValid() || std::strcmp(handle.typeName(), "sqlite3*") != 0 || !isOurs(database))
        return nullptr;
    sqlite3 *const raw = *static_cast<sqlite3 *const *>(handle.constData());
    return raw ? std::unique_ptr<SqliteLibrary>(new SqliteLibrary(raw)) : nullptr;
}

SqliteLibrary::~SqliteLibrary() = default;

void SqliteLibrary::Finalize::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

sqlite3_stmt *SqliteLibrary::prepared(const QByteArray &sql)
{
    if (const auto found = m_prepared.find(sql); found != m_prepared.end())
        return found->second.get();
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v3(m_handle, sql.constData(), int(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement,
                           nullptr) != SQLITE_OK)
        return nullptr;
    m_prepared.emplace(sql, statement);
    return statement;
}

QSqlError SqliteLibrary::lastError() const
{
    return QSqlError(QString(), QString::fromUtf8(sqlite3_errmsg(m_handle)), QSqlError::StatementError,
                     QString::number(sqlite3_extended_errcode(m_handle)));
}

} // namespace archive
