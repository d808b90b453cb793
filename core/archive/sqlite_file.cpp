// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/sqlite_file.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>

namespace archive {
namespace {

constexpr qint64 largeFile = 512LL << 20; ///< the check of one large table alone would take longer than opening may
constexpr const char *largeTables[] = {"policies", "failures", "details", "report_bytes"};

constexpr QFileDevice::Permissions ownerFile = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

tl::unexpected<Error> fileError(ErrorCode code, const Dsn &dsn, const QString &cause)
{
    return tl::unexpected(Error{code, dsn.shown(), cause});
}

} // namespace

Result<> createFile(const Dsn &dsn, bool mustExist)
{
    const QFileInfo info(dsn.path);
    if (info.isDir())
        return fileError(ErrorCode::Unreachable, dsn, QStringLiteral("it is a folder"));
    if (info.exists() && !info.isWritable())
        return fileError(ErrorCode::ReadOnly, dsn, {});
    if (info.exists() && !QFileInfo(info.absolutePath()).isWritable())
        return fileError(ErrorCode::ReadOnly, dsn, QStringLiteral("the folder is not writable"));
    if (info.exists())
        return {};
    if (mustExist)
        return fileError(ErrorCode::Unreachable, dsn, QStringLiteral("there is no such file"));
    if (!QFileInfo(info.absolutePath()).isDir())
        return fileError(ErrorCode::Unreachable, dsn, QStringLiteral("there is no such folder"));
    QFile file(dsn.path);
    if (!file.open(QIODevice::ReadWrite, ownerFile))
        return fileError(file.error() == QFileDevice::ResourceError ? ErrorCode::DiskFull : ErrorCode::ReadOnly, dsn,
                         file.errorString());
    return {};
}

Result<> configure(Connection &connection)
{
    // synchronous FULL: a commit is in the log on the disk before it is reported, also when the power fails. Batches
    // make its cost small. The log is folded back every 128 MiB (a page that changes with each batch is
    // copied once, not each time) and does not stay large.
    for (const char *sql :
         {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON",
          "PRAGMA wal_autocheckpoint = 16384", "PRAGMA journal_size_limit = 16777216", "PRAGMA cache_size = -16384",
          "PRAGMA temp_store = MEMORY", "PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON"})
        if (auto done = connection.run(QString::fromLatin1(sql)); !done)
            return tl::unexpected(done.error());
    return {};
}

Result<> checkIntegrity(Connection &connection, int budgetMs)
{
    QElapsedTimer clock;
    clock.start();
    auto names =
        connection.select(QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid"));
    if (!names)
        return tl::unexpected(names.error());
    QStringList tables;
    while (names->next())
        tables += names->value(0).toString();
    names->finish();
    if (budgetMs >= 0 && QFileInfo(connection.dsn().path).size() > largeFile)
        for (const char *table : largeTables)
            tables.removeAll(QLatin1String(table));
    for (const QString &table : std::as_const(tables)) {
        if (budgetMs >= 0 && clock.elapsed() > budgetMs)
            return {};
        // A pragma takes no bound value; its table-valued form does.
        auto found = connection.value(QStringLiteral("SELECT * FROM pragma_quick_check(?)"), {table});
        if (!found)
            return tl::unexpected(found.error());
        if (found->toString() != QLatin1String("ok"))
            return tl::unexpected(connection.error(ErrorCode::Corrupt, found->toString().simplified()));
    }
    return {};
}

Result<QString> backUp(Connection &connection, int version)
{
    const QString path = QStringLiteral("%1.v%2-backup").arg(connection.dsn().path).arg(version);
    QFile file(path);
    for (int i = 2; !file.open(QIODevice::ReadWrite | QIODevice::NewOnly, ownerFile); ++i) {
        // Another program that opens the archive just now may have taken the name.
        if (!file.exists() || i == 1000)
            return tl::unexpected(connection.error(ErrorCode::BackupFailed, file.errorString()));
        file.setFileName(QStringLiteral("%1-%2").arg(path).arg(i));
    }
    const QString free = file.fileName();
    file.close(); // VACUUM INTO fills an empty file, which keeps its permissions
    if (auto done = connection.run(QStringLiteral("VACUUM INTO ?"), {free}); !done) {
        file.remove();
        return tl::unexpected(connection.error(ErrorCode::BackupFailed, done.error().cause));
    }
    return free;
}

} // namespace archive
