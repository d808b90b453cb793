// SPDX-License-Identifier: GPL-3.0-or-later
// The policy fetcher against a scripted HTTPS server on loopback: each cause, each limit.
#include "base/limits.h"
#include "io/policy_fetcher.h"
#include "io/probe_threads.h"
#include "tls_server.h"

#include <QTemporaryDir>
#include <QtTest>

using facts::Cause;
using facts::FetchStage;
using facts::TlsOutcome;
using fixture::Peer;

namespace {

const QString host = QStringLiteral("mta-sts.example.test");
const QByteArray policy = "version: STSv1\r\nmode: enforce\r\nmx: mx.example.test\r\nmax_age: 604800\r\n";

QByteArray answer(const QByteArray &status, const QByteArray &type, const QByteArray &body)
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: " + type +
           "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

/// Shakes hands, reads the request, says `bytes`, closes in order.
fixture::TlsServer::Talk says(const QByteArray &bytes)
{
    return [bytes](Peer &peer) {
        if (!peer.handshake())
            return;
        peer.readUntil("\r\n\r\n");
        peer.send(bytes);
        peer.closeNotify();
        peer.holdOpen();
    };
}

} // namespace

class TestPolicyFetcher : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void fetches_data();
    void fetches();
    void asksPolitely();
    void answers_data();
    void answers();
    void redirectIsNotFollowed();
    void bodyLimit_data();
    void bodyLimit();
    void badAnswers_data();
    void badAnswers();
    void refused();
    void badCertificateIsAFact();
    void oldServer();
    void tlsEndings_data();
    void tlsEndings();
    void closedWithoutNotify();
    void resetInTheBody();
    void timesOut_data();
    void timesOut();
    void privateAddressIsLeftAlone_data();
    void privateAddressIsLeftAlone();
    void botProtection_data();
    void botProtection();
    void deadlineCoversTheBrowserToo();
    void cancelMidway_data();
    void cancelMidway();
    void cancelledBeforehand();
    void shutdownDelivers();
    void manyAtOnce();

private:
    io::PolicyTarget target(const fixture::TlsServer &server) const
    {
        io::PolicyTarget target;
        target.host = host;
        target.address = server.address();
        target.port = server.port();
        target.allowPrivate = true;
        target.timeoutMs = 20'000;
        return target;
    }
    facts::PolicyFetch fetch(const io::PolicyTarget &target, std::stop_token stop = {})
    {
        io::HttpsPolicyFetcher fetcher(m_threads, m_trust);
        QFuture<facts::PolicyFetch> future = fetcher.fetch(target, stop);
        future.waitForFinished();
        return future.resultCount() == 1 ? future.result() : facts::PolicyFetch();
    }
    facts::PolicyFetch fetchFrom(const QByteArray &bytes)
    {
        fixture::TlsServer server(m_server, says(bytes));
        return fetch(target(server));
    }

    QTemporaryDir m_directory;
    fixture::Certificate m_ca;
    fixture::ServerOptions m_server;
    std::shared_ptr<const tls::TrustStore> m_trust;
    io::ProbeThreads m_threads;
};

void TestPolicyFetcher::initTestCase()
{
    m_ca = fixture::authority(QStringLiteral("Test CA"));
    m_server.chain = {fixture::leaf({host}, m_ca)};
    const QString path = m_directory.filePath(QStringLiteral("ca.pem"));
    QVERIFY(m_ca.writePem(path));
    m_trust = tls::TrustStore::fromPemFile(path).value();
}

void TestPolicyFetcher::fetches_data()
{
    QTest::addColumn<QString>("ip");
    QTest::newRow("IPv4") << QStringLiteral("127.0.0.1");
    QTest::newRow("IPv6") << QStringLiteral("::1");
}

