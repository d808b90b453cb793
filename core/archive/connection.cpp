// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/connection.h"

#include <QSqlError>
#include <QThread>
#include <QUuid>

namespace archive {
namespace {

constexpr int attempts = 5;
constexpr int preparedStatements = 256; ///< the cache is emptied when it grows beyond this

QString connectionWords(const Dsn &dsn, int busyMs)
{
    if (dsn.dialect == Dialect::Sqlite)
        return QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(busyMs);
    return dsn.options;
}

} // namespace

Connection::Connection(Dsn dsn, QString name) : m_dsn(std::move(dsn)), m_name(std::move(name)) {}

Connection::~Connection()
{
    m_prepared.clear();
    m_sqlite.reset();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<Connection>> Connection::open(const Dsn &dsn, int busyMs)
{
    const QString driver = dsn.dialect == Dialect::Sqlite ? QStringLiteral("QSQLITE") : QStringLiteral("QPSQL");
    if (!QSqlDatabase::isDriverAvailable(driver))
        return tl::unexpected(Error{ErrorCode::NoDriver, dsn.shown(), driver});
    std::unique_ptr<Connection> connection(
        new Connection(dsn, QStringLiteral("archive-") + QUuid::createUuid().toString(QUuid::Id128)));
    QSqlDatabase &database = connection->m_database;
    database = QSqlDatabase::addDatabase(driver, connection->m_name);
    database.setConnectOptions(connectionWords(dsn, busyMs));
    database.setDatabaseName(dsn.dialect == Dialect::Sqlite ? dsn.path : dsn.database);
    database.setHostName(dsn.host);
    database.setUserName(dsn.user);
    database.setPassword(dsn.password);
    if (dsn.port > 0)
        database.setPort(dsn.port);
    if (!database.open()) {
        Error error = connection->error(database.lastError());
        if (error.code == ErrorCode::Internal)
            error.code = ErrorCode::Unreachable;
        return tl::unexpected(error);
    }
    if (dsn.dialect == Dialect::Sqlite)
        connection->m_sqlite = SqliteLibrary::behind(database);
    if (dsn.dialect == Dialect::Postgres) {
        // Literals in our statements hold no backslash; a lock that is never given back must not hang the program.
        if (auto done = connection->run(QStringLiteral("SET lock_timeout = %1").arg(busyMs)); !done)
            return tl::unexpected(done.error());
        if (auto done = connection->run(QStringLiteral("SET client_min_messages = warning")); !done)
            return tl::unexpected(done.error());
    }
    return connection;
}

tl::unexpected<Error> Connection::failed(const QSqlError &sql)
{
    m_transient = isTransient(sql);
    return tl::unexpected(error(sql));
}

Result<int> Connection::run(const QString &sql, const QVariantList &values)
{
    auto query = select(sql, values);
    if (!query)
        return tl::unexpected(query.error());
    return query->numRowsAffected();
}

Result<QSqlQuery> Connection::select(const QString &sql, const QVariantList &values)
{
    if (m_onSelect)
        m_onSelect(sql, values);
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    // Without values nothing needs preparing, and PostgreSQL cannot prepare every statement (BEGIN, SET, DDL).
    if (values.isEmpty()) {
        if (!query.exec(sql))
            return failed(query.lastError());
        return query;
    }
    if (!query.prepare(sql))
        return failed(query.lastError());
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return failed(query.lastError());
    return query;
}

Result<QVariant> Connection::value(const QString &sql, const QVariantList &values)
{
    auto query = select(sql, values);
    if (!query)
        return tl::unexpected(query.error());
    return query->next() ? query->value(0) : QVariant();
}

Result<QSqlQuery *> Connection::prepared(const QString &sql)
{
    if (const auto found = m_prepared.constFind(sql); found != m_prepared.cend())
        return found->get();
    if (m_prepared.size() >= preparedStatements)
        m_prepared.clear();
    auto query = std::make_shared<QSqlQuery>(m_database);
    query->setForwardOnly(true);
    if (!query->prepare(sql))
        return failed(query->lastError());
    return m_prepared.insert(sql, query)->get();
}

Result<> Connection::exec(QSqlQuery &statement)
{
    if (!statement.exec())
        return failed(statement.lastError());
    return {};
}

Result<> Connection::attempt(const std::function<Result<>()> &work)
{
    m_transient = false;
    const QString begin = dialect() == Dialect::Sqlite ? QStringLiteral("BEGIN IMMEDIATE") : QStringLiteral("BEGIN");
    if (auto begun = run(begin); !begun)
        return tl::unexpected(begun.error());
    Result<> done = work();
    if (done)
        if (auto committed = run(QStringLiteral("COMMIT")); !committed)
            done = tl::unexpected(committed.error());
    if (!done) {
        const bool transient = m_transient;
        for (const auto &statement : std::as_const(m_prepared))
            statement->finish(); // a statement that is half read would keep SQLite from rolling back
        (void)run(QStringLiteral("ROLLBACK"));
        if (m_onRollback)
            m_onRollback();
        m_transient = transient;
    }
    return done;
}

Result<> Connection::transaction(const std::function<Result<>()> &work)
{
    for (int i = 1;; ++i) {
        Result<> done = attempt(work);
        if (done || !m_transient || i == attempts)
            return done;
        QThread::msleep(static_cast<unsigned long>(10 * i));
    }
}

} // namespace archive
