// SPDX-License-Identifier: GPL-3.0-or-later
// An OpenSSH server of the test's own on a loopback port, with keys made for it, that lets the user of the test in.
#pragma once

#include "knot_server.h"

#include <QDir>

#include <pwd.h>
#include <unistd.h>

namespace support {

class SshServer
{
public:
    /// Empty without OpenSSH's server on this machine.
    static QString program()
    {
        return QStandardPaths::findExecutable(QStringLiteral("sshd"), {"/usr/sbin", "/usr/local/sbin"});
    }

    ~SshServer() { stop(); }

    /// `subsystem` is what follows "Subsystem sftp". Empty when it runs, otherwise why not.
    QString start(const QString &subsystem = QStringLiteral("internal-sftp"))
    {
        if (geteuid() == 0)
            QDir().mkpath(QStringLiteral("/run/sshd")); // sshd of root wants it; usually its service makes it
        for (const char *name : {"host", "user", "stranger"})
            if (!QFile::exists(path(name)) &&
                QProcess::execute("ssh-keygen", {"-q", "-t", "ed25519", "-N", "", "-f", path(name)}) != 0)
                return QStringLiteral("ssh-keygen failed");
        m_port = KnotServer::freePort();
        // Without PAM, accounts that have no password at all (useradd makes them so) count as locked.
        write("sshd_config", QStringLiteral("ListenAddress 127.0.0.1\nPort %1\nHostKey %2/host\n"
                                            "AuthorizedKeysFile %2/user.pub\nPidFile none\nUsePAM %4\nStrictModes no\n"
                                            "PermitRootLogin yes\nMaxStartups 500\nSubsystem sftp %3\n")
                                 .arg(m_port)
                                 .arg(m_dir.path(), subsystem, geteuid() == 0 ? "no" : "yes")
                                 .toUtf8());
        m_sshd.setProcessChannelMode(QProcess::MergedChannels);
        m_sshd.start(program(), {"-D", "-e", "-f", path("sshd_config")});
        QElapsedTimer clock;
        for (clock.start(); clock.elapsed() < 10'000;) {
            if (m_sshd.waitForFinished(20))
                break;
            QTcpSocket probe;
            probe.connectToHost(QHostAddress::LocalHost, quint16(m_port));
            if (probe.waitForConnected(200))
                return {};
        }
        return "sshd: " + QString::fromLocal8Bit(m_sshd.readAll());
    }
    void stop()
    {
        if (m_sshd.state() == QProcess::NotRunning)
            return;
        m_sshd.terminate();
        if (!m_sshd.waitForFinished(5000))
            m_sshd.kill();
        m_sshd.waitForFinished(5000);
    }

    int port() const { return m_port; }
    QString path(const QString &name) const { return m_dir.filePath(name); }
    /// Of "host", "user" or "stranger".
    QByteArray publicKey(const QString &name) const { return read(name + QStringLiteral(".pub")); }
    QByteArray privateKey(const QString &name) const { return read(name); }
    /// A list that has this key for the server at this port; the name of the file.
    QString knownHosts(const QString &key, int port) const
    {
        const QString name = QStringLiteral("known-%1-%2").arg(key).arg(port);
        write(name, "[127.0.0.1]:" + QByteArray::number(port) + ' ' + publicKey(key));
        return path(name);
    }
    static QString userName() { return QString::fromLocal8Bit(getpwuid(geteuid())->pw_name); }

private:
    QByteArray read(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
    }

    QTemporaryDir m_dir;
    QProcess m_sshd;
    int m_port = 0;
};

} // namespace support
