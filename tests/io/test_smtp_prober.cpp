// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/limits.h"
#include "io/smtp_prober.h"
#include "scripted_smtp_server.h"

#include <QTemporaryDir>
#include <QTest>

using facts::Cause;
using facts::SmtpProbe;
using facts::SmtpStage;
using fixture::ScriptedSmtpServer;
using Script = QByteArrayList;

namespace {

const Script toStartTls{"S: 220 mx.example.test ESMTP", "C: EHLO ", "S: 250-mx.example.test", "S: 250 STARTTLS",
                        "C: STARTTLS"};
const Script toTls = toStartTls + Script{"S: 220 go ahead", "TLS"};
const Script inTls{"C: EHLO ", "S: 250-mx.example.test", "S: 250 SIZE 1000", "C: QUIT"};
const Script well = toTls + inTls;

} // namespace

class TestSmtpProber : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void wellServer();
    void tls12Server();
    void ipv6Server();
    void stageAndCause_data();
    void stageAndCause();
    void nobodyListens();
    void certificateFaultsDoNotEndTheSession();
    void heloNames_data();
    void heloNames();
    void refusalsGetQuit_data();
    void refusalsGetQuit();
    void injectedBytes();
    void slowBannerIsTimed();
    void deadlineHolds_data();
    void deadlineHolds();
    void floodsAreBounded_data();
    void floodsAreBounded();
    void greet();
    void greetRefused();
    void oldServerIsNotAskedAgainUnlessDeep();
    void deepAsksEachVersionOnce();
    void deepOnAnOldServer();
    void deepWithoutStartTls();
    void deepMeetsARateLimit();
    void cancelledBeforeTheStart();
    void cancelledInTheSession();
    void cancelledBetweenSessions();
    void threadsEndFirst();
    void manyAtOnce();

private:
    io::SmtpTarget target(const ScriptedSmtpServer &server, int timeoutMs = 20'000) const;
    SmtpProbe probe(const io::SmtpTarget &target);
    fixture::ServerOptions tlsOptions(int minProtocol = 0x0301, int maxProtocol = 0) const;

    QTemporaryDir m_dir;
    fixture::Certificate m_ca, m_leaf;
    std::shared_ptr<const tls::TrustStore> m_trust;
    std::unique_ptr<io::ProbeThreads> m_threads;
    std::unique_ptr<io::NetworkSmtpProber> m_prober;
};

void TestSmtpProber::initTestCase()
{
    m_ca = fixture::authority(QStringLiteral("Test CA"));
    m_leaf = fixture::leaf({QStringLiteral("mx.example.test")}, m_ca);
    const QString path = m_dir.filePath(QStringLiteral("ca.pem"));
    QVERIFY(m_ca.writePem(path));
    const auto trust = tls::TrustStore::fromPemFile(path);
    QVERIFY(trust);
    m_trust = *trust;
    m_threads = std::make_unique<io::ProbeThreads>();
    m_prober = std::make_unique<io::NetworkSmtpProber>(*m_threads, m_trust);
}

io::SmtpTarget TestSmtpProber::target(const ScriptedSmtpServer &server, int timeoutMs) const
{
    io::SmtpTarget target;
    target.host = QStringLiteral("mx.example.test");
    target.address = server.address();
    target.port = server.port();
    target.heloName = QStringLiteral("client.example.net");
    target.timeoutMs = timeoutMs;
    return target;
}

SmtpProbe TestSmtpProber::probe(const io::SmtpTarget &target)
{
    QFuture<SmtpProbe> future = m_prober->probe(target, {});
    future.waitForFinished();
    return future.resultCount() == 1 ? future.result() : SmtpProbe();
}

fixture::ServerOptions TestSmtpProber::tlsOptions(int minProtocol, int maxProtocol) const
{
    fixture::ServerOptions options;
    options.chain = {m_leaf, m_ca};
    options.minProtocol = minProtocol;
    options.maxProtocol = maxProtocol;
    return options;
}

