// SPDX-License-Identifier: GPL-3.0-or-later
// A Knot DNS server of the test's own on a loopback port, with one zone that a key may update. Needs knotd.
#pragma once

#include <QElapsedTimer>
#include <QFile>
#include <QHostAddress>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

namespace support {

class KnotServer
{
public:
    static constexpr const char *secret = "c2lnaWxsbyB0ZXN0IGtleSwgbm90IGEgcmVhbCBvbmUuLi4=";

    /// Empty without Knot on this machine.
    static QString program()
    {
        return QStandardPaths::findExecutable(QStringLiteral("knotd"), {"/usr/sbin", "/usr/bin"});
    }

    ~KnotServer()
    {
        if (m_knot.state() == QProcess::NotRunning)
            return;
        m_knot.terminate();
        if (!m_knot.waitForFinished(5000))
            m_knot.kill();
        m_knot.waitForFinished(5000);
    }

    /// `records` are in zone format, relative to the zone. Empty when it runs, otherwise why not.
    QString start(const QString &zone, const QString &records)
    {
        m_port = freePort();
        write("zone", QStringLiteral("$ORIGIN %1.\n$TTL 3600\n@ SOA ns hostmaster 1 7200 900 1209600 60\n@ NS ns\n"
                                     "ns A 127.0.0.1\n%2\n")
                          .arg(zone, records));
        write("knot.conf",
              QStringLiteral("server:\n  rundir: \"%1\"\n  pidfile: \"%1/pid\"\n  listen: 127.0.0.1@%2\n"
                             "  udp-workers: 1\n  tcp-workers: 2\n  background-workers: 1\n"
                             "log:\n  - target: stderr\n    any: warning\n"
                             "database:\n  storage: \"%1\"\n"
                             "key:\n  - id: sigillo\n    algorithm: hmac-sha256\n    secret: %3\n"
                             "  - id: sigillo512\n    algorithm: hmac-sha512\n    secret: %3\n"
                             "  - id: reader\n    algorithm: hmac-sha256\n    secret: %3\n"
                             "acl:\n  - id: update\n    key: [sigillo, sigillo512]\n    action: update\n"
                             "  - id: query\n    key: [sigillo, sigillo512, reader]\n    action: query\n"
                             "zone:\n  - domain: %4\n    storage: \"%1\"\n    file: zone\n    acl: [update, query]\n"
                             "    zonefile-sync: -1\n    zonefile-load: whole\n")
                  .arg(m_dir.path())
                  .arg(m_port)
                  .arg(QLatin1String(secret), zone));
        m_knot.setProcessChannelMode(QProcess::MergedChannels);
        m_knot.start(program(), {"-c", m_dir.filePath("knot.conf")});
        QElapsedTimer clock;
        for (clock.start(); clock.elapsed() < 10'000;) {
            if (m_knot.waitForFinished(20))
                break;
            QTcpSocket probe;
            probe.connectToHost(QHostAddress::LocalHost, quint16(m_port));
            if (probe.waitForConnected(200))
                return {};
        }
        return "knotd: " + QString::fromLocal8Bit(m_knot.readAll());
    }

    int port() const { return m_port; }
    QString address() const { return QStringLiteral("127.0.0.1@%1").arg(m_port); }

    static int freePort()
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost, 0);
        return server.serverPort();
    }

private:
    void write(const char *name, const QString &text)
    {
        QFile file(m_dir.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(text.toUtf8());
    }

    QTemporaryDir m_dir;
    QProcess m_knot;
    int m_port = 0;
};

} // namespace support
