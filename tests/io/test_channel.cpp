// SPDX-License-Identifier: GPL-3.0-or-later
// The channel against a scripted server on loopback: every way for a conversation to begin and to end.
#include "io/channel.h"
#include "tls_server.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using facts::Cause;
using facts::TlsOutcome;

namespace {

constexpr int patienceMs = 10'000;

struct Talker
{
    io::Channel channel;
    QByteArray received;
    bool secured = false;
    Cause cause = Cause::None;
    QString error;
    int endings = 0;

    Talker()
    {
        QObject::connect(&channel, &io::Channel::received, &channel, [this](const QByteArray &b) { received += b; });
        QObject::connect(&channel, &io::Channel::secured, &channel, [this] { secured = true; });
        QObject::connect(&channel, &io::Channel::ended, &channel, [this](Cause c, const QString &e) {
            cause = c;
            error = e;
            ++endings;
        });
    }
    bool waitForEnd()
    {
        return QTest::qWaitFor([this] { return endings > 0; }, patienceMs);
    }
};

} // namespace

class TestChannel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void talksPlainThenTls_data();
    void talksPlainThenTls();
    void refused();
    void unreachable_data();
    void unreachable();
    void endings_data();
    void endings();
    void deadlineInTheHandshake();
    void deadlineCoversSilence();
    void closeEmitsNothingMore();
    void closeSaysGoodbye();
    void cancelInTheHandshake();
    void injectedBytesStayOutOfTls_data();
    void injectedBytesStayOutOfTls();
    void nothingBufferedIsNoEnd();
    void clientHelloLeavesAtOnce();
    void floodsArriveInPieces();

private:
    tls::ClientOptions options() const
    {
        tls::ClientOptions options;
        options.host = QStringLiteral("mx.example.test");
        options.trust = m_trust;
        return options;
    }
    QTemporaryDir m_directory;
    fixture::ServerOptions m_server;
    std::shared_ptr<const tls::TrustStore> m_trust;
};

void TestChannel::initTestCase()
{
    const auto ca = fixture::authority(QStringLiteral("Test CA"));
    m_server.chain = {fixture::leaf({QStringLiteral("mx.example.test")}, ca)};
    const QString path = m_directory.filePath(QStringLiteral("ca.pem"));
    QVERIFY(ca.writePem(path));
    m_trust = tls::TrustStore::fromPemFile(path).value();
}

void TestChannel::talksPlainThenTls_data()
{
    QTest::addColumn<QString>("ip");
    QTest::newRow("IPv4") << QStringLiteral("127.0.0.1");
    QTest::newRow("IPv6") << QStringLiteral("::1");
}

void TestChannel::talksPlainThenTls()
{
    QFETCH(QString, ip);
    QByteArray sni;
    fixture::TlsServer server(
        m_server,
        [&](fixture::Peer &peer) {
            peer.send("220 hello\r\n");
            peer.readLine();
            peer.send("220 go\r\n");
            if (!peer.handshake())
                return;
            sni = peer.sni();
            peer.send("inside: " + peer.readLine());
            peer.closeNotify();
        },
        ip);
    if (!server.isListening())
        QSKIP("This machine has no IPv6 loopback.");
    Talker talker;
    bool connectedSeen = false;
    connect(&talker.channel, &io::Channel::connected, this, [&] { connectedSeen = true; });
    connect(&talker.channel, &io::Channel::received, this, [&] {
        if (talker.received == "220 hello\r\n")
            talker.channel.write("STARTTLS\r\n");
        else if (talker.received.endsWith("220 go\r\n"))
            talker.channel.startTls(options());
    });
    connect(&talker.channel, &io::Channel::secured, this, [&] { talker.channel.write("EHLO\r\n"); });
    talker.channel.open(server.address(), server.port(), patienceMs);
    QVERIFY(talker.waitForEnd());
    QVERIFY(connectedSeen);
    QVERIFY(talker.secured);
    QCOMPARE(talker.received, QByteArray("220 hello\r\n220 go\r\ninside: EHLO\r\n"));
    QCOMPARE(talker.cause, Cause::ClosedByPeer);
    QVERIFY(talker.channel.tlsClosedByPeer());
    QVERIFY(talker.channel.tlsFacts().trusted());
    QVERIFY(talker.channel.tlsFacts().nameMatches);
    QCOMPARE(sni, QByteArray("mx.example.test"));
}

