// SPDX-License-Identifier: GPL-3.0-or-later
// example.com on loopback: a resolver, a policy host and a mail server, all real, for checks by the program itself.
// What the program makes for publication can be put live, as an administrator would.
#pragma once

#include "scripted_dns.h"
#include "scripted_smtp_server.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QTemporaryDir>

namespace support {

class LoopbackDomain
{
public:
    LoopbackDomain()
        : m_ca(fixture::authority(QStringLiteral("Loopback CA"))),
          m_smtp({greeting()}, {{fixture::leaf({QStringLiteral("mx1.example.com")}, m_ca), m_ca}}),
          m_web({{fixture::leaf({QStringLiteral("mta-sts.example.com")}, m_ca), m_ca}},
                [this](fixture::Peer &peer) { servePolicy(peer); }),
          m_dns([this](const AskedQuestion &question) { return reply(question); })
    {
        m_ca.writePem(caFile());
    }

    /// What a check of this domain needs on the command line.
    QStringList checkOptions() const
    {
        return {QStringLiteral("--resolver"),
                m_dns.address(),
                QStringLiteral("--ca-file"),
                caFile(),
                QStringLiteral("--smtp-port"),
                QString::number(m_smtp.port()),
                QStringLiteral("--https-port"),
                QString::number(m_web.port()),
                QStringLiteral("--helo"),
                QStringLiteral("client.example.net"),
                QStringLiteral("--allow-private"),
                QStringLiteral("--timeout"),
                QStringLiteral("5")};
    }

    /// Puts records and policy live: the "publication" of the program's JSON.
    void publish(const QJsonObject &publication)
    {
        const QMutexLocker lock(&m_mutex);
        const bool removes = publication[QLatin1String("operation")].toString() == QLatin1String("remove");
        for (const QJsonValue &one : publication[QLatin1String("records")].toArray()) {
            const QString name = one[QLatin1String("name")].toString();
            if (removes)
                m_txt.remove(name);
            else if (one[QLatin1String("type")].toString() == QLatin1String("TXT"))
                m_txt[name] = one[QLatin1String("value")].toString().toLatin1();
        }
        if (publication.contains(QLatin1String("policy")))
            m_policy = publication[QLatin1String("policy")].toString().toLatin1();
        if (removes)
            m_policy.clear();
    }
    QByteArray txt(const QString &name) const
    {
        const QMutexLocker lock(&m_mutex);
        return m_txt.value(name);
    }

private:
    QString caFile() const { return m_folder.filePath(QStringLiteral("ca.pem")); }

    static QByteArrayList greeting()
    {
        return {"S: 220 mx1.example.com ESMTP",
                "C: EHLO ",
                "S: 250-mx1.example.com",
                "S: 250 STARTTLS",
                "C: STARTTLS",
                "S: 220 go ahead",
                "TLS",
                "C: EHLO ",
                "S: 250-mx1.example.com",
                "S: 250 SIZE 1000",
                "C: QUIT",
                "S: 221 bye",
                "CLOSE"};
    }

    void servePolicy(fixture::Peer &peer)
    {
        if (!peer.handshake())
            return;
        peer.readUntil("\r\n\r\n");
        const QMutexLocker lock(&m_mutex);
        const QByteArray status = m_policy.isEmpty() ? "404 Not Found" : "200 OK";
        peer.send("HTTP/1.1 " + status + "\r\nContent-Type: text/plain\r\nContent-Length: " +
                  QByteArray::number(m_policy.size()) + "\r\nConnection: close\r\n\r\n" + m_policy);
        peer.closeNotify();
    }

    ScriptedReply reply(const AskedQuestion &question) const
    {
        using facts::RecordType;
        const QMutexLocker lock(&m_mutex);
        const QString zone = QStringLiteral("example.com"), name = question.name.toLower();
        const bool hasAddress =
            name == QLatin1String("mx1.example.com") || name == QLatin1String("mta-sts.example.com");
        if (name == zone && question.type == int(RecordType::Mx))
            return {.answer = {record(zone, RecordType::Mx, mxRdata(10, QStringLiteral("mx1.example.com")))}};
        if (hasAddress && question.type == int(RecordType::A))
            return {.answer = {aRecord(name, QStringLiteral("127.0.0.1"))}};
        if (m_txt.contains(name) && question.type == int(RecordType::Txt))
            return {.answer = {record(name, RecordType::Txt, txtRdata(m_txt.value(name)))}};
        const bool exists = hasAddress || name == zone || m_txt.contains(name);
        return {.rcode = exists ? 0 : 3, .authority = {soaRecord(zone)}};
    }

    mutable QMutex m_mutex;
    QTemporaryDir m_folder;
    QMap<QString, QByteArray> m_txt;
    QByteArray m_policy;
    fixture::Certificate m_ca;
    fixture::ScriptedSmtpServer m_smtp;
    fixture::TlsServer m_web;
    ScriptedDns m_dns;
};

} // namespace support