void TestPolicyFetcher::fetches()
{
    QFETCH(QString, ip);
    fixture::TlsServer server(m_server, says(answer("200 OK", "text/plain", policy)), ip);
    if (!server.isListening())
        QSKIP("This machine has no IPv6 loopback.");
    const facts::PolicyFetch fetch = this->fetch(target(server));
    QVERIFY2(fetch.complete(), qPrintable(fetch.error));
    QCOMPARE(fetch.address, server.address());
    QCOMPARE(fetch.port, server.port());
    QCOMPARE(fetch.url, QStringLiteral("https://%1:%2/.well-known/mta-sts.txt").arg(host).arg(server.port()));
    QCOMPARE(fetch.httpStatus, 200);
    QCOMPARE(fetch.header(QLatin1String("content-type")), QStringLiteral("text/plain"));
    QCOMPARE(fetch.body, policy);
    QVERIFY(fetch.tls.trusted());
    QVERIFY(fetch.tls.nameMatches);
    QVERIFY(!fetch.bodyTooLong);
    QVERIFY(!fetch.bodyIncomplete);
    QVERIFY(!fetch.browserRetry);
    QVERIFY(fetch.error.isEmpty());
    QVERIFY(fetch.connectMs >= 0 && fetch.totalMs >= fetch.connectMs);
    QCOMPARE(server.connections(), 1);
}

void TestPolicyFetcher::asksPolitely()
{
    QByteArray request;
    QByteArray sni;
    QByteArray alpn;
    {
        fixture::TlsServer server(m_server, [&](Peer &peer) {
            if (!peer.handshake())
                return;
            sni = peer.sni();
            alpn = peer.alpn();
            request = peer.readUntil("\r\n\r\n");
            peer.send(answer("200 OK", "text/plain", policy));
        });
        QVERIFY(fetch(target(server)).complete());
        QVERIFY(request.contains("\r\nHost: mta-sts.example.test:" + QByteArray::number(server.port()) + "\r\n"));
    }
    QVERIFY(request.startsWith("GET /.well-known/mta-sts.txt HTTP/1.1\r\n"));
    QVERIFY(request.contains("\r\nUser-Agent: sigillo/" SIGILLO_VERSION "\r\n"));
    QVERIFY(request.contains("\r\nConnection: close\r\n"));
    QVERIFY(!request.toLower().contains("accept-encoding"));
    QCOMPARE(sni, host.toLatin1());
    QCOMPARE(alpn, QByteArray("http/1.1"));
}

void TestPolicyFetcher::answers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("chunked") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n") +
                                    QByteArray::number(policy.size(), 16) + "\r\n" + policy + "\r\n0\r\n\r\n"
                             << 200 << policy;
    QTest::newRow("HTTP/1.0 until the close") << "HTTP/1.0 200 OK\r\n\r\n" + policy << 200 << policy;
    QTest::newRow("404") << answer("404 Not Found", "text/html", "<html>no</html>") << 404
                         << QByteArray("<html>no</html>");
    QTest::newRow("500 without a body") << QByteArray("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n") << 500
                                        << QByteArray();
    QTest::newRow("binary body") << answer("200 OK", "application/octet-stream", QByteArray(300, '\0')) << 200
                                 << QByteArray(300, '\0');
    QTest::newRow("content coding that nobody asked for")
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\x1f\x8b\x08") << 200
        << QByteArray("\x1f\x8b\x08");
}

void TestPolicyFetcher::answers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    const facts::PolicyFetch fetch = fetchFrom(bytes);
    QVERIFY2(fetch.complete(), qPrintable(fetch.error));
    QCOMPARE(fetch.httpStatus, status);
    QCOMPARE(fetch.body, body);
    QVERIFY(!fetch.browserRetry);
}

void TestPolicyFetcher::redirectIsNotFollowed()
{
    fixture::TlsServer server(
        m_server, says("HTTP/1.1 301 Moved\r\nLocation: https://example.test/policy\r\nContent-Length: 0\r\n\r\n"));
    const facts::PolicyFetch fetch = this->fetch(target(server));
    QVERIFY(fetch.complete());
    QCOMPARE(fetch.httpStatus, 301);
    QCOMPARE(fetch.header(QLatin1String("Location")), QStringLiteral("https://example.test/policy"));
    QCOMPARE(server.connections(), 1);
}

void TestPolicyFetcher::bodyLimit_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("announced");
    QTest::newRow("just fits") << limits::policyBytes << true;
    QTest::newRow("one byte more") << limits::policyBytes + 1 << true;
    QTest::newRow("1 MiB") << 1024 * 1024 << true;
    QTest::newRow("1 MiB, no length") << 1024 * 1024 << false;
}

