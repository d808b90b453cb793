// SPDX-License-Identifier: GPL-3.0-or-later
// SQLite's own interface under a connection that Qt opened. Qt hands each value over as a QVariant and each text as
// UTF-16, which costs an import more than SQLite needs to store it; here they go in as they are. A handle means
// something only to the copy of SQLite that made it, and Qt's driver may have brought a copy of its own: then this
// stays closed, and everything goes through Qt.
#pragma once

#include <QByteArray>
#include <QSqlDatabase>
#include <QSqlError>

#include <map>
#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace archive {

class SqliteLibrary
{
public:
    /// For an open database of Qt's QSQLITE; has to end before it is closed. Null when its driver uses another copy of
    /// SQLite than this program is linked to.
    static std::unique_ptr<SqliteLibrary> behind(const QSqlDatabase &database);
    ~SqliteLibrary();
    SqliteLibrary(const SqliteLibrary &) = delete;
    SqliteLibrary &operator=(const SqliteLibrary &) = delete;

    /// A statement that stays prepared; whoever uses it resets it. Null when it cannot be prepared (lastError()).
    sqlite3_stmt *prepared(const QByteArray &sql);
    /// As Qt's driver would report it.
    QSqlError lastError() const;

private:
    explicit SqliteLibrary(sqlite3 *handle) : m_handle(handle) {}
    struct Finalize
    {
        void operator()(sqlite3_stmt *statement) const;
    };

    sqlite3 *m_handle;
    std::map<QByteArray, std::unique_ptr<sqlite3_stmt, Finalize>> m_prepared;
};

} // namespace archive
