// SPDX-License-Identifier: GPL-3.0-or-later
// A PowerDNS Authoritative Server of the test's own on loopback ports, with its API and one zone in SQLite. Needs
// pdns-server, pdns-backend-sqlite3 and sqlite3.
#pragma once

#include "knot_server.h"

namespace support {

class PowerDnsServer
{
public:
    static constexpr const char *key = "not-a-real-api-key-31337";
    static constexpr const char *schema = "/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql";

    /// Empty when all is installed, else what is missing.
    static QString missing()
    {
        for (const QString &tool :
             {QStringLiteral("pdns_server"), QStringLiteral("pdnsutil"), QStringLiteral("sqlite3")})
            if (find(tool).isEmpty())
                return tool;
        return QFile::exists(schema) ? QString() : QString::fromLatin1(schema);
    }

    ~PowerDnsServer()
    {
        if (m_pdns.state() == QProcess::NotRunning)
            return;
        m_pdns.terminate();
        if (!m_pdns.waitForFinished(5000))
            m_pdns.kill();
        m_pdns.waitForFinished(5000);
    }

    /// Empty when it runs, otherwise why not.
    QString start(const QString &zone)
    {
        m_port = KnotServer::freePort();
        m_webPort = KnotServer::freePort();
        const QString folder = m_dir.path();
        QFile conf(m_dir.filePath("pdns.conf"));
        if (!conf.open(QIODevice::WriteOnly))
            return "no configuration";
        conf.write(QStringLiteral("launch=gsqlite3\ngsqlite3-database=%1/db\nlocal-address=127.0.0.1\nlocal-port=%2\n"
                                  "api=yes\napi-key=%3\nwebserver=yes\nwebserver-address=127.0.0.1\nwebserver-port=%4\n"
                                  "webserver-allow-from=127.0.0.1\nsocket-dir=%1\ndaemon=no\nguardian=no\n"
                                  "consistent-backends=yes\nzone-cache-refresh-interval=0\nsecurity-poll-suffix=\n")
                       .arg(folder)
                       .arg(m_port)
                       .arg(QLatin1String(key))
                       .arg(m_webPort)
                       .toUtf8());
        conf.close();
        QProcess sqlite;
        sqlite.setStandardInputFile(schema);
        sqlite.start(find("sqlite3"), {m_dir.filePath("db")});
        sqlite.waitForFinished(20'000);
        for (const QStringList &words : {QStringList{"create-zone", zone, "ns." + zone},
                                         QStringList{"add-record", zone, "ns", "A", "300", "127.0.0.1"}}) {
            QProcess util;
            util.start(find("pdnsutil"), QStringList{"--config-dir=" + folder} + words);
            if (!util.waitForFinished(20'000) || util.exitCode())
                return "pdnsutil: " + QString::fromLocal8Bit(util.readAllStandardError());
        }
        m_pdns.setProcessChannelMode(QProcess::MergedChannels);
        m_pdns.start(find("pdns_server"), {"--config-dir=" + folder});
        return answers(m_webPort) && answers(m_port) ? QString()
                                                     : "pdns_server: " + QString::fromLocal8Bit(m_pdns.readAll());
    }

    /// Puts a statement into the database under the server; false when it is refused.
    bool sql(const QString &statement) const
    {
        QProcess sqlite;
        sqlite.start(find("sqlite3"), {m_dir.filePath("db"), statement});
        return sqlite.waitForFinished(20'000) && sqlite.exitCode() == 0;
    }

    QString address() const { return QStringLiteral("127.0.0.1@%1").arg(m_port); }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_webPort); }

private:
    static QString find(const QString &tool)
    {
        return QStandardPaths::findExecutable(tool, {"/usr/sbin", "/usr/bin", "/usr/local/bin"});
    }

    bool answers(int port)
    {
        QElapsedTimer clock;
        for (clock.start(); clock.elapsed() < 15'000 && !m_pdns.waitForFinished(20);) {
            QTcpSocket probe;
            probe.connectToHost(QHostAddress::LocalHost, quint16(port));
            if (probe.waitForConnected(200))
                return true;
        }
        return false;
    }

    QTemporaryDir m_dir;
    QProcess m_pdns;
    int m_port = 0, m_webPort = 0;
};

} // namespace support