void TestPolicyFetcher::bodyLimit()
{
    QFETCH(int, size);
    QFETCH(bool, announced);
    const QByteArray body = policy + QByteArray(size - policy.size(), 'x');
    const facts::PolicyFetch fetch =
        fetchFrom(announced ? answer("200 OK", "text/plain", body) : "HTTP/1.1 200 OK\r\n\r\n" + body);
    const bool tooLong = size > limits::policyBytes;
    QCOMPARE(fetch.httpStatus, 200);
    QCOMPARE(fetch.bodyTooLong, tooLong);
    QCOMPARE(fetch.reached, tooLong ? FetchStage::Body : FetchStage::Done);
    QCOMPARE(fetch.cause, tooLong ? Cause::TooLong : Cause::None);
    QCOMPARE(fetch.body, body.left(limits::policyBytes + 1));
    QVERIFY(!fetch.bodyIncomplete);
}

void TestPolicyFetcher::badAnswers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<FetchStage>("reached");
    QTest::addColumn<Cause>("cause");
    QTest::newRow("nothing") << QByteArray() << FetchStage::Request << Cause::ClosedByPeer;
    QTest::newRow("HTTP/0.9") << policy << FetchStage::Request << Cause::ProtocolViolation;
    QTest::newRow("binary") << QByteArray(5000, '\x80') << FetchStage::Request << Cause::ProtocolViolation;
    QTest::newRow("line of 1 MB") << "HTTP/1.1 200 OK\r\nX: " + QByteArray(1'000'000, 'x') << FetchStage::Request
                                  << Cause::TooLong;
    QTest::newRow("endless headers") << "HTTP/1.1 200 OK\r\n" + QByteArray("A: b\r\n").repeated(50'000)
                                     << FetchStage::Request << Cause::TooLong;
    QTest::newRow("closed in the header")
        << QByteArray("HTTP/1.1 200 OK\r\nContent-Ty") << FetchStage::Request << Cause::ClosedByPeer;
    QTest::newRow("closed in the body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nversion:")
                                        << FetchStage::Body << Cause::ClosedByPeer;
    QTest::newRow("closed between chunks")
        << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nversion:\r\n") << FetchStage::Body
        << Cause::ClosedByPeer;
}

void TestPolicyFetcher::badAnswers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(FetchStage, reached);
    QFETCH(Cause, cause);
    const facts::PolicyFetch fetch = fetchFrom(bytes);
    QCOMPARE(fetch.reached, reached);
    QCOMPARE(fetch.cause, cause);
    QVERIFY(!fetch.error.isEmpty());
    QVERIFY(fetch.tls.trusted());
    QCOMPARE(fetch.bodyIncomplete, reached == FetchStage::Body);
    QCOMPARE(fetch.body, reached == FetchStage::Body ? QByteArray("version:") : QByteArray());
}

void TestPolicyFetcher::refused()
{
    io::PolicyTarget target;
    target.host = host;
    target.address = base::IpAddress::parse(u"127.0.0.1").value();
    target.port = fixture::closedPort();
    target.allowPrivate = true;
    const facts::PolicyFetch fetch = this->fetch(target);
    QCOMPARE(fetch.reached, FetchStage::Connect);
    QCOMPARE(fetch.cause, Cause::Refused);
    QCOMPARE(fetch.tls.outcome, TlsOutcome::NotAttempted);
    QCOMPARE(fetch.tls.referenceName, host);
}

void TestPolicyFetcher::badCertificateIsAFact()
{
    fixture::CertificateRecipe recipe;
    recipe.commonName = host;
    recipe.dnsNames = QStringList{QStringLiteral("www.example.test")};
    recipe.notBefore = QDateTime::currentDateTimeUtc().addDays(-20);
    recipe.notAfter = QDateTime::currentDateTimeUtc().addDays(-10);
    fixture::TlsServer server({{fixture::make(recipe)}}, says(answer("200 OK", "text/plain", policy)));
    const facts::PolicyFetch fetch = this->fetch(target(server));
    QVERIFY(fetch.complete());
    QCOMPARE(fetch.body, policy);
    QVERIFY(fetch.tls.established());
    QVERIFY(!fetch.tls.trusted());
    QVERIFY(!fetch.tls.nameMatches);
    QCOMPARE(fetch.tls.verifyErrors.size(), 2);
}

