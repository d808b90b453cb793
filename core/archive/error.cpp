// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/error.h"

#include <QCoreApplication>
#include <QSqlError>

namespace archive {
namespace {

struct Sentences
{
    const char *message;
    const char *advice;
};

// One row an ErrorCode, in its order. %1 is the archive.
constexpr Sentences sentences[] = {
    {QT_TRANSLATE_NOOP("archive", "\"%1\" does not name an archive."),
     QT_TRANSLATE_NOOP("archive", "Give the path of a file, sqlite:PATH, postgresql://SERVER/DATABASE, or "
                                  "\"host=SERVER dbname=DATABASE\".")},
    {QT_TRANSLATE_NOOP("archive", "The archive %1 cannot be opened because the database driver is missing."),
     QT_TRANSLATE_NOOP("archive", "Install the SQL driver of Qt 6 for this kind of database and try again.")},
    {QT_TRANSLATE_NOOP("archive", "The archive %1 could not be opened."),
     QT_TRANSLATE_NOOP("archive", "Check that the folder or the server exists and that you have access to it.")},
    {QT_TRANSLATE_NOOP("archive", "%1 is not an archive: it is not a database file."),
     QT_TRANSLATE_NOOP("archive", "Choose another file. This file has not been changed.")},
    {QT_TRANSLATE_NOOP("archive", "%1 is a database of another program."),
     QT_TRANSLATE_NOOP("archive", "Choose another file or database. This one has not been changed.")},
    {QT_TRANSLATE_NOOP("archive", "The archive %1 is damaged."),
     QT_TRANSLATE_NOOP("archive",
                       "Restore the file from a copy, or save what is readable with \"sqlite3 FILE .recover\" "
                       "and import the reports again.")},
    {QT_TRANSLATE_NOOP("archive", "The archive %1 was written by a newer version of this program."),
     QT_TRANSLATE_NOOP("archive", "Update this program. The archive has not been changed.")},
    {QT_TRANSLATE_NOOP("archive", "The archive %1 cannot be written."),
     QT_TRANSLATE_NOOP("archive", "Make the file and its folder writable for this user, or choose another place. The "
                                  "data in the archive is as it was before.")},
    {QT_TRANSLATE_NOOP("archive", "Another program holds the archive %1."),
     QT_TRANSLATE_NOOP("archive", "Wait until the other program has finished, or close it, and try again. The data in "
                                  "the archive is as it was before.")},
    {QT_TRANSLATE_NOOP("archive", "There is no space left to write the archive %1."),
     QT_TRANSLATE_NOOP("archive",
                       "Free space on the disk and try again. The data in the archive is as it was before.")},
    {QT_TRANSLATE_NOOP("archive", "The archive %1 could not be copied before its update, so it was not updated."),
     QT_TRANSLATE_NOOP("archive", "Make sure that the folder is writable and has space for a second copy, and try "
                                  "again.")},
    {QT_TRANSLATE_NOOP("archive", "The database refused an operation on the archive %1."),
     QT_TRANSLATE_NOOP("archive", "Try again. If it happens again, report it with the words of the database. The data "
                                  "in the archive is as it was before.")},
};
static_assert(std::size(sentences) == std::size_t(ErrorCode::Internal) + 1);

ErrorCode sqliteCode(int extended)
{
    switch (extended & 0xff) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
        return ErrorCode::Locked;
    case 3: // SQLITE_PERM
    case 8: // SQLITE_READONLY
        return ErrorCode::ReadOnly;
    case 10: // SQLITE_IOERR: writing beyond a limit of size (EFBIG) and a full quota show as this
        return extended == (10 | 3 << 8) ? ErrorCode::DiskFull : ErrorCode::Internal;
    case 11: return ErrorCode::Corrupt;
    case 13: return ErrorCode::DiskFull;
    case 14: return ErrorCode::Unreachable; // SQLITE_CANTOPEN
    case 26: return ErrorCode::NotADatabase;
    default: return ErrorCode::Internal;
    }
}

ErrorCode postgresCode(const QString &state)
{
    if (state == QLatin1String("53100"))
        return ErrorCode::DiskFull;
    if (state == QLatin1String("55P03") || state == QLatin1String("57014"))
        return ErrorCode::Locked; // lock_not_available, or cancelled by the statement's time-out
    if (state == QLatin1String("25006") || state == QLatin1String("42501"))
        return ErrorCode::ReadOnly;
    if (state.startsWith(QLatin1String("XX")))
        return ErrorCode::Corrupt;
    if (state.startsWith(QLatin1String("08")) || state.startsWith(QLatin1String("57P")))
        return ErrorCode::Unreachable;
    return ErrorCode::Internal;
}

} // namespace

QString message(const Error &error)
{
    const QString text =
        QCoreApplication::translate("archive", sentences[std::size_t(error.code)].message).arg(error.archive);
    if (error.cause.isEmpty())
        return text;
    return QCoreApplication::translate("archive", "%1 The reason given: %2").arg(text, error.cause);
}

QString advice(const Error &error)
{
    return QCoreApplication::translate("archive", sentences[std::size_t(error.code)].advice);
}

Error errorOf(const QSqlError &sql, const QString &archive)
{
    const QString native = sql.nativeErrorCode();
    bool isNumber = false;
    const int number = native.toInt(&isNumber);
    // A SQLSTATE has five characters; SQLite's extended codes stay below that.
    const bool isPostgres = native.size() == 5;
    ErrorCode code = ErrorCode::Internal;
    if (isPostgres)
        code = postgresCode(native);
    else if (isNumber)
        code = sqliteCode(number);
    else if (sql.type() == QSqlError::ConnectionError)
        code = ErrorCode::Unreachable;
    QString cause = sql.databaseText().simplified();
    if (cause.isEmpty())
        cause = sql.driverText().simplified();
    return {code, archive, cause};
}

bool isTransient(const QSqlError &sql)
{
    const QString native = sql.nativeErrorCode();
    return native == QLatin1String("40001") || native == QLatin1String("40P01");
}

} // namespace archive