void TestSmtpProber::wellServer()
{
    const ScriptedSmtpServer server({well}, tlsOptions());
    const SmtpProbe seen = probe(target(server));
    QVERIFY(seen.complete());
    QCOMPARE(seen.address, server.address());
    QCOMPARE(seen.port, server.port());
    QVERIFY((seen.banner == facts::SmtpReply{220, {"mx.example.test ESMTP"}}));
    QVERIFY((seen.ehloTls == facts::SmtpReply{250, {"mx.example.test", "SIZE 1000"}}));
    QVERIFY(seen.startTlsOffered);
    QVERIFY(seen.injected.isEmpty());
    QVERIFY(seen.tls.trusted());
    QVERIFY(seen.tls.nameMatches);
    QCOMPARE(seen.tls.protocol, QStringLiteral("TLSv1.3"));
    QCOMPARE(seen.tls.chain.value(0).der, m_leaf.der());
    QVERIFY(seen.offers.isEmpty());
    QVERIFY(seen.connectMs + seen.bannerMs <= seen.totalMs);
    const QByteArrayList said{"EHLO client.example.net", "STARTTLS", "(TLS mx.example.test)", "EHLO client.example.net",
                              "QUIT"};
    QTRY_COMPARE(server.heard(), said);
    QCOMPARE(server.sessions(), 1);
}

void TestSmtpProber::tls12Server()
{
    const ScriptedSmtpServer server({well}, tlsOptions(0x0303, 0x0303));
    const SmtpProbe seen = probe(target(server));
    QVERIFY(seen.complete());
    QCOMPARE(seen.tls.protocol, QStringLiteral("TLSv1.2"));
}

void TestSmtpProber::ipv6Server()
{
    const ScriptedSmtpServer server({well}, tlsOptions(), QStringLiteral("::1"));
    if (!server.port())
        QSKIP("no IPv6 here");
    io::SmtpTarget v6 = target(server);
    v6.heloName = QStringLiteral("desktop");
    QVERIFY(probe(v6).complete());
    QTRY_COMPARE(server.heard().value(0), QByteArray("EHLO [IPv6:::1]"));
}

void TestSmtpProber::stageAndCause_data()
{
    QTest::addColumn<QByteArrayList>("script");
    QTest::addColumn<SmtpStage>("stage");
    QTest::addColumn<Cause>("cause");
    const auto row = [](const char *name, const Script &script, SmtpStage stage, Cause cause) {
        QTest::newRow(name) << script << stage << cause;
    };
    const Script toEhlo{"S: 220 mx", "C: EHLO "};

    row("banner: closed", {"CLOSE"}, SmtpStage::Banner, Cause::ClosedByPeer);
    row("banner: half, then closed", {"S! 220 half", "CLOSE"}, SmtpStage::Banner, Cause::ClosedByPeer);
    row("banner: reset", {"WAIT 50", "RESET"}, SmtpStage::Banner, Cause::Reset);
    row("banner: 421", {"S: 421 busy", "CLOSE"}, SmtpStage::Banner, Cause::Rejected);
    row("banner: not SMTP", {"S: SSH-2.0-x", "REST"}, SmtpStage::Banner, Cause::ProtocolViolation);
    row("banner: LF only", {"S! 220 mx\n", "C: EHLO ", "S! 250 mx\n", "REST"}, SmtpStage::Ehlo, Cause::NotOffered);
    row("EHLO: closed", toEhlo + Script{"CLOSE"}, SmtpStage::Ehlo, Cause::ClosedByPeer);
    row("EHLO: reset", toEhlo + Script{"RESET"}, SmtpStage::Ehlo, Cause::Reset);
    row("EHLO: refused", toEhlo + Script{"S: 550 no", "C: QUIT"}, SmtpStage::Ehlo, Cause::Rejected);
    row("EHLO: no STARTTLS", toEhlo + Script{"S: 250 mx", "C: QUIT"}, SmtpStage::Ehlo, Cause::NotOffered);
    row("STARTTLS: closed", toStartTls + Script{"CLOSE"}, SmtpStage::StartTls, Cause::ClosedByPeer);
    row("STARTTLS: refused", toStartTls + Script{"S: 454 no key", "C: QUIT"}, SmtpStage::StartTls, Cause::Rejected);
    row("STARTTLS: garbage", toStartTls + Script{"S! \x16\x03\x03\n", "REST"}, SmtpStage::StartTls,
        Cause::ProtocolViolation);
    row("TLS: closed", toStartTls + Script{"S: 220 go", "WAIT 50", "CLOSE"}, SmtpStage::Handshake, Cause::ClosedByPeer);
    row("TLS: reset", toStartTls + Script{"S: 220 go", "WAIT 50", "RESET"}, SmtpStage::Handshake, Cause::Reset);
    row("TLS: garbage", toStartTls + Script{"S: 220 go", "WAIT 50", "S: 454 oh no, not today", "REST"},
        SmtpStage::Handshake, Cause::TlsFailure);
    row("TLS: alert handshake_failure",
        toStartTls + Script{"S: 220 go", "WAIT 50", QByteArray("S! \x15\x03\x03\x00\x02\x02\x28", 10), "REST"},
        SmtpStage::Handshake, Cause::TlsFailure);
    row("TLS: closed behind it", toTls + Script{"CLOSE"}, SmtpStage::EhloTls, Cause::ClosedByPeer);
    row("TLS: cut behind it", toTls + Script{"CUT"}, SmtpStage::EhloTls, Cause::ClosedByPeer);
    row("inner EHLO: closed", toTls + Script{"C: EHLO ", "CLOSE"}, SmtpStage::EhloTls, Cause::ClosedByPeer);
    row("inner EHLO: refused", toTls + Script{"C: EHLO ", "S: 502 no", "C: QUIT"}, SmtpStage::EhloTls, Cause::Rejected);
    row("inner EHLO: garbage", toTls + Script{"C: EHLO ", "S: hi", "REST"}, SmtpStage::EhloTls,
        Cause::ProtocolViolation);
}

