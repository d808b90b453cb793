// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/dns_diagnosis.h"

#include <QRandomGenerator>
#include <QUdpSocket>
#include <algorithm>

namespace io {

namespace {

constexpr qsizetype maxServers = 3; // as the C library
constexpr qsizetype maxReply = 4096;

} // namespace

DnsDiagnosis::DnsDiagnosis(const QList<DnsServer> &servers, const Question &question, int timeoutMs, Handler handler,
                           QObject *parent)
    : QObject(parent), m_name(question.name), m_id(quint16(QRandomGenerator::system()->generate())),
      m_handler(std::move(handler))
{
    m_question = writeQuestion(question.name, question.type, question.checkingDisabled, m_id);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { finish({}); });
    m_deadline.start(std::max(0, timeoutMs));
    for (const DnsServer &server : servers.first(std::min(servers.size(), maxServers)))
        ask(server);
}

void DnsDiagnosis::ask(const DnsServer &server)
{
    auto *socket = new QUdpSocket(this);
    m_waiting += socket;
    connect(socket, &QUdpSocket::connected, this, [this, socket] { socket->write(m_question); });
    connect(socket, &QUdpSocket::readyRead, this, [this, socket] { onReadyRead(socket); });
    connect(
        socket, &QUdpSocket::errorOccurred, this, [this, socket] { onError(socket); }, Qt::QueuedConnection);
    QHostAddress address(server.address.toString());
    address.setScopeId(server.zone);
    socket->connectToHost(address, quint16(server.port));
}

void DnsDiagnosis::onReadyRead(QUdpSocket *socket)
{
    // One read a signal, and no hasPendingDatagrams() first: a look consumes the ICMP error that the read is to report.
    QByteArray packet(maxReply, Qt::Uninitialized);
    const qint64 size = socket->readDatagram(packet.data(), packet.size());
    if (size < 0)
        return; // errorOccurred() says what it is
    if (const auto reply = readReply(packet.first(qsizetype(size)), m_id, m_name))
        finish({Outcome::Replied, *reply, {}});
}

void DnsDiagnosis::onError(QUdpSocket *socket)
{
    if (socket->error() == QAbstractSocket::TemporaryError)
        return;
    const QString error = socket->errorString();
    if (m_waiting.removeOne(socket) && m_waiting.isEmpty())
        finish({Outcome::Unreachable, {}, error});
}

void DnsDiagnosis::finish(const Result &result)
{
    if (!m_handler)
        return;
    m_deadline.stop();
    const Handler handler = std::exchange(m_handler, nullptr);
    deleteLater();
    handler(result);
}

} // namespace io
