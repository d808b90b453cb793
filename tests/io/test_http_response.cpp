// SPDX-License-Identifier: GPL-3.0-or-later
// The response reader: honest answers in any slicing, and every way to be long, wrong or cut short.
#include "base/limits.h"
#include "io/http_response.h"

#include <QtTest>

using facts::Cause;
using io::HttpResponse;
using State = io::HttpResponse::State;

class TestHttpResponse : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void headersInOrder();
    void longestHeader();
    void longestBody_data();
    void longestBody();
    void announcedTooLong();
    void cutShort_data();
    void cutShort();
    void boundedMemory();
};

void TestHttpResponse::reads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("needsClose");
    const auto row = [](const char *name, const QByteArray &bytes, int status, const QByteArray &body, bool close) {
        QTest::newRow(name) << bytes << status << body << close;
    };
    row("length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, "hello", false);
    row("length 0", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 200, "", false);
    row("more than announced", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello, world", 200, "hello", false);
    row("chunks",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n2;ext=1\r\n, \r\n5\r\nworld\r\n0\r\n\r\n",
        200, "hello, world", false);
    row("chunks with a trailer", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX: y\r\n\r\n",
        200, "hello", false);
    row("until the close", "HTTP/1.1 200 OK\r\n\r\nhello", 200, "hello", true);
    row("HTTP/1.0", "HTTP/1.0 200 OK\r\nServer: old\r\n\r\nhello", 200, "hello", true);
    row("no reason", "HTTP/1.1 404 \r\nContent-Length: 0\r\n\r\n", 404, "", false);
    row("no reason, no blank", "HTTP/1.1 404\r\nContent-Length: 0\r\n\r\n", 404, "", false);
    row("LF alone", "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello", 200, "hello", false);
    row("redirect", "HTTP/1.1 301 Moved\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", 301, "", false);
    row("no content", "HTTP/1.1 204 No Content\r\n\r\n", 204, "", false);
    row("early hints first",
        "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", 200, "hi", false);
    row("blank line ends in the body", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n\r\n\r\n", 200, "\r\n\r\n", false);
}

void TestHttpResponse::reads()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(bool, needsClose);
    for (const qsizetype slice : {bytes.size(), qsizetype(7), qsizetype(1)}) {
        HttpResponse response;
        for (qsizetype at = 0; at < bytes.size(); at += slice)
            response.receive(bytes.mid(at, slice));
        if (needsClose) {
            QVERIFY(response.endsWithConnection());
            QCOMPARE(response.state(), State::Body);
            response.closed();
        }
        QVERIFY2(response.state() == State::Done, qPrintable(response.error()));
        QCOMPARE(response.status(), status);
        QCOMPARE(response.body(), body);
        QCOMPARE(response.cause(), Cause::None);
        QVERIFY(!response.bodyIncomplete());
        response.closed();
        QCOMPARE(response.state(), State::Done);
    }
}

void TestHttpResponse::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Cause>("cause");
    QTest::newRow("HTTP/0.9") << QByteArray("version: STSv1\r\nmode: enforce\r\n") << Cause::ProtocolViolation;
    QTest::newRow("SMTP") << QByteArray("220 mx ESMTP\r\n") << Cause::ProtocolViolation;
    QTest::newRow("binary") << QByteArray(1000, '\0') << Cause::ProtocolViolation;
    QTest::newRow("HTTP/2") << QByteArray("HTTP/2 200\r\n\r\n") << Cause::ProtocolViolation;
    QTest::newRow("bad status") << QByteArray("HTTP/1.1 2x0 OK\r\n\r\n") << Cause::ProtocolViolation;
    QTest::newRow("field without colon") << QByteArray("HTTP/1.1 200 OK\r\nhello\r\n\r\n") << Cause::ProtocolViolation;
    QTest::newRow("bad length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")
                                << Cause::ProtocolViolation;
    QTest::newRow("two lengths") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n")
                                 << Cause::ProtocolViolation;
    QTest::newRow("bad chunk") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
                               << Cause::ProtocolViolation;
    QTest::newRow("endless header line") << "HTTP/1.1 200 OK\r\nX: " + QByteArray(1024 * 1024, 'x') << Cause::TooLong;
    QTest::newRow("endless status line") << "HTTP/1.1 200 " + QByteArray(1024 * 1024, 'x') << Cause::TooLong;
    QTest::newRow("endless headers") << "HTTP/1.1 200 OK\r\n" + QByteArray("A: b\r\n").repeated(100'000)
                                     << Cause::TooLong;
    QTest::newRow("too many headers") << "HTTP/1.1 200 OK\r\n" + QByteArray("A: b\r\n").repeated(300) + "\r\n"
                                      << Cause::TooLong;
    QTest::newRow("endless interim") << QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(100) << Cause::TooLong;
    QTest::newRow("endless chunk extension")
        << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;" + QByteArray(1024 * 1024, 'x') << Cause::TooLong;
    QTest::newRow("endless trailer") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" +
                                            QByteArray("A: b\r\n").repeated(100'000)
                                     << Cause::TooLong;
}

void TestHttpResponse::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Cause, cause);
    for (const qsizetype slice : {bytes.size(), qsizetype(1000)}) {
        HttpResponse response;
        for (qsizetype at = 0; at < bytes.size(); at += slice)
            response.receive(bytes.mid(at, slice));
        QCOMPARE(response.state(), State::Failed);
        QCOMPARE(response.cause(), cause);
        QVERIFY(!response.error().isEmpty());
        QVERIFY(response.error().size() < 200);
    }
}

