// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/archive.h"

#include "archive/migrations.h"
#include "archive/sqlite_file.h"
#include "archive/words.h"

#include <QFileInfo>

namespace archive {
namespace {

Result<> prepareSqlite(Connection &connection, const OpenOptions &options)
{
    const auto version = versionOf(connection); // the first read: tells a file that is no database
    if (!version)
        return tl::unexpected(version.error());
    if (*version > schemaVersion)
        return tl::unexpected(connection.error(ErrorCode::NewerSchema, QString::number(*version)));
    const auto pages = connection.value(QStringLiteral("PRAGMA page_count"));
    if (!pages)
        return tl::unexpected(pages.error());
    if (pages->toLongLong() == 0) // a new file: takes effect only before the first table
        for (const char *sql : {"PRAGMA page_size = 8192", "PRAGMA auto_vacuum = FULL"})
            if (auto done = connection.run(QString::fromLatin1(sql)); !done)
                return tl::unexpected(done.error());
    if (auto done = configure(connection); !done)
        return done;
    if (auto sound = checkIntegrity(connection, options.checkMs); !sound)
        return sound;
    if (*version < schemaVersion && pages->toLongLong() > 0)
        if (auto copy = backUp(connection, *version); !copy)
            return tl::unexpected(copy.error());
    return {};
}

} // namespace

Archive::Archive(std::unique_ptr<Connection> connection)
    : m_connection(std::move(connection)), m_words(std::make_unique<Words>(*m_connection))
{
    m_connection->onRollback([words = m_words.get()] { words->forget(); });
}

Archive::Archive(Archive &&) noexcept = default;
Archive &Archive::operator=(Archive &&other) noexcept
{
    m_words = std::move(other.m_words);
    m_connection = std::move(other.m_connection);
    return *this;
}
Archive::~Archive()
{
    m_words.reset();
}

Result<Archive> Archive::open(const QString &dsn, const OpenOptions &options)
{
    const auto parsed = parseDsn(dsn);
    if (!parsed)
        return tl::unexpected(parsed.error());
    const bool sqlite = parsed->dialect == Dialect::Sqlite;
    if (sqlite)
        if (auto made = createFile(*parsed, options.mustExist); !made)
            return tl::unexpected(made.error());
    auto connection = Connection::open(*parsed, options.busyMs);
    if (!connection)
        return tl::unexpected(connection.error());
    if (sqlite)
        if (auto ready = prepareSqlite(**connection, options); !ready)
            return tl::unexpected(ready.error());
    if (auto done = migrate(**connection); !done)
        return tl::unexpected(done.error());
    return Archive(std::move(*connection));
}

Result<> Archive::check()
{
    if (m_connection->dialect() == Dialect::Postgres)
        return {}; // the server keeps its own pages and references
    if (auto sound = checkIntegrity(*m_connection, -1); !sound)
        return sound;
    const auto broken = m_connection->value(QStringLiteral("SELECT count(*) FROM pragma_foreign_key_check"));
    if (!broken)
        return tl::unexpected(broken.error());
    if (broken->toLongLong() != 0)
        return tl::unexpected(m_connection->error(ErrorCode::Corrupt, QStringLiteral("dangling references")));
    return {};
}

} // namespace archive
