// SPDX-License-Identifier: GPL-3.0-or-later
// A PostgreSQL server of the test's own: a fresh cluster in a temporary folder, listening on a Unix socket there and on
// no network. The server refuses to run as root, so a root test runs it as `nobody`.
#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <csignal>
#include <sys/stat.h>
#include <unistd.h>

class PostgresServer
{
public:
    /// Empty without PostgreSQL on this machine.
    static QString programs()
    {
        const QDir versions(QStringLiteral("/usr/lib/postgresql"));
        for (const QString &version :
             versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed))
            if (QFile::exists(versions.filePath(version + "/bin/initdb")))
                return versions.filePath(version + "/bin");
        return {};
    }

    ~PostgresServer()
    {
        if (m_server.state() == QProcess::NotRunning)
            return;
        // setpriv and the shell-less start make the child the server itself: SIGINT is its fast shutdown.
        ::kill(pid_t(m_server.processId()), SIGINT);
        if (!m_server.waitForFinished(15'000))
            m_server.kill();
        m_server.waitForFinished(5'000);
    }

    /// Empty when it runs; otherwise why not.
    QString start()
    {
        const QString root = m_folder.path();
        ::chmod(qPrintable(root), 0755);
        const QString home = root + "/home"; // owned by the server's user: the cluster and the socket live there
        QDir().mkpath(home);
        if (isRoot() && ::chown(qPrintable(home), nobody, nogroup) != 0)
            return "the folder cannot be given to another user";
        m_data = home + "/data";
        m_socket = home;
        QProcess init;
        const auto [initProgram, initArguments] =
            command("initdb", {"-D", m_data, "-U", "archive", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"});
        init.setWorkingDirectory(home);
        init.setProcessChannelMode(QProcess::MergedChannels);
        init.start(initProgram, initArguments);
        if (!init.waitForFinished(60'000) || init.exitCode() != 0)
            return "initdb: " + QString::fromLocal8Bit(init.readAll());
        const auto [program, arguments] =
            command("postgres", {"-D", m_data, "-k", m_socket, "-c", "listen_addresses=", "-c", "fsync=off"});
        m_server.setWorkingDirectory(home);
        m_server.setProcessChannelMode(QProcess::MergedChannels);
        m_server.start(program, arguments);
        for (int i = 0; i < 300; ++i) {
            if (m_server.waitForFinished(0) || m_server.state() == QProcess::NotRunning)
                return "postgres: " + QString::fromLocal8Bit(m_server.readAll());
            QProcess ready;
            ready.start(programs() + "/pg_isready", {"-h", m_socket, "-U", "archive", "-d", "postgres", "-q"});
            if (ready.waitForFinished(10'000) && ready.exitCode() == 0)
                return {};
            ::usleep(50'000);
        }
        return "postgres does not answer";
    }

    /// A new, empty database.
    QString createDatabase()
    {
        const QString name = "archive" + QString::number(++m_databases);
        QProcess create;
        create.start(programs() + "/createdb", {"-h", m_socket, "-U", "archive", name});
        create.waitForFinished(30'000);
        return name;
    }

    QString words(const QString &database) const
    {
        return "host='" + m_socket + "' dbname=" + database + " user=archive";
    }
    QString url(const QString &database) const { return "postgresql://archive@/" + database + "?host=" + m_socket; }
    QString socketFolder() const { return m_socket; }

private:
    static constexpr uid_t nobody = 65534;
    static constexpr gid_t nogroup = 65534;
    static bool isRoot() { return ::geteuid() == 0; }

    static std::pair<QString, QStringList> command(const QString &name, const QStringList &arguments)
    {
        const QString program = programs() + u'/' + name;
        if (!isRoot())
            return {program, arguments};
        return {"setpriv", QStringList{"--reuid", "65534", "--regid", "65534", "--clear-groups", program} + arguments};
    }

    QTemporaryDir m_folder;
    QString m_data, m_socket;
    QProcess m_server;
    int m_databases = 0;
};
