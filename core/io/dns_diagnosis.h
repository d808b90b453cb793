// SPDX-License-Identifier: GPL-3.0-or-later
// A second look at a lookup that failed. libunbound says SERVFAIL for everything: a resolver that is not there, one
// that refuses, one that failed itself. One plain question to each configured resolver tells them apart, through its
// reply code, its extended error (RFC 8914), or the ICMP error that a connected UDP socket reports. It runs only after
// a failure.
#pragma once

#include "io/dns_message.h"
#include "io/dns_server.h"

#include <QObject>
#include <QTimer>
#include <functional>

class QUdpSocket;

namespace io {

class DnsDiagnosis : public QObject
{
    Q_OBJECT
public:
    enum class Outcome {
        Replied,     ///< at least one resolver said something
        Unreachable, ///< every resolver is known not to be there (ICMP, no route)
        Silent,      ///< nothing within the time
    };
    struct Result
    {
        Outcome outcome = Outcome::Silent;
        DirectReply reply; ///< of the first that replied
        QString error;     ///< the system's words, when unreachable
    };
    using Handler = std::function<void(const Result &)>;

    struct Question
    {
        QByteArray name; ///< presentation form
        int type = 0;
        bool checkingDisabled = false; ///< a validating resolver is to answer even when it finds the data bogus
    };

    /// Asks at once; `handler` is called once from the event loop, then the object deletes itself.
    DnsDiagnosis(const QList<DnsServer> &servers, const Question &question, int timeoutMs, Handler handler,
                 QObject *parent);

private:
    void ask(const DnsServer &server);
    void onReadyRead(QUdpSocket *socket);
    void onError(QUdpSocket *socket);
    void finish(const Result &result);

    QByteArray m_name, m_question;
    quint16 m_id;
    QList<QUdpSocket *> m_waiting;
    QTimer m_deadline;
    Handler m_handler;
};

} // namespace io