void TestPolicyFetcher::oldServer()
{
    fixture::ServerOptions old = m_server;
    old.maxProtocol = 0x0302;
    fixture::TlsServer server(old, [](Peer &peer) { peer.handshake(); });
    const facts::PolicyFetch fetch = this->fetch(target(server));
    QCOMPARE(fetch.reached, FetchStage::Handshake);
    QCOMPARE(fetch.cause, Cause::TlsFailure);
    QCOMPARE(fetch.tls.outcome, TlsOutcome::Failed);
    QCOMPARE(fetch.tls.alert, 70);
}

void TestPolicyFetcher::tlsEndings_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<Cause>("cause");
    QTest::addColumn<TlsOutcome>("outcome");
    QTest::newRow("garbage") << QStringLiteral("garbage") << Cause::TlsFailure << TlsOutcome::Failed;
    QTest::newRow("close") << QStringLiteral("close") << Cause::ClosedByPeer << TlsOutcome::Closed;
    QTest::newRow("reset") << QStringLiteral("reset") << Cause::Reset << TlsOutcome::Closed;
}

void TestPolicyFetcher::tlsEndings()
{
    QFETCH(QString, script);
    QFETCH(Cause, cause);
    QFETCH(TlsOutcome, outcome);
    fixture::TlsServer server(m_server, [&](Peer &peer) {
        peer.read();
        if (script == QLatin1String("garbage"))
            peer.send(QByteArray(2000, 'g'));
        else if (script == QLatin1String("reset"))
            peer.reset();
    });
    const facts::PolicyFetch fetch = this->fetch(target(server));
    QCOMPARE(fetch.reached, FetchStage::Handshake);
    QCOMPARE(fetch.cause, cause);
    QCOMPARE(fetch.tls.outcome, outcome);
    QCOMPARE(fetch.httpStatus, 0);
}

void TestPolicyFetcher::closedWithoutNotify()
{
    fixture::TlsServer server(m_server, [](Peer &peer) {
        if (!peer.handshake())
            return;
        peer.readUntil("\r\n\r\n");
        peer.send("HTTP/1.0 200 OK\r\n\r\n" + policy);
        peer.halfClose();
        peer.holdOpen();
    });
    const facts::PolicyFetch fetch = this->fetch(target(server));
    QVERIFY(fetch.complete());
    QCOMPARE(fetch.body, policy);
    QVERIFY(fetch.error.contains(QLatin1String("close_notify")));
}

void TestPolicyFetcher::resetInTheBody()
{
    fixture::TlsServer server(m_server, [](Peer &peer) {
        if (!peer.handshake())
            return;
        peer.readUntil("\r\n\r\n");
        peer.send("HTTP/1.1 200 OK\r\n\r\nversion: STSv1\r\n");
        peer.pause(50);
        peer.reset();
    });
    const facts::PolicyFetch fetch = this->fetch(target(server));
    QCOMPARE(fetch.reached, FetchStage::Body);
    QCOMPARE(fetch.cause, Cause::Reset);
    QVERIFY(fetch.bodyIncomplete);
    QCOMPARE(fetch.body, QByteArray("version: STSv1\r\n"));
}

void TestPolicyFetcher::timesOut_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<FetchStage>("reached");
    QTest::newRow("silent in the handshake") << QStringLiteral("silent") << FetchStage::Handshake;
    QTest::newRow("silent after the request") << QStringLiteral("wait") << FetchStage::Request;
    QTest::newRow("header drips") << QStringLiteral("drip-header") << FetchStage::Request;
    QTest::newRow("body drips") << QStringLiteral("drip-body") << FetchStage::Body;
    QTest::newRow("body without an end") << QStringLiteral("endless") << FetchStage::Body;
}

