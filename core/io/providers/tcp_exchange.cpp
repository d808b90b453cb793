// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/providers/tcp_exchange.h"

#include <QTcpSocket>
#include <QTimer>
#include <QtEndian>

#include <functional>

namespace io {
namespace {

QByteArray framed(const QByteArray &message)
{
    QByteArray out(2, Qt::Uninitialized);
    qToBigEndian(quint16(message.size()), out.data());
    return out + message;
}

class Exchange : public QObject
{
public:
    Exchange(const QByteArrayList &questions, std::stop_token stop)
        : m_questions(questions), m_stop(std::move(stop), [this] {
              QMetaObject::invokeMethod(
                  this, [this] { fail("cancelled"); }, Qt::QueuedConnection);
          })
    {
        m_promise.start();
        connect(&m_socket, &QTcpSocket::connected, this, [this] {
            m_connected = true;
            askNext();
        });
        connect(&m_socket, &QTcpSocket::readyRead, this, [this] { onReadyRead(); });
        connect(
            &m_socket, &QTcpSocket::errorOccurred, this,
            [this] { fail(m_connected ? "cut" : "unreachable", m_socket.errorString()); }, Qt::QueuedConnection);
        m_deadline.setSingleShot(true);
        connect(&m_deadline, &QTimer::timeout, this, [this] { fail(m_connected ? "timeout" : "unreachable"); });
    }

    QFuture<ProviderResult<QByteArrayList>> start(const DnsServer &server, int timeoutMs)
    {
        QHostAddress address(server.address.toString());
        if (!server.zone.isEmpty())
            address.setScopeId(server.zone);
        m_deadline.start(timeoutMs);
        m_socket.connectToHost(address, quint16(server.port));
        return m_promise.future();
    }

private:
    void askNext()
    {
        if (m_answers.size() == m_questions.size())
            finish(m_answers);
        else
            m_socket.write(framed(m_questions.at(m_answers.size())));
    }

    void onReadyRead()
    {
        m_buffer += m_socket.readAll();
        if (m_over || m_buffer.size() < 2)
            return;
        const qsizetype size = qFromBigEndian<quint16>(m_buffer.constData());
        if (m_buffer.size() < 2 + size)
            return;
        m_answers += m_buffer.mid(2, size);
        m_buffer.remove(0, 2 + size);
        askNext();
    }

    void fail(const char *code, const QString &detail = {}) { finish(providerFailure(code, detail)); }

    void finish(ProviderResult<QByteArrayList> result)
    {
        if (std::exchange(m_over, true))
            return;
        m_deadline.stop();
        m_socket.abort();
        m_promise.addResult(std::move(result));
        m_promise.finish();
        deleteLater();
    }

    QByteArrayList m_questions, m_answers;
    QByteArray m_buffer;
    QTcpSocket m_socket;
    QTimer m_deadline;
    QPromise<ProviderResult<QByteArrayList>> m_promise;
    bool m_connected = false;
    bool m_over = false;
    std::stop_callback<std::function<void()>> m_stop; // last: it may run while this is being made
};

} // namespace

QFuture<ProviderResult<QByteArrayList>> tcpExchange(const DnsServer &server, const QByteArrayList &questions,
                                                    int timeoutMs, std::stop_token stop)
{
    auto *exchange = new Exchange(questions, std::move(stop)); // deletes itself
    return exchange->start(server, timeoutMs);
}

} // namespace io
