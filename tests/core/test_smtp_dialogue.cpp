// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions as dialogues. A row is a list of steps:
//   "S: text"   the server sends a line; lines without a client's step between them arrive together
//   "S! bytes"  the server sends bytes as they are, no CR LF added
//   "C: text"   the client must have said exactly this, and nothing else
//   "TLS"       the client must want TLS now; the handshake succeeds
//   "END cause" the connection ends
// Each row is played with whole turns, byte by byte, and in random chunks: the outcome must be equal.
#include "base/enum_names.h"
#include "base/limits.h"
#include "smtp/dialogue.h"
#include "smtp/helo.h"

#include <QRandomGenerator>
#include <QTest>

using facts::Cause;
using facts::SmtpProbe;
using facts::SmtpStage;
using smtp::Extent;

namespace {

enum class Chunking { Whole, Bytes, Random };

/// Plays one row; `problem` says what the client did wrong.
class Player
{
public:
    Player(Extent extent, Chunking chunking, quint32 seed = 1)
        : m_dialogue(extent), m_chunking(chunking), m_random(seed)
    {
        m_dialogue.opening();
        m_dialogue.connected("client.example", 7);
    }

    void play(const QByteArrayList &steps)
    {
        for (const QByteArray &step : steps) {
            if (step.startsWith("S: "))
                m_turn += step.mid(3) + "\r\n";
            else if (step.startsWith("S! "))
                m_turn += step.mid(3);
            else
                clientStep(step);
        }
        deliver();
        if (const QByteArray said = m_dialogue.takeOutgoing(); !said.isEmpty())
            problem += "unexpected at the end: " + said;
    }

    const smtp::Dialogue &dialogue() const { return m_dialogue; }
    QByteArray problem;

private:
    void clientStep(const QByteArray &step)
    {
        deliver();
        const QByteArray said = m_dialogue.takeOutgoing();
        const QByteArray expected = step.startsWith("C: ") ? step.mid(3) + "\r\n" : QByteArray();
        if (said != expected)
            problem += "expected \"" + expected + "\" but got \"" + said + '"';
        if (step == "TLS")
            secure();
        else if (step.startsWith("END "))
            end(step.mid(4));
    }

    void secure()
    {
        if (!m_dialogue.wantsTls())
            problem += "no wish for TLS";
        m_dialogue.tlsStarted(m_ms);
        facts::TlsFacts tls;
        tls.outcome = facts::TlsOutcome::Established;
        tls.protocol = QStringLiteral("TLSv1.3");
        tls.cipher = QStringLiteral("TLS_AES_128_GCM_SHA256");
        m_dialogue.secured(tls, ++m_ms);
        m_turn.clear();
    }

    void end(const QByteArray &word)
    {
        if (m_dialogue.wantsTls())
            m_dialogue.tlsStarted(m_ms);
        facts::TlsFacts tls;
        tls.outcome = facts::TlsOutcome::Failed;
        tls.alert = 116; // certificate_required
        m_dialogue.ended(*base::enumFromName<Cause>(QString::fromLatin1(word)), QStringLiteral("why"), tls, ++m_ms);
    }

    void deliver()
    {
        ++m_ms;
        while (!m_turn.isEmpty()) {
            const qsizetype size = m_chunking == Chunking::Whole   ? m_turn.size()
                                   : m_chunking == Chunking::Bytes ? 1
                                                                   : m_random.bounded(1, 9);
            m_dialogue.received(m_turn.left(size), m_ms);
            m_turn.remove(0, size);
        }
    }

    smtp::Dialogue m_dialogue;
    Chunking m_chunking;
    QRandomGenerator m_random;
    QByteArray m_turn;
    qint64 m_ms = 7;
};

QByteArrayList transcriptOf(const SmtpProbe &probe)
{
    QByteArrayList lines;
    for (const facts::TranscriptLine &line : probe.transcript)
        lines += (line.speaker == facts::Speaker::Client   ? "C: "
                  : line.speaker == facts::Speaker::Server ? "S: "
                                                           : "   ") +
                 line.text;
    return lines;
}

const QByteArrayList toStartTls{"S: 220 mx ESMTP", "C: EHLO client.example", "S: 250-mx", "S: 250 STARTTLS",
                                "C: STARTTLS"};
const QByteArrayList toTls = toStartTls + QByteArrayList{"S: 220 go", "TLS", "C: EHLO client.example"};

} // namespace

