// SPDX-License-Identifier: GPL-3.0-or-later
// One connection to the database of an archive, for one thread. It hides what differs between SQLite and PostgreSQL, so
// that the schema and the queries are written once: `?` placeholders, always bound. Transactions that write are short
// and immediate: SQLite takes its write lock at the start, and PostgreSQL takes the row lock of the counters, so
// writers of one archive take turns and never see half of each other's batch.
#pragma once

#include "archive/dsn.h"
#include "archive/sqlite_library.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>

#include <functional>
#include <memory>

namespace archive {

class Connection
{
public:
    /// Opens, without looking at the content. `busyMs`: how long to wait for another writer's lock.
    static Result<std::unique_ptr<Connection>> open(const Dsn &dsn, int busyMs);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    const Dsn &dsn() const { return m_dsn; }
    Dialect dialect() const { return m_dsn.dialect; }

    /// Runs one statement without a result set. Gives the rows affected.
    Result<int> run(const QString &sql, const QVariantList &values = {});
    /// A query at its first row (call next()). Forward only.
    Result<QSqlQuery> select(const QString &sql, const QVariantList &values = {});
    /// The first column of the first row; an invalid QVariant without a row.
    Result<QVariant> value(const QString &sql, const QVariantList &values = {});
    /// A prepared statement that stays prepared until the connection closes.
    Result<QSqlQuery *> prepared(const QString &sql);
    /// SQLite's own interface under this connection; null for PostgreSQL, and where only Qt's driver reaches it.
    SqliteLibrary *sqlite() { return m_sqlite.get(); }
    /// Executes a prepared statement whose values are bound.
    Result<> exec(QSqlQuery &statement);

    /// Runs `work` between BEGIN and COMMIT; rolls back when it fails, and runs it again (at most 5 times) when the
    /// database says that the same may succeed later. `work` must not keep state from an attempt that failed.
    Result<> transaction(const std::function<Result<>()> &work);
    /// Called after each rollback (caches of ids forget what they learnt).
    void onRollback(std::function<void()> forget) { m_onRollback = std::move(forget); }

    /// Is told each query that select() is about to run (what a view asks of the database can be looked at).
    void onSelect(std::function<void(const QString &, const QVariantList &)> tell) { m_onSelect = std::move(tell); }

    Error error(const QSqlError &sql) const { return errorOf(sql, m_dsn.shown()); }
    Error error(ErrorCode code, const QString &cause = {}) const { return {code, m_dsn.shown(), cause}; }

private:
    Connection(Dsn dsn, QString name);
    tl::unexpected<Error> failed(const QSqlError &sql);
    Result<> attempt(const std::function<Result<>()> &work);

    Dsn m_dsn;
    QString m_name;
    QSqlDatabase m_database;
    std::unique_ptr<SqliteLibrary> m_sqlite;
    QHash<QString, std::shared_ptr<QSqlQuery>> m_prepared;
    std::function<void()> m_onRollback;
    std::function<void(const QString &, const QVariantList &)> m_onSelect;
    bool m_transient = false; ///< the last failure may pass
};

} // namespace archive
