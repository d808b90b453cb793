// SPDX-License-Identifier: GPL-3.0-or-later
// A TCP relay in front of a DNS server, or of a web interface, that ends the connection when a change comes by, before
// or after the server got it, or lets the server do it and keeps the answer. It runs on a thread of its own, so that a
// test may block.
#pragma once

#include <QHostAddress>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>

#include <memory>

namespace support {

class CuttingRelay
{
public:
    enum class Cut {
        Before, ///< the server never hears of the update
        After,  ///< the server does it, its answer is lost
        Hold,   ///< the server does it, its answer never comes, and the connection stays
    };

    using IsChange = bool (*)(const QByteArray &bytes);
    static bool isDnsUpdate(const QByteArray &bytes)
    {
        constexpr int update = 5; // RFC 2136 §1.3
        return bytes.size() > 5 && ((quint8(bytes[4]) >> 3) & 0xf) == update;
    }
    static bool isPatch(const QByteArray &bytes) { return bytes.startsWith("PATCH "); }

    CuttingRelay(int target, Cut cut, IsChange isChange = isDnsUpdate)
        : m_target(target), m_cut(cut), m_isChange(isChange)
    {
        m_context.moveToThread(&m_thread);
        m_thread.start();
        QMetaObject::invokeMethod(
            &m_context, [this] { listen(); }, Qt::BlockingQueuedConnection);
    }
    ~CuttingRelay()
    {
        QMetaObject::invokeMethod(
            &m_context,
            [this] {
                m_server.reset();
                m_context.moveToThread(nullptr);
            },
            Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }

    QString address() const { return QStringLiteral("127.0.0.1@%1").arg(m_port); }
    QString url() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }

private:
    void listen()
    {
        m_server = std::make_unique<QTcpServer>();
        m_server->listen(QHostAddress::LocalHost, 0);
        m_port = m_server->serverPort();
        QObject::connect(m_server.get(), &QTcpServer::newConnection, m_server.get(), [this] {
            while (QTcpSocket *client = m_server->nextPendingConnection())
                relay(client);
        });
    }

    void relay(QTcpSocket *client)
    {
        auto *upstream = new QTcpSocket(client);
        upstream->connectToHost(QHostAddress::LocalHost, quint16(m_target));
        upstream->waitForConnected(2000);
        QObject::connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        QObject::connect(client, &QTcpSocket::readyRead, client, [this, client, upstream] {
            const QByteArray bytes = client->readAll();
            const bool isUpdate = m_isChange(bytes);
            if (isUpdate && m_cut == Cut::Before) {
                client->abort();
                return;
            }
            upstream->write(bytes);
            if (isUpdate) {
                QObject::disconnect(upstream, nullptr, nullptr, nullptr);
                if (m_cut == Cut::After)
                    QObject::connect(upstream, &QTcpSocket::readyRead, client, [client] { client->abort(); });
            }
        });
        QObject::connect(upstream, &QTcpSocket::readyRead, client,
                         [client, upstream] { client->write(upstream->readAll()); });
    }

    int m_target, m_port = 0;
    Cut m_cut;
    IsChange m_isChange;
    QThread m_thread;
    QObject m_context;
    std::unique_ptr<QTcpServer> m_server;
};

} // namespace support