class TestSmtpDialogue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void dialogue_data();
    void dialogue();
    void greeting_data();
    void greeting();
    void handshakeOnly();
    void keyword_data();
    void keyword();
    void repliesAreKept();
    void refusalIsQuoted();
    void injectedBytesAreKeptAndNeverParsed();
    void injectedBytesAreCut();
    void transcriptTellsTheSession();
    void transcriptIsCut();
    void unfinishedLineIsShown();
    void lineAtTheLimit();
    void nothingAfterTheEnd();
    void cancelledBeforeItBegins();
    void lateAlertIsKept();
    void hostileBytes();
    void helo_data();
    void helo();
};

void TestSmtpDialogue::dialogue_data()
{
    QTest::addColumn<QByteArrayList>("steps");
    QTest::addColumn<SmtpStage>("stage");
    QTest::addColumn<Cause>("cause");
    using L = QByteArrayList;
    const auto row = [](const char *name, const L &steps, SmtpStage stage, Cause cause = Cause::None) {
        QTest::newRow(name) << steps << stage << cause;
    };

    row("all well", toTls + L{"S: 250-mx", "S: 250 SIZE 1000", "C: QUIT"}, SmtpStage::Done);
    row("banner of several lines",
        L{"S: 220-mx", "S: 220-no spam please", "S: 220 ready"} + toStartTls.mid(1) +
            L{"S: 220 go", "TLS", "C: EHLO client.example", "S: 250 mx", "C: QUIT"},
        SmtpStage::Done);
    row("LF only",
        {"S! 220 mx\n", "C: EHLO client.example", "S! 250-mx\n250 STARTTLS\n", "C: STARTTLS", "S! 220 go\n", "TLS",
         "C: EHLO client.example", "S! 250 mx\n", "C: QUIT"},
        SmtpStage::Done);
    row("codes without text",
        {"S: 220", "C: EHLO client.example", "S: 250-", "S: 250 STARTTLS", "C: STARTTLS", "S: 220", "TLS",
         "C: EHLO client.example", "S: 250", "C: QUIT"},
        SmtpStage::Done);
    row("another 2xx",
        {"S: 250 mx", "C: EHLO client.example", "S: 200-mx", "S: 200 STARTTLS", "C: STARTTLS", "S: 250 go", "TLS",
         "C: EHLO client.example", "S: 220 mx", "C: QUIT"},
        SmtpStage::Done);
    row("binary text",
        {QByteArray("S: 220 \0\xff\r\x01", 12), "C: EHLO client.example", "S: 250-mx", "S: 250 STARTTLS", "C: STARTTLS",
         "S: 220 go", "TLS", "C: EHLO client.example", "S: 250 mx", "C: QUIT"},
        SmtpStage::Done);

    row("banner 421", {"S: 421 too many connections"}, SmtpStage::Banner, Cause::Rejected);
    row("banner 450", {"S: 450 later", "C: QUIT"}, SmtpStage::Banner, Cause::Rejected);
    row("banner 554", {"S: 554 no service for you", "C: QUIT"}, SmtpStage::Banner, Cause::Rejected);
    row("banner 554 of several lines", {"S: 554-no", "S: 554 go away", "C: QUIT"}, SmtpStage::Banner, Cause::Rejected);
    row("banner 354", {"S: 354 go ahead", "C: QUIT"}, SmtpStage::Banner, Cause::ProtocolViolation);
    row("banner of SSH", {"S: SSH-2.0-OpenSSH_9.2"}, SmtpStage::Banner, Cause::ProtocolViolation);
    row("banner of HTTP", {"S: HTTP/1.1 400 Bad Request"}, SmtpStage::Banner, Cause::ProtocolViolation);
    row("banner of POP3", {"S: +OK ready"}, SmtpStage::Banner, Cause::ProtocolViolation);
    row("banner with a TLS alert", {QByteArray("S! \x15\x03\x01\x00\x02\x02\x0a\n", 11)}, SmtpStage::Banner,
        Cause::ProtocolViolation);
    row("code of two digits", {"S: 22 mx"}, SmtpStage::Banner, Cause::ProtocolViolation);
    row("code of four digits", {"S: 2200 mx"}, SmtpStage::Banner, Cause::ProtocolViolation);
    row("code 120", {"S: 120 wait"}, SmtpStage::Banner, Cause::ProtocolViolation);
    row("code 620", {"S: 620 what"}, SmtpStage::Banner, Cause::ProtocolViolation);
    row("strange separator", {"S: 220_mx"}, SmtpStage::Banner, Cause::ProtocolViolation);
    row("TAB as separator", {"S: 220\tmx"}, SmtpStage::Banner, Cause::ProtocolViolation);
    row("empty line", {"S: "}, SmtpStage::Banner, Cause::ProtocolViolation);
    row("code changes", {"S: 220-mx", "S: 250 mx"}, SmtpStage::Banner, Cause::ProtocolViolation);
    row("endless line", {"S! 220 " + QByteArray(100'000, 'x')}, SmtpStage::Banner, Cause::TooLong);
    row("endless binary", {"S! " + QByteArray(100'000, '\0')}, SmtpStage::Banner, Cause::TooLong);
    row("endless banner", {"S! " + QByteArray("220-and on and on\r\n").repeated(5000)}, SmtpStage::Banner,
        Cause::TooLong);
    row("no banner", {"END timed-out"}, SmtpStage::Banner, Cause::TimedOut);
    row("closed before the banner", {"END closed-by-peer"}, SmtpStage::Banner, Cause::ClosedByPeer);
    row("half a banner", {"S! 220-mx\r\n220 x", "END reset"}, SmtpStage::Banner, Cause::Reset);

    const L banner{"S: 220 mx", "C: EHLO client.example"};
    row("EHLO 502", banner + L{"S: 502 what", "C: QUIT"}, SmtpStage::Ehlo, Cause::Rejected);
    row("EHLO 550", banner + L{"S: 550 bad name", "C: QUIT"}, SmtpStage::Ehlo, Cause::Rejected);
    row("EHLO 421", banner + L{"S: 421 closing"}, SmtpStage::Ehlo, Cause::Rejected);
    row("EHLO 334", banner + L{"S: 334 what", "C: QUIT"}, SmtpStage::Ehlo, Cause::ProtocolViolation);
    row("EHLO garbage", banner + L{"S: 250-mx", "S: STARTTLS"}, SmtpStage::Ehlo, Cause::ProtocolViolation);
    row("EHLO endless", banner + L{"S! " + QByteArray("250-X\r\n").repeated(20'000)}, SmtpStage::Ehlo, Cause::TooLong);
    row("EHLO silence", banner + L{"S! 250-mx\r\n", "END timed-out"}, SmtpStage::Ehlo, Cause::TimedOut);
    row("EHLO closed", banner + L{"END closed-by-peer"}, SmtpStage::Ehlo, Cause::ClosedByPeer);
    row("no STARTTLS", banner + L{"S: 250-mx", "S: 250 SIZE", "C: QUIT"}, SmtpStage::Ehlo, Cause::NotOffered);
    row("one line", banner + L{"S: 250 mx", "C: QUIT"}, SmtpStage::Ehlo, Cause::NotOffered);

    row("STARTTLS 454", toStartTls + L{"S: 454 TLS not available", "C: QUIT"}, SmtpStage::StartTls, Cause::Rejected);
    row("STARTTLS 502", toStartTls + L{"S: 502 no", "C: QUIT"}, SmtpStage::StartTls, Cause::Rejected);
    row("STARTTLS 421", toStartTls + L{"S: 421 bye"}, SmtpStage::StartTls, Cause::Rejected);
    row("STARTTLS 300", toStartTls + L{"S: 300 more", "C: QUIT"}, SmtpStage::StartTls, Cause::ProtocolViolation);
    row("STARTTLS garbage", toStartTls + L{"S: ok"}, SmtpStage::StartTls, Cause::ProtocolViolation);
    row("STARTTLS closed", toStartTls + L{"END closed-by-peer"}, SmtpStage::StartTls, Cause::ClosedByPeer);
    row("TLS fails", toStartTls + L{"S: 220 go", "END tls-failure"}, SmtpStage::Handshake, Cause::TlsFailure);
    row("TLS closed", toStartTls + L{"S: 220 go", "END closed-by-peer"}, SmtpStage::Handshake, Cause::ClosedByPeer);
    row("TLS silence", toStartTls + L{"S: 220 go", "END timed-out"}, SmtpStage::Handshake, Cause::TimedOut);

    row("closed behind TLS", toTls + L{"END closed-by-peer"}, SmtpStage::EhloTls, Cause::ClosedByPeer);
    row("EHLO in TLS 503", toTls + L{"S: 503 again?", "C: QUIT"}, SmtpStage::EhloTls, Cause::Rejected);
    row("EHLO in TLS 421", toTls + L{"S: 421 bye"}, SmtpStage::EhloTls, Cause::Rejected);
    row("EHLO in TLS garbage", toTls + L{"S: hello"}, SmtpStage::EhloTls, Cause::ProtocolViolation);
    row("EHLO in TLS cancelled", toTls + L{"END cancelled"}, SmtpStage::EhloTls, Cause::Cancelled);
    row("more behind the last reply", toTls + L{"S: 250 mx", "S: 250 mx", "S: 221 bye", "C: QUIT"}, SmtpStage::Done);
}

void TestSmtpDialogue::dialogue()
{
    QFETCH(const QByteArrayList, steps);
    QFETCH(const SmtpStage, stage);
    QFETCH(const Cause, cause);

    Player whole(Extent::Whole, Chunking::Whole);
    whole.play(steps);
    QCOMPARE(whole.problem, QByteArray());
    QVERIFY(whole.dialogue().isOver());
    const SmtpProbe &probe = whole.dialogue().probe();
    QCOMPARE(probe.reached, stage);
    QCOMPARE(probe.cause, cause);
    QCOMPARE(probe.connectMs, 7);
    QVERIFY(probe.totalMs > 7);
    QCOMPARE(probe.tls.outcome != facts::TlsOutcome::NotAttempted, stage >= SmtpStage::Handshake);
    QCOMPARE(probe.startTlsOffered, stage > SmtpStage::Ehlo);

    Player bytes(Extent::Whole, Chunking::Bytes);
    bytes.play(steps);
    QCOMPARE(bytes.problem, QByteArray());
    QVERIFY(bytes.dialogue().probe() == probe);
    for (quint32 seed = 1; seed <= 8; ++seed) {
        Player random(Extent::Whole, Chunking::Random, seed);
        random.play(steps);
        QCOMPARE(random.problem, QByteArray());
        QVERIFY(random.dialogue().probe() == probe);
    }
}

void TestSmtpDialogue::greeting_data()
{
    QTest::addColumn<QByteArrayList>("steps");
    QTest::addColumn<SmtpStage>("stage");
    QTest::addColumn<Cause>("cause");
    QTest::newRow("well") << QByteArrayList{"S: 220 mx", "C: QUIT"} << SmtpStage::Done << Cause::None;
    QTest::newRow("554") << QByteArrayList{"S: 554 no", "C: QUIT"} << SmtpStage::Banner << Cause::Rejected;
    QTest::newRow("silence") << QByteArrayList{"END timed-out"} << SmtpStage::Banner << Cause::TimedOut;
}

void TestSmtpDialogue::greeting()
{
    QFETCH(const QByteArrayList, steps);
    Player player(Extent::Greeting, Chunking::Whole);
    player.play(steps);
    QCOMPARE(player.problem, QByteArray());
    QVERIFY(player.dialogue().isOver());
    QTEST(player.dialogue().probe().reached, "stage");
    QTEST(player.dialogue().probe().cause, "cause");
}

void TestSmtpDialogue::handshakeOnly()
{
    Player player(Extent::Handshake, Chunking::Whole);
    player.play(toStartTls + QByteArrayList{"S: 220 go", "TLS", "C: QUIT"});
    QCOMPARE(player.problem, QByteArray());
    QVERIFY(player.dialogue().isOver());
    QVERIFY(player.dialogue().probe().complete());
    QVERIFY(player.dialogue().probe().tls.established());
}

void TestSmtpDialogue::keyword_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("offered");
    QTest::newRow("upper") << QByteArray("STARTTLS") << true;
    QTest::newRow("lower") << QByteArray("starttls") << true;
    QTest::newRow("mixed") << QByteArray("StartTls") << true;
    QTest::newRow("blank behind") << QByteArray("STARTTLS ") << true;
    QTest::newRow("parameter") << QByteArray("STARTTLS required") << true;
    QTest::newRow("longer word") << QByteArray("STARTTLSX") << false;
    QTest::newRow("shorter word") << QByteArray("STARTTL") << false;
    QTest::newRow("blank before") << QByteArray(" STARTTLS") << false;
    QTest::newRow("second word") << QByteArray("AUTH STARTTLS") << false;
    QTest::newRow("overwritten by a firewall") << QByteArray("XXXXXXXA") << false;
    QTest::newRow("hyphen") << QByteArray("STARTTLS-X") << false;
    QTest::newRow("NUL") << QByteArray("STARTTLS\0", 9) << false;
    QTest::newRow("empty") << QByteArray() << false;
}

void TestSmtpDialogue::keyword()
{
    QFETCH(const QByteArray, line);
    const QLatin1String starttls("STARTTLS");
    QTEST(smtp::offersKeyword({250, {"mx", "SIZE", line, "8BITMIME"}}, starttls), "offered");
    QVERIFY2(!smtp::offersKeyword({250, {line}}, starttls), "the first line holds the server's name, not a keyword");
    QVERIFY(!smtp::offersKeyword({}, starttls));
}

void TestSmtpDialogue::repliesAreKept()
{
    Player player(Extent::Whole, Chunking::Random);
    player.play(toTls + QByteArrayList{"S: 250-mx again", "S: 250 SIZE 5", "C: QUIT"});
    const SmtpProbe &probe = player.dialogue().probe();
    QVERIFY((probe.banner == facts::SmtpReply{220, {"mx ESMTP"}}));
    QVERIFY((probe.ehlo == facts::SmtpReply{250, {"mx", "STARTTLS"}}));
    QVERIFY((probe.startTls == facts::SmtpReply{220, {"go"}}));
    QVERIFY((probe.ehloTls == facts::SmtpReply{250, {"mx again", "SIZE 5"}}));
    QCOMPARE(probe.bannerMs, 1);

    Player partial(Extent::Whole, Chunking::Bytes);
    partial.play({"S: 220-first", "S! 220 sec", "END timed-out"});
    QVERIFY((partial.dialogue().probe().banner == facts::SmtpReply{220, {"first"}}));
    QCOMPARE(partial.dialogue().probe().error, QStringLiteral("why"));
}

void TestSmtpDialogue::refusalIsQuoted()
{
    Player player(Extent::Whole, Chunking::Whole);
    player.play({"S: 554-5.7.1 no", "S: 554 5.7.1 blocked by policy", "C: QUIT"});
    QCOMPARE(player.dialogue().probe().error, QStringLiteral("554 5.7.1 blocked by policy"));
    QCOMPARE(player.dialogue().probe().banner.code, 554);
}

void TestSmtpDialogue::injectedBytesAreKeptAndNeverParsed()
{
    for (const Chunking chunking : {Chunking::Whole, Chunking::Bytes, Chunking::Random}) {
        Player player(Extent::Whole, chunking);
        player.play(toStartTls + QByteArrayList{"S: 220 go", "S: 250-evil", "S: 250 AUTH PLAIN", "TLS",
                                                "C: EHLO client.example", "S: 250 mx", "C: QUIT"});
        QCOMPARE(player.problem, QByteArray());
        const SmtpProbe &probe = player.dialogue().probe();
        QVERIFY(probe.complete());
        QCOMPARE(probe.injected, QByteArray("250-evil\r\n250 AUTH PLAIN\r\n"));
        QVERIFY((probe.ehloTls == facts::SmtpReply{250, {"mx"}}));
        QVERIFY(transcriptOf(probe).contains("   26 bytes behind the reply to STARTTLS thrown away"));
        QVERIFY(!transcriptOf(probe).contains("S: 250-evil"));
    }
}

void TestSmtpDialogue::injectedBytesAreCut()
{
    Player player(Extent::Whole, Chunking::Random);
    player.play(toStartTls + QByteArrayList{"S: 220 go", "S! " + QByteArray(3000, 'x'), "END tls-failure"});
    QCOMPARE(player.dialogue().probe().injected, QByteArray(512, 'x'));
    QCOMPARE(player.dialogue().probe().tls.outcome, facts::TlsOutcome::Failed);
    QVERIFY(transcriptOf(player.dialogue().probe()).contains("   3000 bytes behind the reply to STARTTLS thrown away"));
}

void TestSmtpDialogue::transcriptTellsTheSession()
{
    Player player(Extent::Whole, Chunking::Whole);
    player.play(QByteArrayList{"S! 220 mx ESMTP\n"} + toTls.mid(1) + QByteArrayList{"S: 250 mx", "C: QUIT"});
    const QByteArrayList expected{"   connected",
                                  "S: 220 mx ESMTP",
                                  "   a line ends in LF without CR",
                                  "C: EHLO client.example",
                                  "S: 250-mx",
                                  "S: 250 STARTTLS",
                                  "C: STARTTLS",
                                  "S: 220 go",
                                  "   TLS established: TLSv1.3 TLS_AES_128_GCM_SHA256",
                                  "C: EHLO client.example",
                                  "S: 250 mx",
                                  "C: QUIT"};
    QCOMPARE(transcriptOf(player.dialogue().probe()), expected);
    QVERIFY(!player.dialogue().probe().transcriptCut);
}

void TestSmtpDialogue::transcriptIsCut()
{
    Player player(Extent::Whole, Chunking::Whole);
    player.play({"S: 220 mx", "C: EHLO client.example",
                 "S! " + QByteArray("250-\r\n").repeated(10'000) + "250 STARTTLS\r\n", "C: STARTTLS", "END reset"});
    const SmtpProbe &probe = player.dialogue().probe();
    QVERIFY(probe.transcriptCut);
    QVERIFY2(probe.transcript.size() * 64 <= limits::smtpTranscriptBytes,
             "the cost of a line counts, not just its text");
    QCOMPARE(probe.ehlo.lines.size(), 10'001);
    QVERIFY(probe.startTlsOffered);
}

void TestSmtpDialogue::unfinishedLineIsShown()
{
    Player player(Extent::Whole, Chunking::Whole);
    player.play({"S! 220 half a ban", "END closed-by-peer"});
    const QByteArrayList expected{"   connected", "S: 220 half a ban", "   the line above has no end",
                                  "   the server closed the connection"};
    QCOMPARE(transcriptOf(player.dialogue().probe()), expected);
}

void TestSmtpDialogue::lineAtTheLimit()
{
    for (const Chunking chunking : {Chunking::Whole, Chunking::Bytes, Chunking::Random}) {
        Player fits(Extent::Whole, chunking);
        fits.play({"S: 220 " + QByteArray(limits::smtpReplyLine - 4, 'x'), "C: EHLO client.example", "END reset"});
        QCOMPARE(fits.problem, QByteArray());
        QCOMPARE(fits.dialogue().probe().reached, SmtpStage::Ehlo);
        Player over(Extent::Whole, chunking);
        over.play({"S: 220 " + QByteArray(limits::smtpReplyLine - 3, 'x')});
        QCOMPARE(over.dialogue().probe().cause, Cause::TooLong);
        QCOMPARE(over.dialogue().probe().transcript.at(1).text.size(), limits::smtpReplyLine);
    }
}

void TestSmtpDialogue::nothingAfterTheEnd()
{
    smtp::Dialogue dialogue;
    dialogue.opening();
    dialogue.connected("client.example", 1);
    dialogue.received("554 no\r\n", 2);
    const SmtpProbe before = dialogue.probe();
    dialogue.received("220 changed my mind\r\n", 3);
    dialogue.secured({}, 4);
    dialogue.ended(Cause::Reset, QStringLiteral("late"), {}, 5);
    QVERIFY(dialogue.probe() == before);
    QCOMPARE(dialogue.takeOutgoing(), QByteArray("QUIT\r\n"));
    QCOMPARE(dialogue.takeOutgoing(), QByteArray());
}

void TestSmtpDialogue::cancelledBeforeItBegins()
{
    smtp::Dialogue idle;
    idle.ended(Cause::Cancelled, {}, {}, 0);
    QVERIFY(idle.isOver());
    QCOMPARE(idle.probe().reached, SmtpStage::NotStarted);
    smtp::Dialogue opening;
    opening.opening();
    opening.ended(Cause::Refused, {}, {}, 3);
    QCOMPARE(opening.probe().reached, SmtpStage::Connect);
    QCOMPARE(opening.probe().cause, Cause::Refused);
}

void TestSmtpDialogue::lateAlertIsKept()
{
    Player player(Extent::Whole, Chunking::Whole);
    player.play(toTls + QByteArrayList{"END tls-failure"});
    QVERIFY2(player.dialogue().probe().tls.established(), "the handshake itself went well");
    QCOMPARE(player.dialogue().probe().tls.alert, 116);
}

void TestSmtpDialogue::hostileBytes()
{
    const QByteArrayList tokens{"220",
                                "250",
                                "-",
                                " ",
                                "\r",
                                "\n",
                                "\r\n",
                                "STARTTLS",
                                "421",
                                "\r\n\r\n",
                                QByteArray(1, '\0'),
                                "250-mx\r\n",
                                "220 go\r\n",
                                "250 STARTTLS\r\n",
                                "\xff\xfe",
                                "S",
                                QByteArray(3000, 'a')};
    for (quint32 seed = 1; seed <= 300; ++seed) {
        QRandomGenerator random(seed);
        QByteArrayList steps{"S! 220 mx\r\n"};
        for (int turn = 0; turn < 4; ++turn)
            for (int i = 0; i < 12; ++i)
                steps += "S! " + tokens.at(random.bounded(int(tokens.size())));
        Player whole(Extent::Whole, Chunking::Whole);
        Player pieces(Extent::Whole, Chunking::Random, seed);
        whole.play(steps);
        pieces.play(steps);
        QCOMPARE(pieces.problem, whole.problem); // what the client said, in turns that no row foresees
        QVERIFY(pieces.dialogue().probe() == whole.dialogue().probe());
        QCOMPARE(pieces.dialogue().isOver(), whole.dialogue().isOver());
        QVERIFY(whole.dialogue().probe().injected.size() <= 512);
    }
}

void TestSmtpDialogue::helo_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *name, const char *address, const char *said) {
        const QByteArray printable = QByteArray(name).replace("\r\n", "(CR LF)");
        QTest::addRow("\"%s\" from %s", printable.constData(), address)
            << QString::fromUtf8(name) << QString::fromLatin1(address) << QByteArray(said);
    };
    row("mail.example.it", "192.0.2.1", "mail.example.it");
    row("Mail.Example.IT.", "192.0.2.1", "mail.example.it");
    row("bücher.example", "192.0.2.1", "xn--bcher-kva.example");
    row("desktop", "192.0.2.1", "[192.0.2.1]");
    row("", "192.0.2.1", "[192.0.2.1]");
    row("localhost", "192.0.2.1", "[192.0.2.1]");
    row("localhost.localdomain", "192.0.2.1", "[192.0.2.1]");
    row("mac.local", "2001:db8::5", "[IPv6:2001:db8::5]");
    row("pc.fritz.internal", "2001:db8::5", "[IPv6:2001:db8::5]");
    row("192.0.2.7", "192.0.2.1", "[192.0.2.1]");
    row("a\r\nMAIL FROM:<>.example", "192.0.2.1", "[192.0.2.1]");
    row("two words.example", "192.0.2.1", "[192.0.2.1]");
    row("[192.0.2.9]", "192.0.2.1", "[192.0.2.9]");
    row("[IPv6:2001:db8::9]", "192.0.2.1", "[IPv6:2001:db8::9]");
    row("[2001:db8::9]", "192.0.2.1", "[192.0.2.1]");
    row("[a\r\nb]", "192.0.2.1", "[192.0.2.1]");
    row("desktop", "::ffff:192.0.2.1", "[192.0.2.1]");
    row("desktop", "none", "[127.0.0.1]");
}

void TestSmtpDialogue::helo()
{
    QFETCH(const QString, name);
    QFETCH(const QString, address);
    const auto local = base::IpAddress::parse(address);
    QTEST(smtp::heloArgument(name, local.value_or(base::IpAddress())), "said");
}

QTEST_GUILESS_MAIN(TestSmtpDialogue)
#include "test_smtp_dialogue.moc"