void TestChannel::refused()
{
    Talker talker;
    talker.channel.open(base::IpAddress::parse(u"127.0.0.1").value(), fixture::closedPort(), patienceMs);
    QVERIFY(talker.waitForEnd());
    QCOMPARE(talker.cause, Cause::Refused);
    QVERIFY(!talker.error.isEmpty());
    QCOMPARE(talker.channel.tlsFacts().outcome, TlsOutcome::NotAttempted);
}

void TestChannel::unreachable_data()
{
    QTest::addColumn<QString>("ip");
    // Neither has TCP behind it on any machine, with or without a network.
    QTest::newRow("multicast") << QStringLiteral("224.0.0.1");
    QTest::newRow("link-local without its link") << QStringLiteral("fe80::1");
}

void TestChannel::unreachable()
{
    QFETCH(QString, ip);
    Talker talker;
    talker.channel.open(base::IpAddress::parse(ip).value(), 25, patienceMs);
    QVERIFY(talker.waitForEnd());
    QCOMPARE(talker.cause, Cause::Unreachable);
    QVERIFY(!talker.error.isEmpty());
}

void TestChannel::endings_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<bool>("tls");
    QTest::addColumn<Cause>("cause");
    QTest::addColumn<TlsOutcome>("outcome");
    QTest::addColumn<int>("alert");
    const auto row = [](const char *name, const char *script, bool tls, Cause cause, TlsOutcome outcome,
                        int alert = -1) {
        QTest::newRow(name) << QString::fromLatin1(script) << tls << cause << outcome << alert;
    };
    row("close in plain", "close", false, Cause::ClosedByPeer, TlsOutcome::NotAttempted);
    row("reset in plain", "reset", false, Cause::Reset, TlsOutcome::NotAttempted);
    row("close before ServerHello", "close", true, Cause::ClosedByPeer, TlsOutcome::Closed);
    row("reset before ServerHello", "reset", true, Cause::Reset, TlsOutcome::Closed);
    row("garbage for ServerHello", "garbage", true, Cause::TlsFailure, TlsOutcome::Failed);
    row("plain HTTP for ServerHello", "http", true, Cause::TlsFailure, TlsOutcome::Failed);
    row("alert handshake_failure", "alert", true, Cause::TlsFailure, TlsOutcome::Failed, 40);
    row("half a ServerHello", "half", true, Cause::ClosedByPeer, TlsOutcome::Closed);
    row("close_notify", "notify", true, Cause::ClosedByPeer, TlsOutcome::Established);
    row("FIN inside TLS", "fin", true, Cause::ClosedByPeer, TlsOutcome::Established);
    row("reset inside TLS", "tls-reset", true, Cause::Reset, TlsOutcome::Established);
    row("garbage inside TLS", "tls-garbage", true, Cause::TlsFailure, TlsOutcome::Established);
}

