// SPDX-License-Identifier: GPL-3.0-or-later
// A relay of UDP that adds a round-trip time, so that a test on loopback can count round trips.
#pragma once

#include <QHash>
#include <QHostAddress>
#include <QThread>
#include <QTimer>
#include <QUdpSocket>
#include <atomic>
#include <memory>

namespace support {

class DelayedUdp
{
public:
    DelayedUdp(int targetPort, int roundTripMs) : m_target(targetPort), m_delay(roundTripMs)
    {
        m_context.moveToThread(&m_thread);
        m_thread.start();
        QMetaObject::invokeMethod(
            &m_context, [this] { listen(); }, Qt::BlockingQueuedConnection);
    }
    ~DelayedUdp()
    {
        QMetaObject::invokeMethod(
            &m_context,
            [this] {
                m_upstream.clear();
                m_socket.reset();
            },
            Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }

    void setDropping(bool dropping) { m_dropping = dropping; } ///< nothing gets through
    QString address() const { return QStringLiteral("127.0.0.1@%1").arg(m_port); }

private:
    void listen()
    {
        m_socket = std::make_unique<QUdpSocket>();
        m_socket->bind(QHostAddress::LocalHost, 0);
        m_port = m_socket->localPort();
        QObject::connect(m_socket.get(), &QUdpSocket::readyRead, &m_context, [this] {
            while (m_socket && m_socket->hasPendingDatagrams()) {
                QByteArray bytes(qsizetype(m_socket->pendingDatagramSize()), Qt::Uninitialized);
                quint16 peer = 0;
                m_socket->readDatagram(bytes.data(), bytes.size(), nullptr, &peer);
                if (!m_dropping)
                    upstreamOf(peer).writeDatagram(bytes, QHostAddress::LocalHost, quint16(m_target));
            }
        });
    }

    QUdpSocket &upstreamOf(quint16 peer)
    {
        std::shared_ptr<QUdpSocket> &socket = m_upstream[peer];
        if (socket)
            return *socket;
        socket = std::make_shared<QUdpSocket>();
        socket->bind(QHostAddress::LocalHost, 0);
        QObject::connect(socket.get(), &QUdpSocket::readyRead, &m_context, [this, raw = socket.get(), peer] {
            while (raw->hasPendingDatagrams()) {
                QByteArray bytes(qsizetype(raw->pendingDatagramSize()), Qt::Uninitialized);
                raw->readDatagram(bytes.data(), bytes.size());
                QTimer::singleShot(m_delay, Qt::PreciseTimer, &m_context, [this, bytes, peer] {
                    if (m_socket)
                        m_socket->writeDatagram(bytes, QHostAddress::LocalHost, peer);
                });
            }
        });
        return *socket;
    }

    std::atomic_bool m_dropping = false;
    int m_target, m_delay, m_port = 0;
    QThread m_thread;
    QObject m_context;
    std::unique_ptr<QUdpSocket> m_socket;
    QHash<quint16, std::shared_ptr<QUdpSocket>> m_upstream;
};

} // namespace support