void TestSmtpProber::stageAndCause()
{
    QFETCH(const QByteArrayList, script);
    const ScriptedSmtpServer server({script}, tlsOptions());
    const SmtpProbe seen = probe(target(server));
    QTEST(seen.reached, "stage");
    QTEST(seen.cause, "cause");
    QVERIFY(seen.cause == Cause::NotOffered || !seen.error.isEmpty());
    QVERIFY(!seen.transcript.isEmpty());
}

void TestSmtpProber::nobodyListens()
{
    io::SmtpTarget closed;
    closed.host = QStringLiteral("mx.example.test");
    closed.address = *base::IpAddress::parse(u"127.0.0.1");
    closed.port = fixture::closedPort();
    const SmtpProbe seen = probe(closed);
    QCOMPARE(seen.reached, SmtpStage::Connect);
    QCOMPARE(seen.cause, Cause::Refused);
    QCOMPARE(seen.address, closed.address);
}

void TestSmtpProber::certificateFaultsDoNotEndTheSession()
{
    fixture::ServerOptions options;
    options.chain = {
        fixture::leaf({QStringLiteral("other.example")}, fixture::authority(QStringLiteral("Foreign CA")))};
    const ScriptedSmtpServer server({well}, options);
    const SmtpProbe seen = probe(target(server));
    QVERIFY(seen.complete());
    QVERIFY(!seen.tls.trusted());
    QVERIFY(!seen.tls.nameMatches);
    QTRY_VERIFY(server.heard().endsWith("QUIT"));
}

void TestSmtpProber::heloNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("name") << QStringLiteral("mta.example.net") << QByteArray("EHLO mta.example.net");
    QTest::newRow("single label") << QStringLiteral("desktop") << QByteArray("EHLO [127.0.0.1]");
    QTest::newRow("line break") << QStringLiteral("a.example\r\nDATA") << QByteArray("EHLO [127.0.0.1]");
}

void TestSmtpProber::heloNames()
{
    QFETCH(const QString, name);
    const ScriptedSmtpServer server({well}, tlsOptions());
    io::SmtpTarget named = target(server);
    named.heloName = name;
    QVERIFY(probe(named).complete());
    QTEST(server.heard().value(0), "said");
}

void TestSmtpProber::refusalsGetQuit_data()
{
    QTest::addColumn<QByteArrayList>("script");
    QTest::newRow("banner 554") << Script{"S: 554 no", "REST"};
    QTest::newRow("EHLO 550") << Script{"S: 220 mx", "C: EHLO ", "S: 550 no", "REST"};
    QTest::newRow("no STARTTLS") << Script{"S: 220 mx", "C: EHLO ", "S: 250 mx", "REST"};
    QTest::newRow("STARTTLS 454") << toStartTls + Script{"S: 454 no", "REST"};
    QTest::newRow("inner EHLO 550") << toTls + Script{"C: EHLO ", "S: 550 no", "REST"};
    QTest::newRow("all well") << toTls + Script{"C: EHLO ", "S: 250 mx", "REST"};
}