void TestPolicyFetcher::timesOut()
{
    QFETCH(QString, script);
    QFETCH(FetchStage, reached);
    fixture::TlsServer server(m_server, [&](Peer &peer) {
        if (script == QLatin1String("silent"))
            return peer.holdOpen();
        if (!peer.handshake())
            return;
        peer.readUntil("\r\n\r\n");
        if (script == QLatin1String("wait"))
            return peer.holdOpen();
        const bool inHeader = script == QLatin1String("drip-header");
        peer.send(inHeader ? "HTTP/1.1 200 OK\r\n" : "HTTP/1.1 200 OK\r\n\r\n");
        if (script == QLatin1String("endless"))
            return peer.holdOpen();
        while (peer.send("a") && peer.pause(15)) {
        }
    });
    io::PolicyTarget target = this->target(server);
    target.timeoutMs = 250;
    QElapsedTimer clock;
    clock.start();
    const facts::PolicyFetch fetch = this->fetch(target);
    QCOMPARE(fetch.reached, reached);
    QCOMPARE(fetch.cause, Cause::TimedOut);
    QCOMPARE(fetch.tls.outcome, reached == FetchStage::Handshake ? TlsOutcome::TimedOut : TlsOutcome::Established);
    QVERIFY(clock.elapsed() >= 240);
    QVERIFY2(clock.elapsed() < 3000, qPrintable(QString::number(clock.elapsed())));
    QVERIFY(fetch.totalMs >= 240);
}

void TestPolicyFetcher::privateAddressIsLeftAlone_data()
{
    QTest::addColumn<QString>("ip");
    for (const char *ip : {"127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.1.1", "100.64.0.1", "0.0.0.0", "224.0.0.1",
                           "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1"})
        QTest::newRow(ip) << QString::fromLatin1(ip);
}

void TestPolicyFetcher::privateAddressIsLeftAlone()
{
    QFETCH(QString, ip);
    io::PolicyTarget target;
    target.host = host;
    target.address = base::IpAddress::parse(ip).value();
    const facts::PolicyFetch fetch = this->fetch(target);
    QCOMPARE(fetch.cause, Cause::PrivateAddress);
    QCOMPARE(fetch.reached, FetchStage::NotStarted);
    QCOMPARE(fetch.address, target.address);
    QCOMPARE(fetch.url, QStringLiteral("https://mta-sts.example.test/.well-known/mta-sts.txt"));
}

void TestPolicyFetcher::botProtection_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("looksLikePolicy");
    const QByteArray page = "\r\n<!DOCTYPE html><title>Just a moment...</title>";
    const QByteArray good = answer("200 OK", "text/plain; charset=utf-8", policy);
    for (const char *status : {"401 No", "403 Forbidden", "406 No", "418 Teapot", "429 Slow down", "503 Later"})
        QTest::newRow(status) << answer(status, "text/html", page) << good << 200 << true;
    QTest::newRow("challenge page") << answer("200 OK", "text/html", page) << good << 200 << true;
    QTest::newRow("browsers are refused too")
        << answer("403 Forbidden", "text/html", page) << answer("403 Forbidden", "text/html", page) << 403 << false;
    QTest::newRow("browser gets no answer") << answer("403 Forbidden", "text/html", page) << QByteArray() << 0 << false;
}

void TestPolicyFetcher::botProtection()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    QFETCH(int, status);
    QFETCH(bool, looksLikePolicy);
    fixture::TlsServer server(m_server, [&](Peer &peer) {
        if (!peer.handshake())
            return;
        const QByteArray request = peer.readUntil("\r\n\r\n");
        const bool browser = request.contains("\r\nUser-Agent: Mozilla/") && request.contains("\r\nAccept: text/html");
        peer.send(browser ? second : first);
        peer.closeNotify();
    });
    const facts::PolicyFetch fetch = this->fetch(target(server));
    QVERIFY(fetch.complete());
    QCOMPARE(fetch.httpStatus, first.mid(9, 3).toInt());
    QVERIFY(fetch.body.contains("Just a moment"));
    QVERIFY(fetch.browserRetry.has_value());
    QCOMPARE(fetch.browserRetry->httpStatus, status);
    QCOMPARE(fetch.browserRetry->looksLikePolicy, looksLikePolicy);
    if (looksLikePolicy)
        QCOMPARE(fetch.browserRetry->contentType, QStringLiteral("text/plain; charset=utf-8"));
    QCOMPARE(server.connections(), 2);
}

