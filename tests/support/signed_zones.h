// SPDX-License-Identifier: GPL-3.0-or-later
// A small signed DNS on loopback: nsd serves the root, `test` and leaf zones from one high port, so a resolver may
// forward to it as if it were recursive. Leaf zones are signed, unsigned, or signed with dates long past. Needs nsd and
// ldnsutils.
#pragma once

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QHash>
#include <QHostAddress>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QUdpSocket>

namespace support {

class SignedZones
{
public:
    enum class Signing { None, Good, Expired };
    struct Zone
    {
        QString name; ///< "secure.test"
        Signing signing = Signing::None;
        QString records; ///< in zone format, relative to the zone
    };

    /// Empty when the tools are installed, else what is missing.
    static QString missing()
    {
        const QStringList tools{QStringLiteral("nsd"), QStringLiteral("ldns-signzone"), QStringLiteral("ldns-keygen")};
        for (const QString &tool : tools)
            if (find(tool).isEmpty())
                return tool;
        return {};
    }

    ~SignedZones()
    {
        m_nsd.terminate();
        m_nsd.waitForFinished(5000);
    }

    QString address() const { return QStringLiteral("127.0.0.1@%1").arg(m_port); }
    int port() const { return m_port; }
    QString anchorFile() const { return m_dir.filePath(QStringLiteral("anchor")); }

    bool start(const QList<Zone> &leaves)
    {
        QString delegations;
        for (const Zone &leaf : leaves)
            delegations += add(leaf);
        const QString top = add({QStringLiteral("test"), Signing::Good, delegations});
        const QString anchor = add({QString(), Signing::Good, top});
        return !anchor.isEmpty() && write(QStringLiteral("anchor"), m_rootDs) && serve();
    }

private:
    static QString find(const QString &tool)
    {
        const QString found = QStandardPaths::findExecutable(tool);
        const QStringList system{QStringLiteral("/usr/sbin"), QStringLiteral("/usr/local/sbin")};
        return found.isEmpty() ? QStandardPaths::findExecutable(tool, system) : found;
    }

    QString run(const QString &tool, const QStringList &arguments)
    {
        QProcess process;
        process.setWorkingDirectory(m_dir.path());
        process.start(find(tool), arguments);
        if (!process.waitForFinished(20'000) || process.exitCode())
            qWarning("%s: %s", qPrintable(tool), process.readAllStandardError().constData());
        return QString::fromLatin1(process.readAllStandardOutput()).trimmed();
    }

    bool write(const QString &name, const QString &text)
    {
        QFile file(m_dir.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(text.toLatin1()) == text.size();
    }
    QString read(const QString &name)
    {
        QFile file(m_dir.filePath(name));
        return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll()) : QString();
    }

    /// Writes and signs a zone; returns what its parent says of it.
    QString add(const Zone &zone)
    {
        const QString origin = zone.name + u'.';
        const QString file = zone.name.isEmpty() ? QStringLiteral("root.zone") : zone.name + QStringLiteral(".zone");
        write(file,
              QStringLiteral(
                  "$ORIGIN %1\n$TTL 3600\n@ SOA ns.test. h.test. 1 7200 900 1209600 60\n@ NS ns.test.\n%2\n%3\n")
                  .arg(origin, zone.name == u"test" ? QStringLiteral("ns A 127.0.0.1") : QString(), zone.records));
        QString parentSays = QStringLiteral("%1 NS ns.test.\n").arg(origin);
        if (zone.signing != Signing::None) {
            const QString key =
                run(QStringLiteral("ldns-keygen"),
                    {QStringLiteral("-a"), QStringLiteral("ECDSAP256SHA256"), QStringLiteral("-k"), origin});
            const QStringList when = zone.signing == Signing::Expired
                                         ? QStringList{QStringLiteral("-i"), QStringLiteral("20240101000000"),
                                                       QStringLiteral("-e"), QStringLiteral("20240201000000")}
                                         : QStringList();
            run(QStringLiteral("ldns-signzone"), when + QStringList{QStringLiteral("-o"), origin, QStringLiteral("-f"),
                                                                    file + QStringLiteral(".s"), file, key});
            QFile::remove(m_dir.filePath(file));
            QFile::rename(m_dir.filePath(file + QStringLiteral(".s")), m_dir.filePath(file));
            const QString ds = read(key + QStringLiteral(".ds"));
            parentSays += ds;
            if (zone.name.isEmpty())
                m_rootDs = ds;
        }
        m_config += QStringLiteral("zone:\n  name: \"%1\"\n  zonefile: \"%2\"\n").arg(origin, m_dir.filePath(file));
        return parentSays;
    }

    bool serve()
    {
        QUdpSocket free;
        free.bind(QHostAddress::LocalHost, 0);
        m_port = free.localPort();
        free.close();
        const QString head = QStringLiteral(
            "server:\n  ip-address: 127.0.0.1@%1\n  username: \"\"\n  chroot: \"\"\n  zonesdir: \"%2\"\n"
            "  database: \"\"\n  pidfile: \"\"\n  logfile: \"%2/log\"\n  zonelistfile: \"%2/list\"\n"
            "  xfrdfile: \"\"\n  xfrdir: \"%2\"\n  rrl-ratelimit: 0\nremote-control:\n  control-enable: no\n");
        write(QStringLiteral("nsd.conf"), head.arg(m_port).arg(m_dir.path()) + m_config);
        m_nsd.start(find(QStringLiteral("nsd")),
                    {QStringLiteral("-d"), QStringLiteral("-c"), m_dir.filePath(QStringLiteral("nsd.conf"))});
        return answersWithin(5000);
    }

    bool answersWithin(int ms)
    {
        const QByteArray question("\0\1\0\0\0\1\0\0\0\0\0\0\4test\0\0\6\0\1", 22);
        QElapsedTimer clock;
        for (clock.start(); clock.elapsed() < ms;) {
            QUdpSocket socket;
            socket.bind(QHostAddress::LocalHost, 0);
            socket.writeDatagram(question, QHostAddress::LocalHost, quint16(m_port));
            if (socket.waitForReadyRead(50))
                return true;
        }
        return false;
    }

    QTemporaryDir m_dir;
    QProcess m_nsd;
    QString m_config, m_rootDs;
    int m_port = 0;
};

} // namespace support