void TestSmtpProber::refusalsGetQuit()
{
    QFETCH(const QByteArrayList, script);
    const ScriptedSmtpServer server({script}, tlsOptions());
    probe(target(server));
    QTRY_VERIFY(server.heard().endsWith("QUIT"));
    QCOMPARE(server.sessions(), 1);
}

void TestSmtpProber::injectedBytes()
{
    const ScriptedSmtpServer server({toStartTls + Script{"S! 220 go\r\n250-evil\r\n250 AUTH PLAIN\r\n", "TLS"} + inTls},
                                    tlsOptions());
    const SmtpProbe seen = probe(target(server));
    QVERIFY(seen.complete());
    QCOMPARE(seen.injected, QByteArray("250-evil\r\n250 AUTH PLAIN\r\n"));
    QVERIFY((seen.ehloTls == facts::SmtpReply{250, {"mx.example.test", "SIZE 1000"}}));
}

void TestSmtpProber::slowBannerIsTimed()
{
    const ScriptedSmtpServer server({Script{"WAIT 300"} + well}, tlsOptions());
    const SmtpProbe seen = probe(target(server));
    QVERIFY(seen.complete());
    QVERIFY(seen.bannerMs >= 250);
    QVERIFY(seen.totalMs >= seen.connectMs + seen.bannerMs);
}

void TestSmtpProber::deadlineHolds_data()
{
    QTest::addColumn<QByteArrayList>("script");
    QTest::addColumn<SmtpStage>("stage");
    QTest::newRow("no banner") << Script{"HANG"} << SmtpStage::Banner;
    QTest::newRow("no answer to EHLO") << Script{"S: 220 mx", "HANG"} << SmtpStage::Ehlo;
    QTest::newRow("no answer to STARTTLS") << toStartTls + Script{"HANG"} << SmtpStage::StartTls;
    QTest::newRow("no TLS") << toStartTls + Script{"S: 220 go", "HANG"} << SmtpStage::Handshake;
    QTest::newRow("no answer inside TLS") << toTls + Script{"HANG"} << SmtpStage::EhloTls;
    QTest::newRow("drip") << Script{"DRIP 20 220 " + QByteArray(3000, 'x')} << SmtpStage::Banner;
    QTest::newRow("drip of lines") << Script{"DRIP 20 " + QByteArray("220-x\r\n").repeated(500)} << SmtpStage::Banner;
    QTest::newRow("drip inside TLS") << toTls + Script{"DRIP 20 " + QByteArray("250-x\r\n").repeated(500)}
                                     << SmtpStage::EhloTls;
}

void TestSmtpProber::deadlineHolds()
{
    QFETCH(const QByteArrayList, script);
    const ScriptedSmtpServer server({script}, tlsOptions());
    QElapsedTimer clock;
    clock.start();
    const SmtpProbe seen = probe(target(server, 700));
    QTEST(seen.reached, "stage");
    QCOMPARE(seen.cause, Cause::TimedOut);
    QVERIFY(seen.totalMs >= 600);
    QVERIFY2(clock.elapsed() < 3000, "the deadline covers the whole session, not each wait");
}

void TestSmtpProber::floodsAreBounded_data()
{
    QTest::addColumn<QByteArrayList>("script");
    QTest::addColumn<SmtpStage>("stage");
    QTest::addColumn<Cause>("cause");
    const auto row = [](const char *name, const Script &script, SmtpStage stage, Cause cause) {
        QTest::newRow(name) << script << stage << cause;
    };
    row("endless line", {"FLOOD xxxxxxxx"}, SmtpStage::Banner, Cause::TooLong);
    row("a line of a megabyte", {"S! 220 ", "S! " + QByteArray(1024 * 1024, 'x') + "\r\n", "REST"}, SmtpStage::Banner,
        Cause::TooLong);
    row("endless banner", {"FLOOD 220-welcome\r\n"}, SmtpStage::Banner, Cause::TooLong);
    row("binary", {QByteArray("FLOOD \x00\xff\x00", 9)}, SmtpStage::Banner, Cause::TooLong);
    row("empty lines", {"FLOOD \r\n"}, SmtpStage::Banner, Cause::ProtocolViolation);
    row("endless EHLO", {"S: 220 mx", "C: EHLO ", "FLOOD 250-X\r\n"}, SmtpStage::Ehlo, Cause::TooLong);
    row("endless inner EHLO", toTls + Script{"C: EHLO ", "FLOOD 250-X\r\n"}, SmtpStage::EhloTls, Cause::TooLong);
    row("flood behind the 220", toStartTls + Script{"S: 220 go", "FLOOD xxxx"}, SmtpStage::Handshake,
        Cause::TlsFailure);
}