void TestPolicyFetcher::deadlineCoversTheBrowserToo()
{
    std::atomic<int> calls = 0;
    fixture::TlsServer server(m_server, [&](Peer &peer) {
        if (++calls > 1)
            return peer.holdOpen();
        if (peer.handshake()) {
            peer.readUntil("\r\n\r\n");
            peer.send(answer("403 Forbidden", "text/plain", "no"));
        }
    });
    io::PolicyTarget target = this->target(server);
    target.timeoutMs = 400;
    QElapsedTimer clock;
    clock.start();
    const facts::PolicyFetch fetch = this->fetch(target);
    QVERIFY(clock.elapsed() < 3000);
    QVERIFY2(fetch.complete(), "the first answer stands");
    QCOMPARE(fetch.httpStatus, 403);
    QCOMPARE(fetch.browserRetry->httpStatus, 0);
}

void TestPolicyFetcher::cancelMidway_data()
{
    QTest::addColumn<bool>("inHandshake");
    QTest::newRow("in the handshake") << true;
    QTest::newRow("in the body") << false;
}

void TestPolicyFetcher::cancelMidway()
{
    QFETCH(bool, inHandshake);
    std::atomic<bool> waiting = false;
    fixture::TlsServer server(m_server, [&](Peer &peer) {
        if (!inHandshake && peer.handshake()) {
            peer.readUntil("\r\n\r\n");
            peer.send("HTTP/1.1 200 OK\r\n\r\nversion:");
        } else {
            peer.read();
        }
        waiting = true;
        peer.holdOpen();
    });
    io::HttpsPolicyFetcher fetcher(m_threads, m_trust);
    std::stop_source source;
    QFuture<facts::PolicyFetch> future = fetcher.fetch(target(server), source.get_token());
    QTRY_VERIFY(waiting);
    QVERIFY(!future.isFinished());
    QElapsedTimer clock;
    clock.start();
    source.request_stop();
    future.waitForFinished();
    QVERIFY(clock.elapsed() < 1000);
    QCOMPARE(future.resultCount(), 1);
    QCOMPARE(future.result().cause, Cause::Cancelled);
    QCOMPARE(future.result().tls.outcome, inHandshake ? TlsOutcome::Cancelled : TlsOutcome::Established);
    QCOMPARE(future.result().reached == FetchStage::Handshake, inHandshake);
}

void TestPolicyFetcher::cancelledBeforehand()
{
    fixture::TlsServer server(m_server, says(answer("200 OK", "text/plain", policy)));
    std::stop_source source;
    source.request_stop();
    const facts::PolicyFetch fetch = this->fetch(target(server), source.get_token());
    QCOMPARE(fetch.cause, Cause::Cancelled);
    QCOMPARE(fetch.reached, FetchStage::NotStarted);
    QCOMPARE(server.connections(), 0);
}

void TestPolicyFetcher::shutdownDelivers()
{
    fixture::TlsServer server(m_server, [](Peer &peer) { peer.holdOpen(); });
    QList<QFuture<facts::PolicyFetch>> futures;
    {
        io::ProbeThreads threads;
        io::HttpsPolicyFetcher fetcher(threads, m_trust);
        for (int i = 0; i < 10; ++i)
            futures += fetcher.fetch(target(server), {});
    }
    for (const auto &future : std::as_const(futures)) {
        QVERIFY(future.isFinished());
        QCOMPARE(future.resultCount(), 1);
        QCOMPARE(future.result().cause, Cause::Cancelled);
    }
}

void TestPolicyFetcher::manyAtOnce()
{
    fixture::TlsServer server(m_server, says(answer("200 OK", "text/plain", policy)));
    io::HttpsPolicyFetcher fetcher(m_threads, m_trust);
    QList<QFuture<facts::PolicyFetch>> futures;
    for (int i = 0; i < 50; ++i)
        futures += fetcher.fetch(target(server), {});
    for (auto &future : futures) {
        future.waitForFinished();
        QVERIFY(future.result().complete());
        QCOMPARE(future.result().body, policy);
    }
    QTRY_COMPARE(m_threads.busy(), 0);
}

QTEST_GUILESS_MAIN(TestPolicyFetcher)
#include "test_policy_fetcher.moc"