void TestChannel::endings()
{
    QFETCH(QString, script);
    QFETCH(bool, tls);
    QFETCH(Cause, cause);
    QFETCH(TlsOutcome, outcome);
    QFETCH(int, alert);
    fixture::TlsServer server(m_server, [&](fixture::Peer &peer) {
        if (script == QLatin1String("close"))
            return tls ? void(peer.read()) : void();
        if (script == QLatin1String("reset"))
            return void(tls && peer.read().isEmpty()), peer.reset();
        const QHash<QString, QByteArray> instead = {
            {QStringLiteral("garbage"), QByteArray(4096, '\xee')},
            {QStringLiteral("http"), "HTTP/1.1 400 Bad Request\r\n\r\n"},
            {QStringLiteral("alert"), QByteArray("\x15\x03\x03\x00\x02\x02\x28", 7)},
            {QStringLiteral("half"), QByteArray("\x16\x03\x03\x00\x7a\x02\x00\x00\x76", 9)}};
        if (instead.contains(script)) {
            peer.read();
            peer.send(instead.value(script));
            return;
        }
        if (!peer.handshake())
            return;
        peer.send("x"); // the client has read what follows the handshake before it sees the end
        peer.readUntil("\n");
        if (script == QLatin1String("notify"))
            peer.closeNotify();
        else if (script == QLatin1String("tls-reset"))
            peer.reset();
        else if (script == QLatin1String("tls-garbage"))
            peer.sendRaw(QByteArray("\x17\x03\x03\x00\x20", 5) + QByteArray(32, 'g'));
    });
    Talker talker;
    connect(&talker.channel, &io::Channel::connected, this, [&] {
        if (tls)
            talker.channel.startTls(options());
    });
    connect(&talker.channel, &io::Channel::received, this, [&] { talker.channel.write("\n"); });
    talker.channel.open(server.address(), server.port(), patienceMs);
    QVERIFY(talker.waitForEnd());
    QCOMPARE(talker.cause, cause);
    QVERIFY(!talker.error.isEmpty());
    const facts::TlsFacts facts = talker.channel.tlsFacts();
    QCOMPARE(facts.outcome, outcome);
    QCOMPARE(facts.alert, alert);
    QCOMPARE(talker.channel.tlsClosedByPeer(), script == QLatin1String("notify"));
    QTest::qWait(20);
    QCOMPARE(talker.endings, 1);
}

void TestChannel::deadlineInTheHandshake()
{
    fixture::TlsServer server(m_server, [](fixture::Peer &peer) { peer.holdOpen(); });
    Talker talker;
    connect(&talker.channel, &io::Channel::connected, this, [&] { talker.channel.startTls(options()); });
    talker.channel.open(server.address(), server.port(), 150);
    QVERIFY(talker.waitForEnd());
    QCOMPARE(talker.cause, Cause::TimedOut);
    QCOMPARE(talker.channel.tlsFacts().outcome, TlsOutcome::TimedOut);
    QVERIFY(talker.channel.elapsedMs() >= 140);
}

void TestChannel::deadlineCoversSilence()
{
    fixture::TlsServer server(m_server, [](fixture::Peer &peer) {
        while (peer.send("drip") && peer.pause(20)) {
        }
    });
    Talker talker;
    talker.channel.open(server.address(), server.port(), 200);
    QVERIFY(talker.waitForEnd());
    QCOMPARE(talker.cause, Cause::TimedOut);
    QVERIFY(talker.received.startsWith("dripdrip"));
}

void TestChannel::closeEmitsNothingMore()
{
    fixture::TlsServer server(m_server, [](fixture::Peer &peer) {
        peer.send("first");
        peer.holdOpen();
    });
    Talker talker;
    connect(&talker.channel, &io::Channel::received, this, [&] { talker.channel.close(); });
    talker.channel.open(server.address(), server.port(), 150);
    QTest::qWait(300); // past the deadline
    QCOMPARE(talker.received, QByteArray("first"));
    QCOMPARE(talker.endings, 0);
    QVERIFY(talker.channel.isOver());
}

void TestChannel::closeSaysGoodbye()
{
    std::atomic<bool> orderly = false;
    fixture::TlsServer server(m_server, [&](fixture::Peer &peer) {
        if (peer.handshake() && peer.read() == "QUIT\r\n")
            orderly = peer.read().isEmpty() && peer.gotCloseNotify();
    });
    Talker talker;
    connect(&talker.channel, &io::Channel::connected, this, [&] { talker.channel.startTls(options()); });
    connect(&talker.channel, &io::Channel::secured, this, [&] {
        talker.channel.write("QUIT\r\n");
        talker.channel.close();
    });
    talker.channel.open(server.address(), server.port(), patienceMs);
    QTRY_VERIFY(orderly);
    QCOMPARE(talker.endings, 0);
}

void TestChannel::cancelInTheHandshake()
{
    fixture::TlsServer server(m_server, [](fixture::Peer &peer) { peer.holdOpen(); });
    Talker talker;
    connect(&talker.channel, &io::Channel::connected, this, [&] {
        talker.channel.startTls(options());
        talker.channel.cancel();
    });
    talker.channel.open(server.address(), server.port(), patienceMs);
    QTRY_VERIFY(talker.channel.isOver());
    QCOMPARE(talker.channel.tlsFacts().outcome, TlsOutcome::Cancelled);
    QTest::qWait(20);
    QCOMPARE(talker.endings, 0);
}