void TestSmtpProber::floodsAreBounded()
{
    QFETCH(const QByteArrayList, script);
    const ScriptedSmtpServer server({script}, tlsOptions());
    const SmtpProbe seen = probe(target(server));
    QTEST(seen.reached, "stage");
    QTEST(seen.cause, "cause");
    QVERIFY(seen.totalMs < 10'000);
    qsizetype bytes = seen.injected.size();
    for (const facts::TranscriptLine &line : seen.transcript)
        bytes += line.text.size();
    QVERIFY(bytes <= limits::smtpTranscriptBytes + 512);
    QVERIFY(seen.injected.size() <= 512);
}

void TestSmtpProber::greet()
{
    const ScriptedSmtpServer server({Script{"S: 220 mx", "REST"}});
    QFuture<SmtpProbe> future = m_prober->greet(target(server), {});
    future.waitForFinished();
    QVERIFY(future.result().complete());
    QCOMPARE(future.result().banner.code, 220);
    QTRY_COMPARE(server.heard(), QByteArrayList{"QUIT"});
}

void TestSmtpProber::greetRefused()
{
    const ScriptedSmtpServer server({Script{"S: 421 busy", "CLOSE"}});
    QFuture<SmtpProbe> future = m_prober->greet(target(server), {});
    future.waitForFinished();
    QCOMPARE(future.result().reached, SmtpStage::Banner);
    QCOMPARE(future.result().cause, Cause::Rejected);
}

void TestSmtpProber::oldServerIsNotAskedAgainUnlessDeep()
{
    const ScriptedSmtpServer server({well}, tlsOptions(0x0301, 0x0302));
    const SmtpProbe seen = probe(target(server));
    QCOMPARE(seen.reached, SmtpStage::Handshake);
    QCOMPARE(seen.cause, Cause::TlsFailure);
    QCOMPARE(seen.tls.alert, 70);
    QVERIFY(seen.offers.isEmpty());
    QCOMPARE(server.sessions(), 1);
}

namespace {

QByteArrayList acceptedOf(const SmtpProbe &probe)
{
    QByteArrayList words;
    for (const facts::ProtocolOffer &offer : probe.offers)
        words += offer.protocol.toLatin1() + (!offer.tested ? " ?" : offer.accepted ? " yes" : " no");
    return words;
}

} // namespace

void TestSmtpProber::deepAsksEachVersionOnce()
{
    const ScriptedSmtpServer server({well, toTls + Script{"REST"}}, tlsOptions(0x0302));
    io::SmtpTarget deep = target(server);
    deep.deep = true;
    const SmtpProbe seen = probe(deep);
    QVERIFY(seen.complete());
    const QByteArrayList accepted{"TLSv1 no", "TLSv1.1 yes", "TLSv1.2 yes", "TLSv1.3 yes"};
    QCOMPARE(acceptedOf(seen), accepted);
    QVERIFY(!seen.offers.at(1).cipher.isEmpty());
    QCOMPARE(seen.offers.at(3).cipher, seen.tls.cipher);
    QCOMPARE(server.sessions(), 4);
    QCOMPARE(server.mostAtOnce(), 1);
    QTRY_COMPARE(server.heard().count("QUIT"), 3);
}

void TestSmtpProber::deepOnAnOldServer()
{
    const ScriptedSmtpServer server({toTls + Script{"REST"}}, tlsOptions(0x0301, 0x0301));
    io::SmtpTarget deep = target(server);
    deep.deep = true;
    const SmtpProbe seen = probe(deep);
    QCOMPARE(seen.reached, SmtpStage::Handshake);
    const QByteArrayList accepted{"TLSv1 yes", "TLSv1.1 no", "TLSv1.2 no", "TLSv1.3 no"};
    QCOMPARE(acceptedOf(seen), accepted);
    QCOMPARE(server.sessions(), 5);
    QCOMPARE(server.mostAtOnce(), 1);
}

void TestSmtpProber::deepWithoutStartTls()
{
    const ScriptedSmtpServer server({Script{"S: 220 mx", "C: EHLO ", "S: 250 mx", "REST"}});
    io::SmtpTarget deep = target(server);
    deep.deep = true;
    QVERIFY(probe(deep).offers.isEmpty());
    QCOMPARE(server.sessions(), 1);
}

void TestSmtpProber::deepMeetsARateLimit()
{
    const ScriptedSmtpServer server({well, Script{"S: 421 too fast", "CLOSE"}}, tlsOptions());
    io::SmtpTarget deep = target(server);
    deep.deep = true;
    const SmtpProbe seen = probe(deep);
    QVERIFY2(seen.complete(), "what the first session saw stays");
    const QByteArrayList accepted{"TLSv1 ?", "TLSv1.1 ?", "TLSv1.2 ?", "TLSv1.3 yes"};
    QCOMPARE(acceptedOf(seen), accepted);
}

void TestSmtpProber::cancelledBeforeTheStart()
{
    const ScriptedSmtpServer server({well}, tlsOptions());
    std::stop_source stop;
    stop.request_stop();
    QFuture<SmtpProbe> future = m_prober->probe(target(server), stop.get_token());
    future.waitForFinished();
    QCOMPARE(future.resultCount(), 1);
    QCOMPARE(future.result().cause, Cause::Cancelled);
    QCOMPARE(future.result().port, server.port());
}

void TestSmtpProber::cancelledInTheSession()
{
    const ScriptedSmtpServer server({toStartTls + Script{"S: 220 go", "HANG"}});
    std::stop_source stop;
    QFuture<SmtpProbe> future = m_prober->probe(target(server), stop.get_token());
    QTRY_COMPARE(server.heard().size(), 2);
    QVERIFY(!future.isFinished());
    QElapsedTimer clock;
    clock.start();
    stop.request_stop();
    future.waitForFinished();
    QVERIFY(clock.elapsed() < 1000);
    QCOMPARE(future.resultCount(), 1);
    QCOMPARE(future.result().cause, Cause::Cancelled);
    QVERIFY(future.result().reached >= SmtpStage::StartTls);
}

void TestSmtpProber::cancelledBetweenSessions()
{
    const ScriptedSmtpServer server({well, toTls + Script{"REST"}}, tlsOptions());
    io::SmtpTarget deep = target(server);
    deep.deep = true;
    std::stop_source stop;
    QFuture<SmtpProbe> future = m_prober->probe(deep, stop.get_token());
    QTRY_VERIFY(server.heard().endsWith("QUIT"));
    stop.request_stop();
    future.waitForFinished();
    QVERIFY2(future.result().complete(), "what the first session saw stays");
    QVERIFY(server.sessions() <= 2);
}

void TestSmtpProber::threadsEndFirst()
{
    const ScriptedSmtpServer server({Script{"HANG"}});
    QFuture<SmtpProbe> future;
    {
        io::ProbeThreads threads;
        io::NetworkSmtpProber prober(threads, m_trust);
        future = prober.probe(target(server), {});
        QTRY_COMPARE(server.sessions(), 1);
    }
    QVERIFY(future.isFinished());
    QCOMPARE(future.resultCount(), 1);
    QCOMPARE(future.result().cause, Cause::Cancelled);
}

void TestSmtpProber::manyAtOnce()
{
    const ScriptedSmtpServer server({well}, tlsOptions());
    QList<QFuture<SmtpProbe>> futures;
    for (int i = 0; i < 100; ++i)
        futures += m_prober->probe(target(server, 60'000), {});
    for (QFuture<SmtpProbe> &future : futures) {
        future.waitForFinished();
        QCOMPARE(future.resultCount(), 1);
        QVERIFY(future.result().complete());
    }
    QCOMPARE(server.sessions(), 100);
}

QTEST_GUILESS_MAIN(TestSmtpProber)
#include "test_smtp_prober.moc"
