// SPDX-License-Identifier: GPL-3.0-or-later
// A D-Bus session of the test's own with a gnome-keyring that was opened with a password, in a home of its own. Nobody
// can be asked for the password there, so what is locked stays locked. Needs dbus and gnome-keyring.
#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <csignal>

namespace support {

class KeyringSession
{
public:
    /// Empty when all is installed, else what is missing.
    static QString missing()
    {
        for (const QString &tool :
             {QStringLiteral("dbus-daemon"), QStringLiteral("gnome-keyring-daemon"), QStringLiteral("dbus-send")})
            if (QStandardPaths::findExecutable(tool).isEmpty())
                return tool;
        return {};
    }

    ~KeyringSession()
    {
        resume();
        for (QProcess *process : {&m_keyring, &m_bus}) {
            process->terminate();
            if (!process->waitForFinished(5000))
                process->kill();
            process->waitForFinished(5000);
        }
    }

    /// Empty when it runs, otherwise why not.
    QString start()
    {
        QDir(m_dir.path()).mkdir("run");
        QFile::setPermissions(m_dir.filePath("run"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QFile configuration(m_dir.filePath("bus.conf"));
        if (!configuration.open(QIODevice::WriteOnly))
            return "no configuration";
        // Without the services of the machine, nothing starts by itself.
        configuration.write("<busconfig><type>session</type><listen>unix:dir=" + m_dir.path().toUtf8() +
                            "</listen><policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
                            "<allow eavesdrop=\"true\"/>"
                            "<allow own=\"*\"/></policy></busconfig>");
        configuration.close();
        m_bus.start("dbus-daemon", {"--config-file=" + configuration.fileName(), "--nofork", "--print-address"});
        if (!m_bus.waitForReadyRead(10'000))
            return "dbus-daemon: " + QString::fromLocal8Bit(m_bus.readAllStandardError());
        m_address = QString::fromLatin1(m_bus.readLine()).trimmed();
        return {};
    }

    /// Starts the keychain and opens it.
    QString startKeyring()
    {
        m_keyring.setProcessEnvironment(processEnvironment());
        m_keyring.start("gnome-keyring-daemon", {"--unlock", "--foreground", "--components=secrets"});
        m_keyring.write("a password of the test's own");
        m_keyring.closeWriteChannel();
        for (int i = 0; i < 100; ++i) {
            if (m_keyring.waitForFinished(100))
                break;
            if (send({"--print-reply", "/org/freedesktop/secrets/collection/login",
                      "org.freedesktop.DBus.Properties.Get", "string:org.freedesktop.Secret.Collection",
                      "string:Locked"})
                    .contains("boolean false"))
                return {};
        }
        return "gnome-keyring-daemon: " + QString::fromLocal8Bit(m_keyring.readAllStandardError());
    }

    void lock()
    {
        send({"--print-reply", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock",
              "array:objpath:/org/freedesktop/secrets/collection/login"});
    }
    void suspend() { signal(SIGSTOP); } ///< it answers no more
    void resume() { signal(SIGCONT); }

    QStringList environment() const
    {
        return {"HOME=" + m_dir.path(), "XDG_DATA_HOME=" + m_dir.filePath("data"),
                "XDG_RUNTIME_DIR=" + m_dir.filePath("run"), "DBUS_SESSION_BUS_ADDRESS=" + m_address,
                "XDG_CURRENT_DESKTOP=GNOME"};
    }
    QString home() const { return m_dir.path(); }

private:
    QProcessEnvironment processEnvironment() const
    {
        QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
        for (const QString &pair : environment())
            all.insert(pair.section('=', 0, 0), pair.section('=', 1));
        return all;
    }

    void signal(int number)
    {
        if (m_keyring.state() == QProcess::Running)
            ::kill(pid_t(m_keyring.processId()), number);
    }

    QByteArray send(const QStringList &words)
    {
        QProcess process;
        process.setProcessEnvironment(processEnvironment());
        process.start("dbus-send",
                      QStringList{"--session", "--reply-timeout=1000", "--dest=org.freedesktop.secrets"} + words);
        process.waitForFinished(10'000);
        return process.readAllStandardOutput();
    }

    QTemporaryDir m_dir;
    QProcess m_bus, m_keyring;
    QString m_address;
};

} // namespace support