void TestChannel::injectedBytesStayOutOfTls_data()
{
    QTest::addColumn<bool>("taken");
    QTest::newRow("the prober takes them") << true;
    QTest::newRow("the prober does not look") << false;
}

void TestChannel::injectedBytesStayOutOfTls()
{
    QFETCH(bool, taken);
    // A second segment behind the 220, in the kernel before the client turns to TLS.
    std::atomic<bool> injected = false;
    fixture::TlsServer server(m_server, [&](fixture::Peer &peer) {
        peer.send("220 go\r\n");
        peer.readLine();
        peer.send("250 injected\r\n");
        injected = true;
        if (peer.handshake())
            peer.send("clean");
        peer.holdOpen();
    });
    Talker talker;
    QByteArray found;
    connect(&talker.channel, &io::Channel::received, this, [&] {
        if (talker.received != "220 go\r\n")
            return;
        talker.channel.write("poke\r\n");
        while (!injected)
            QThread::msleep(1);
        QThread::msleep(5);
        if (taken)
            found = talker.channel.takeBuffered();
        talker.channel.startTls(options());
    });
    talker.channel.open(server.address(), server.port(), 2000);
    if (taken) {
        QTRY_COMPARE(talker.received, QByteArray("220 go\r\nclean"));
        QCOMPARE(found, QByteArray("250 injected\r\n"));
        QVERIFY(talker.channel.tlsFacts().trusted());
    } else {
        // Not taken, so still in the kernel: never plain text inside TLS, whatever else happens.
        QTest::qWait(100);
        QVERIFY(!talker.received.contains("injected"));
    }
}

void TestChannel::nothingBufferedIsNoEnd()
{
    fixture::TlsServer server(m_server, [](fixture::Peer &peer) {
        peer.send("220 go\r\n");
        if (peer.handshake())
            peer.send("clean");
        peer.holdOpen();
    });
    Talker talker;
    QByteArray found = "unset";
    connect(&talker.channel, &io::Channel::received, this, [&] {
        if (talker.received != "220 go\r\n")
            return;
        found = talker.channel.takeBuffered();
        talker.channel.startTls(options());
    });
    talker.channel.open(server.address(), server.port(), patienceMs);
    QTRY_COMPARE(talker.received, QByteArray("220 go\r\nclean"));
    QCOMPARE(found, QByteArray());
    QCOMPARE(talker.endings, 0);
}

void TestChannel::clientHelloLeavesAtOnce()
{
    std::atomic<bool> hello = false;
    fixture::TlsServer server(m_server, [&](fixture::Peer &peer) {
        hello = peer.read().startsWith('\x16');
        peer.holdOpen();
    });
    Talker talker;
    bool leftInTheSameTurn = false;
    connect(&talker.channel, &io::Channel::connected, this, [&] {
        talker.channel.startTls(options());
        for (int i = 0; i < 2000 && !hello; ++i) // no event loop runs here
            QThread::msleep(1);
        leftInTheSameTurn = hello;
        talker.channel.cancel();
    });
    talker.channel.open(server.address(), server.port(), patienceMs);
    QTRY_VERIFY(talker.channel.isOver());
    QVERIFY(leftInTheSameTurn);
}

void TestChannel::floodsArriveInPieces()
{
    const QByteArray flood(2 * 1024 * 1024, 'f');
    fixture::TlsServer server(m_server, [&](fixture::Peer &peer) { peer.send(flood); });
    Talker talker;
    qsizetype largest = 0;
    connect(&talker.channel, &io::Channel::received, this,
            [&](const QByteArray &bytes) { largest = std::max(largest, bytes.size()); });
    talker.channel.open(server.address(), server.port(), patienceMs);
    QVERIFY(talker.waitForEnd());
    QCOMPARE(talker.received.size(), flood.size());
    QVERIFY2(largest <= 64 * 1024, qPrintable(QString::number(largest)));
}

QTEST_GUILESS_MAIN(TestChannel)
#include "test_channel.moc"
