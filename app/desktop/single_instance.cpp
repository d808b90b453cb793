// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/single_instance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QThread>
#include <QTimer>
#include <QtEndian>

#include <memory>
#include <optional>

namespace desktop {

namespace {

constexpr int answerMs = 2'000;

/// The user is part of the name, because sockets of all users may lie in one folder.
QString socketName(const QString &archive)
{
    const QString user = QStandardPaths::writableLocation(QStandardPaths::HomeLocation);
    const QByteArray key = (user + u'\n' + archive).toUtf8();
    return QStringLiteral("sigillo-") +
           QString::fromLatin1(QCryptographicHash::hash(key, QCryptographicHash::Sha256).toHex().left(24));
}

// The size, four bytes with the highest first, and a JSON list.
QByteArray messageOf(const QStringList &files)
{
    const QByteArray list = QJsonDocument(QJsonArray::fromStringList(files)).toJson(QJsonDocument::Compact);
    QByteArray message(4, '\0');
    qToBigEndian(quint32(list.size()), message.data());
    return message + list;
}

/// Nothing while the message is not whole.
std::optional<QStringList> filesIn(const QByteArray &message)
{
    if (message.size() < 4 || quint32(message.size() - 4) < qFromBigEndian<quint32>(message.constData()))
        return std::nullopt;
    QStringList files;
    for (const QJsonValue &file : QJsonDocument::fromJson(message.mid(4)).array())
        files += file.toString();
    files.removeAll(QString());
    return files;
}

QStringList absolute(const QStringList &files)
{
    QStringList paths;
    for (const QString &file : files)
        paths += QDir().absoluteFilePath(file);
    return paths;
}

} // namespace

SingleInstance::SingleInstance(const QString &archive, QObject *parent)
    : QObject(parent), m_name(socketName(archive)), m_lock(QDir::temp().filePath(m_name + QStringLiteral(".lock")))
{
    m_lock.setStaleLockTime(0); // only a process that is gone makes it stale
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::hear);
}

bool SingleInstance::handOver(const QStringList &files)
{
    if (!m_lock.tryLock())
        return tell(absolute(files));
    QLocalServer::removeServer(m_name); // left by one that was killed
    m_server.listen(m_name);
    return false;
}

bool SingleInstance::tell(const QStringList &files) const
{
    QElapsedTimer clock;
    clock.start();
    while (!clock.hasExpired(answerMs)) {
        QLocalSocket other;
        other.connectToServer(m_name);
        if (!other.waitForConnected(answerMs)) {
            QThread::msleep(20); // it is just starting
            continue;
        }
        other.write(messageOf(files));
        // The other one closes when it has read all.
        return other.waitForBytesWritten(answerMs) &&
               (other.state() == QLocalSocket::UnconnectedState || other.waitForDisconnected(answerMs));
    }
    return false;
}

void SingleInstance::hear()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        QTimer::singleShot(answerMs, socket, &QLocalSocket::abort); // who says nothing is not waited for
        const auto message = std::make_shared<QByteArray>();
        const auto read = [this, socket, message] {
            *message += socket->read(messageBytes - message->size());
            if (const auto files = filesIn(*message)) {
                socket->disconnectFromServer();
                Q_EMIT wanted(*files);
            } else if (message->size() >= messageBytes) {
                socket->abort();
            }
        };
        connect(socket, &QLocalSocket::readyRead, socket, read);
        read();
    }
}

} // namespace desktop
