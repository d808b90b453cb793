// SPDX-License-Identifier: GPL-3.0-or-later
// A recursive DNS resolver made of a script: it answers on a loopback port, over UDP and TCP, what a function of the
// test says, and remembers every question. It runs on a thread of its own, so that a test may block.
#pragma once

#include "facts/dns_answer.h"

#include <QHostAddress>
#include <QMutex>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>
#include <QUdpSocket>
#include <functional>

namespace support {

struct AskedQuestion
{
    QString name;
    int type = 0;
    bool tcp = false;
    bool operator==(const AskedQuestion &) const = default;
};

/// One answer. Records are whole resource records, see record().
struct ScriptedReply
{
    int rcode = 0;
    QByteArrayList answer = {};
    QByteArrayList authority = {};
    bool silent = false;     ///< nothing comes back
    bool truncated = false;  ///< over UDP only the TC bit comes back, over TCP everything
    QByteArray garbage = {}; ///< sent in place of a message
    int extendedError = -1;  ///< RFC 8914 INFO-CODE
    QByteArray extendedText = {};
    int delayMs = 0;
};

inline QByteArray u16(int value)
{
    return QByteArray(1, char(value >> 8)) + char(value & 0xff);
}

/// A resource record of class IN.
inline QByteArray record(const QString &owner, facts::RecordType type, const QByteArray &rdata, int ttl = 300)
{
    return facts::nameToWire(owner) + u16(int(type)) + u16(1) + u16(ttl >> 16) + u16(ttl & 0xffff) +
           u16(int(rdata.size())) + rdata;
}
inline QByteArray aRecord(const QString &owner, const QString &address, int ttl = 300)
{
    return record(owner, facts::RecordType::A, base::IpAddress::parse(address)->bytes(), ttl);
}
inline QByteArray cnameRecord(const QString &owner, const QString &target, int ttl = 300)
{
    return record(owner, facts::RecordType::Cname, facts::nameToWire(target), ttl);
}
inline QByteArray txtRdata(const QByteArray &text)
{
    return char(text.size()) + text;
}
inline QByteArray mxRdata(int preference, const QString &exchange)
{
    return u16(preference) + facts::nameToWire(exchange);
}
/// The SOA that makes a negative answer cacheable.
inline QByteArray soaRecord(const QString &zone)
{
    const QByteArray numbers = u16(0) + u16(1) + (u16(0) + u16(300)).repeated(4);
    return record(zone, facts::RecordType::Soa,
                  facts::nameToWire(QStringLiteral("ns.") + zone) + facts::nameToWire(QStringLiteral("h.") + zone) +
                      numbers);
}

class ScriptedDns
{
public:
    using Script = std::function<ScriptedReply(const AskedQuestion &)>;

    explicit ScriptedDns(Script script) : m_script(std::move(script))
    {
        m_thread.start();
        m_context.moveToThread(&m_thread);
        QMetaObject::invokeMethod(
            &m_context, [this] { listen(); }, Qt::BlockingQueuedConnection);
    }
    ~ScriptedDns()
    {
        QMetaObject::invokeMethod(
            &m_context,
            [this] {
                m_udp.reset();
                m_tcp.reset();
                m_context.moveToThread(nullptr);
            },
            Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }

    int port() const { return m_port; }
    QString address() const { return QStringLiteral("127.0.0.1@%1").arg(m_port); }
    QList<AskedQuestion> asked() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_asked;
    }

private:
    void listen()
    {
        for (int attempt = 0; attempt < 50; ++attempt) {
            m_udp = std::make_unique<QUdpSocket>();
            m_tcp = std::make_unique<QTcpServer>();
            if (m_udp->bind(QHostAddress::LocalHost, 0) && m_tcp->listen(QHostAddress::LocalHost, m_udp->localPort()))
                break;
        }
        m_port = m_udp->localPort();
        m_udp->setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 1 << 20);
        QObject::connect(m_udp.get(), &QUdpSocket::readyRead, &m_context, [this] { onUdp(); });
        QObject::connect(m_tcp.get(), &QTcpServer::newConnection, &m_context, [this] { onTcp(); });
    }

    void onUdp()
    {
        while (m_udp && m_udp->hasPendingDatagrams()) {
            QByteArray query(qsizetype(m_udp->pendingDatagramSize()), Qt::Uninitialized);
            QHostAddress peer;
            quint16 port = 0;
            m_udp->readDatagram(query.data(), query.size(), &peer, &port);
            reply(query, false, [this, peer, port](const QByteArray &message) {
                if (m_udp)
                    m_udp->writeDatagram(message, peer, port);
            });
        }
    }

    void onTcp()
    {
        while (QTcpSocket *socket = m_tcp->nextPendingConnection()) {
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                const QByteArray bytes = socket->readAll();
                if (bytes.size() > 2)
                    reply(bytes.mid(2), true,
                          [socket](const QByteArray &message) { socket->write(u16(int(message.size())) + message); });
            });
        }
    }

    template <class Send>
    void reply(const QByteArray &query, bool tcp, Send send)
    {
        qsizetype end = 0;
        const auto name = facts::nameFromWire(query, 12, &end);
        if (!name || end + 4 > query.size())
            return;
        const AskedQuestion question{*name, quint8(query[end]) << 8 | quint8(query[end + 1]), tcp};
        {
            const QMutexLocker lock(&m_mutex);
            m_asked += question;
        }
        const ScriptedReply scripted = m_script(question);
        if (scripted.silent)
            return;
        const QByteArray message = scripted.garbage.isEmpty()
                                       ? encode(query.left(2), query.mid(12, end + 4 - 12), scripted, tcp)
                                       : scripted.garbage;
        if (scripted.delayMs)
            QTimer::singleShot(scripted.delayMs, Qt::PreciseTimer, &m_context, [send, message] { send(message); });
        else
            send(message);
    }

    static QByteArray encode(const QByteArray &id, const QByteArray &question, const ScriptedReply &reply, bool tcp)
    {
        const bool cut = reply.truncated && !tcp;
        QByteArray options;
        if (reply.extendedError >= 0)
            options = u16(15) + u16(2 + int(reply.extendedText.size())) + u16(reply.extendedError) + reply.extendedText;
        const QByteArray opt =
            QByteArray(1, '\0') + u16(41) + u16(1232) + u16(0) + u16(0) + u16(int(options.size())) + options;
        const int flags = 0x8180 | (cut ? 0x0200 : 0) | reply.rcode;
        return id + u16(flags) + u16(1) + u16(cut ? 0 : int(reply.answer.size())) +
               u16(cut ? 0 : int(reply.authority.size())) + u16(1) + question +
               (cut ? QByteArray() : reply.answer.join() + reply.authority.join()) + opt;
    }

    Script m_script;
    QThread m_thread;
    QObject m_context;
    std::unique_ptr<QUdpSocket> m_udp;
    std::unique_ptr<QTcpServer> m_tcp;
    int m_port = 0;
    mutable QMutex m_mutex;
    QList<AskedQuestion> m_asked;
};

} // namespace support
