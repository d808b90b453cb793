// SPDX-License-Identifier: GPL-3.0-or-later
#include "bare_insert.h"

#include <QElapsedTimer>
#include <sqlite3.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

namespace bench {

namespace {

using Database = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;
using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;
using Value = std::unique_ptr<sqlite3_value, decltype(&sqlite3_value_free)>;

struct Table
{
    std::string name;
    int columns = 0;
    std::vector<Value> values; ///< row after row
};

Database open(const QString &path, int flags)
{
    sqlite3 *raw = nullptr;
    const int code = sqlite3_open_v2(path.toUtf8().constData(), &raw, flags, nullptr);
    Database database(raw, sqlite3_close);
    return code == SQLITE_OK ? std::move(database) : Database(nullptr, sqlite3_close);
}

Statement prepare(sqlite3 *database, const std::string &sql)
{
    sqlite3_stmt *raw = nullptr;
    sqlite3_prepare_v2(database, sql.c_str(), -1, &raw, nullptr);
    return {raw, sqlite3_finalize};
}

bool execute(sqlite3 *database, const std::string &sql)
{
    if (sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK)
        return true;
    std::fprintf(stderr, "bare insert: %s: %s\n", sql.c_str(), sqlite3_errmsg(database));
    return false;
}

std::vector<std::string> texts(sqlite3 *database, const std::string &sql)
{
    std::vector<std::string> out;
    const Statement statement = prepare(database, sql);
    while (sqlite3_step(statement.get()) == SQLITE_ROW)
        out.emplace_back(reinterpret_cast<const char *>(sqlite3_column_text(statement.get(), 0)));
    return out;
}

Table rowsOf(sqlite3 *database, const std::string &name)
{
    Table table;
    table.name = name;
    const Statement statement = prepare(database, "SELECT * FROM \"" + name + '"');
    table.columns = sqlite3_column_count(statement.get());
    while (sqlite3_step(statement.get()) == SQLITE_ROW)
        for (int i = 0; i < table.columns; ++i)
            table.values.emplace_back(sqlite3_value_dup(sqlite3_column_value(statement.get(), i)), sqlite3_value_free);
    return table;
}

bool insertRows(sqlite3 *database, const Table &table, qint64 perTransaction, qint64 &rows)
{
    std::string sql = "INSERT INTO \"" + table.name + "\" VALUES (";
    for (int i = 0; i < table.columns; ++i)
        sql += i > 0 ? ",?" : "?";
    const Statement statement = prepare(database, sql + ')');
    for (std::size_t at = 0; at < table.values.size(); at += std::size_t(table.columns)) {
        for (int i = 0; i < table.columns; ++i)
            sqlite3_bind_value(statement.get(), i + 1, table.values[at + std::size_t(i)].get());
        if (sqlite3_step(statement.get()) != SQLITE_DONE) {
            std::fprintf(stderr, "bare insert into %s: %s\n", table.name.c_str(), sqlite3_errmsg(database));
            return false;
        }
        sqlite3_reset(statement.get());
        if (++rows % perTransaction == 0 && (!execute(database, "COMMIT") || !execute(database, "BEGIN")))
            return false;
    }
    return true;
}

} // namespace

std::optional<BareInsert> bareInsert(const QString &from, const QString &to, qint64 transactions, Commits commits)
{
    const Database source = open(from, SQLITE_OPEN_READONLY);
    const Database target = open(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (!source || !target)
        return std::nullopt;
    const char *synchronous = commits == Commits::OnDisk ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL";
    for (const char *pragma : {"PRAGMA journal_mode=WAL", synchronous, "PRAGMA foreign_keys=OFF"})
        execute(target.get(), pragma);
    constexpr char schema[] = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' "
                              "ORDER BY type = 'table' DESC, rowid";
    for (const std::string &sql : texts(source.get(), schema))
        if (!execute(target.get(), sql))
            return std::nullopt;
    std::vector<Table> tables;
    for (const std::string &name :
         texts(source.get(), "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"))
        tables.push_back(rowsOf(source.get(), name));
    qint64 rows = 0;
    for (const Table &table : tables)
        rows += qint64(table.values.size()) / table.columns;
    const qint64 perTransaction = std::max<qint64>(1, rows / std::max<qint64>(1, transactions));
    BareInsert result;
    QElapsedTimer clock;
    clock.start();
    const std::clock_t cpu = std::clock();
    if (!execute(target.get(), "BEGIN"))
        return std::nullopt;
    for (const Table &table : tables)
        if (!insertRows(target.get(), table, perTransaction, result.rows))
            return std::nullopt;
    if (!execute(target.get(), "COMMIT"))
        return std::nullopt;
    result.seconds = double(clock.nsecsElapsed()) / 1e9;
    result.cpuSeconds = double(std::clock() - cpu) / CLOCKS_PER_SEC;
    return result;
}

} // namespace bench