void TestHttpResponse::headersInOrder()
{
    HttpResponse response;
    response.receive(
        "HTTP/1.1 301 Moved\r\nServer: s\r\nlocation:  https://example.test/x \r\nX-Odd: \xe9\r\nEmpty:\r\n\r\n");
    QCOMPARE(response.state(), State::Body);
    const QList<facts::HttpHeader> expected = {
        {QStringLiteral("Server"), QStringLiteral("s")},
        {QStringLiteral("location"), QStringLiteral("https://example.test/x")},
        {QStringLiteral("X-Odd"), QStringLiteral("é")},
        {QStringLiteral("Empty"), QString()},
    };
    QCOMPARE(response.headers(), expected);
}

void TestHttpResponse::longestHeader()
{
    const QByteArray start = "HTTP/1.1 200 OK\r\nX: ";
    for (const int extra : {0, 1}) {
        HttpResponse response;
        response.receive(start + QByteArray(limits::httpHeaderBytes - start.size() - 4 + extra, 'x') + "\r\n\r\n");
        QCOMPARE(response.state(), extra ? State::Failed : State::Body);
    }
}

void TestHttpResponse::longestBody_data()
{
    QTest::addColumn<bool>("chunked");
    QTest::newRow("until the close") << false;
    QTest::newRow("chunked") << true;
}

void TestHttpResponse::longestBody()
{
    QFETCH(bool, chunked);
    for (const int extra : {0, 1, 1'000'000}) {
        const QByteArray body(limits::policyBytes + extra, 'b');
        HttpResponse response;
        if (chunked)
            response.receive("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" +
                             QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n0\r\n\r\n");
        else
            response.receive("HTTP/1.1 200 OK\r\n\r\n" + body);
        response.closed();
        QCOMPARE(response.bodyTooLong(), extra > 0);
        QCOMPARE(response.state(), extra ? State::Failed : State::Done);
        QCOMPARE(response.cause(), extra ? Cause::TooLong : Cause::None);
        QCOMPARE(response.body().size(), limits::policyBytes + (extra ? 1 : 0));
    }
}

void TestHttpResponse::announcedTooLong()
{
    HttpResponse response;
    response.receive("HTTP/1.1 200 OK\r\nContent-Length: 1048576\r\n\r\nversion: STSv1\r\n");
    QVERIFY(response.bodyTooLong());
    QCOMPARE(response.state(), State::Body);
    response.receive(QByteArray(1024 * 1024, 'x'));
    QCOMPARE(response.state(), State::Failed);
    QCOMPARE(response.cause(), Cause::TooLong);
    QVERIFY(response.body().startsWith("version: STSv1\r\n"));
}

void TestHttpResponse::cutShort_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("inBody");
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("in the header") << QByteArray("HTTP/1.1 200 OK\r\nServ") << false;
    QTest::newRow("in the body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf") << true;
    QTest::newRow("before the last chunk")
        << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n") << true;
}

void TestHttpResponse::cutShort()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, inBody);
    HttpResponse response;
    response.receive(bytes);
    response.closed();
    QCOMPARE(response.state(), State::Failed);
    QCOMPARE(response.cause(), Cause::ClosedByPeer);
    QCOMPARE(response.bodyIncomplete(), inBody);
    QCOMPARE(response.body(), inBody ? QByteArray("half") : QByteArray());
    QCOMPARE(response.status(), inBody ? 200 : 0);
}

void TestHttpResponse::boundedMemory()
{
    HttpResponse response;
    response.receive("HTTP/1.1 200 OK\r\n\r\n");
    for (int i = 0; i < 1000; ++i)
        response.receive(QByteArray(64 * 1024, 'x'));
    QCOMPARE(response.body().size(), limits::policyBytes + 1);
    QVERIFY(response.isOver());
}

QTEST_GUILESS_MAIN(TestHttpResponse)
#include "test_http_response.moc"
