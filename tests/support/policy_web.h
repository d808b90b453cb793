// SPDX-License-Identifier: GPL-3.0-or-later
// The web server of acme.test's policy host and its DNS, on loopback: serves the policy from a folder as it is at that
// moment, over HTTPS with a certificate of its own authority.
#pragma once

#include "cli_run.h"
#include "scripted_dns.h"
#include "tls_server.h"

#include <QTemporaryDir>

namespace support {

class PolicyWeb
{
public:
    PolicyWeb()
        : m_ca(fixture::authority(QStringLiteral("Policy CA"))),
          m_web({{fixture::leaf({QStringLiteral("mta-sts.acme.test")}, m_ca), m_ca}},
                [this](fixture::Peer &peer) { serve(peer); }),
          m_dns([](const AskedQuestion &question) { return reply(question); })
    {
        m_ca.writePem(m_files.filePath(QStringLiteral("ca")));
        QDir(m_files.path()).mkdir(QStringLiteral("www"));
    }

    QString root() const { return m_files.filePath(QStringLiteral("www")); }
    QString file() const { return root() + QStringLiteral("/.well-known/mta-sts.txt"); }
    QString path(const QString &name) const { return m_files.filePath(name); } ///< beside the root
    /// What a look as senders look needs on the command line.
    QStringList options() const
    {
        return {QStringLiteral("--resolver"),     m_dns.address(),
                QStringLiteral("--https-port"),   QString::number(m_web.port()),
                QStringLiteral("--ca-file"),      path(QStringLiteral("ca")),
                QStringLiteral("--timeout"),      QStringLiteral("5"),
                QStringLiteral("--wait"),         QStringLiteral("0"),
                QStringLiteral("--allow-private")};
    }
    /// Serves this whatever the folder holds, as a cache that is late.
    void hold(const QByteArray &policy)
    {
        const QMutexLocker lock(&m_mutex);
        m_held = policy;
    }

private:
    void serve(fixture::Peer &peer)
    {
        if (!peer.handshake())
            return;
        peer.readUntil("\r\n\r\n");
        const QMutexLocker lock(&m_mutex);
        const bool isThere = !m_held.isEmpty() || QFile::exists(file());
        const QByteArray body = !m_held.isEmpty() ? m_held : isThere ? readFile(file()) : QByteArray();
        peer.send((isThere ? "HTTP/1.1 200 OK" : "HTTP/1.1 404 Not Found") +
                  QByteArray("\r\nContent-Type: text/plain\r\nContent-Length: ") + QByteArray::number(body.size()) +
                  "\r\nConnection: close\r\n\r\n" + body);
        peer.closeNotify();
    }

    static ScriptedReply reply(const AskedQuestion &question)
    {
        using facts::RecordType;
        const QString name = QStringLiteral("mta-sts.acme.test");
        if (question.name.toLower() == name && question.type == int(RecordType::A))
            return {.answer = {aRecord(name, QStringLiteral("127.0.0.1"))}};
        return {.rcode = question.name.toLower() == name ? 0 : 3,
                .authority = {soaRecord(QStringLiteral("acme.test"))}};
    }

    QMutex m_mutex;
    QByteArray m_held;
    QTemporaryDir m_files;
    fixture::Certificate m_ca;
    fixture::TlsServer m_web;
    ScriptedDns m_dns;
};

} // namespace support
