// SPDX-License-Identifier: GPL-3.0-or-later
// Requests with a key in them: whom they go to, whom they do not, and what is made of a server that misbehaves.
#include "io/await.h"
#include "io/providers/http_api.h"
#include "tls_server.h"

#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using fixture::Peer;

namespace {

fixture::TlsServer::Talk says(const QByteArray &bytes, QByteArray *heard = nullptr)
{
    return [bytes, heard](Peer &peer) {
        if (!peer.handshake())
            return;
        const QByteArray request = peer.readUntil("\r\n\r\n");
        if (heard)
            *heard = request;
        peer.send(bytes);
        peer.closeNotify();
        peer.holdOpen();
    };
}

} // namespace

class TestHttpApi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_authority = fixture::authority("Test CA");
        QVERIFY(m_authority.writePem(m_dir.filePath("ca.pem")));
    }

    void trustsWhoItIsTold()
    {
        QByteArray heard;
        fixture::TlsServer server({{fixture::leaf({"localhost"}, m_authority)}},
                                  says("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", &heard));
        const auto reply = send(server, m_dir.filePath("ca.pem"));
        QVERIFY2(reply, reply ? "" : qPrintable(reply.error().code + reply.error().detail));
        QCOMPARE(reply->body, "ok");
        QVERIFY(heard.contains("X-Key: secret"));
    }

    void sendsNothingToStrangers()
    {
        QByteArray heard;
        fixture::TlsServer stranger({{fixture::leaf({"localhost"}, m_authority)}},
                                    says("HTTP/1.1 200 OK\r\n\r\n", &heard));
        QCOMPARE(send(stranger, {}).error().code, "tls");
        fixture::TlsServer otherName({{fixture::leaf({"other.test"}, m_authority)}},
                                     says("HTTP/1.1 200 OK\r\n\r\n", &heard));
        QCOMPARE(send(otherName, m_dir.filePath("ca.pem")).error().code, "tls");
        QVERIFY(heard.isEmpty());
    }

    void followsNoRedirect()
    {
        fixture::TlsServer server(
            {{fixture::leaf({"localhost"}, m_authority)}},
            says("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"));
        const auto reply = send(server, m_dir.filePath("ca.pem"));
        QVERIFY(reply);
        QCOMPARE(reply->status, 302);
    }

    void failsInTime_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("code");
        QTest::newRow("says nothing") << QByteArray() << "timeout";
        QTest::newRow("stops in the middle")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf") << "cut";
    }
    void failsInTime()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, code);
        fixture::TlsServer server({{fixture::leaf({"localhost"}, m_authority)}}, [answer](Peer &peer) {
            if (!peer.handshake())
                return;
            peer.readUntil("\r\n\r\n");
            peer.send(answer);
            if (answer.isEmpty())
                peer.holdOpen();
        });
        QCOMPARE(send(server, m_dir.filePath("ca.pem"), 1500).error().code, code);
    }

    void stopsOnRequest()
    {
        fixture::TlsServer server({{fixture::leaf({"localhost"}, m_authority)}}, [](Peer &peer) { peer.holdOpen(); });
        const auto api = *io::HttpApi::create({m_dir.filePath("ca.pem"), 20'000});
        std::stop_source stop;
        const auto future = api->send({"GET", urlOf(server), {}}, stop.get_token());
        QTimer::singleShot(50, this, [&stop] { stop.request_stop(); });
        QCOMPARE(io::await(future).error().code, "cancelled");
    }

    void readsAddresses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("code"); // empty: taken
        QTest::newRow("https") << "https://dns.example.net:8081/pdns"
                               << "";
        QTest::newRow("here") << "http://127.0.0.1:8081"
                              << "";
        QTest::newRow("here, IPv6") << "http://[::1]:8081"
                                    << "";
        QTest::newRow("there in the clear") << "http://192.0.2.1:8081"
                                            << "plain-http";
        QTest::newRow("looks local") << "http://localhost.example.net"
                                     << "plain-http";
        QTest::newRow("another scheme") << "file:///etc/passwd"
                                        << "bad-url";
        QTest::newRow("a password") << "https://u:p@dns.example.net"
                                    << "bad-url";
        QTest::newRow("a query") << "https://dns.example.net/?a=b"
                                 << "bad-url";
    }
    void readsAddresses()
    {
        QFETCH(QString, text);
        QFETCH(QString, code);
        const auto url = io::HttpApi::baseUrl(text);
        QCOMPARE(url ? QString() : url.error().code, code);
    }

private:
    static QUrl urlOf(const fixture::TlsServer &server)
    {
        return QUrl(QStringLiteral("https://localhost:%1/x").arg(server.port()));
    }
    io::ProviderResult<io::HttpReply> send(const fixture::TlsServer &server, const QString &caFile,
                                           int timeoutMs = 10'000)
    {
        const auto api = *io::HttpApi::create({caFile, timeoutMs});
        return io::await(api->send({"GET", urlOf(server), {{"X-Key", "secret"}}}, {}));
    }

    QTemporaryDir m_dir;
    fixture::Certificate m_authority;
};

QTEST_GUILESS_MAIN(TestHttpApi)
#include "test_http_api.moc"
