// SPDX-License-Identifier: GPL-3.0-or-later
// The SMTP sessions: what ended them, and what they showed. One fault at a time over
// healthy facts.
#include "base/limits.h"
#include "finding_lists.h"
#include "findings/evaluate.h"
#include "smtp_faults.h"

using namespace findings;
using namespace support;
using enum findings::FindingId;
using facts::DnsStatus;
using facts::DomainFacts;
using facts::MxHostFacts;
using facts::RecordType;

namespace {

Findings rulesOn(const DomainFacts &facts)
{
    Findings out;
    mailServerRules(facts, facts.observedAt, out);
    return out;
}

QStringList notPassed(const DomainFacts &facts)
{
    return support::notPassed(rulesOn(facts), Subject::MailServer);
}

void setMode(DomainFacts &facts, const QByteArray &mode)
{
    for (facts::PolicyFetch &fetch : facts.policyHost.fetches)
        fetch.body = support::policyText(facts.domain, mode);
}

struct ProbeFault
{
    const char *name;
    ProbeChange change;
    const char *id;
    const char *enforced; ///< severity in mode enforce
    const char *testing;  ///< and in mode testing
};

const QList<ProbeFault> &probeFaults()
{
    static const QList<ProbeFault> all{
        {"refused", stopped(SmtpStage::Connect, Cause::Refused), "mx-refused", "error", "error"},
        {"timeout", stopped(SmtpStage::Connect, Cause::TimedOut), "mx-timeout", "error", "error"},
        {"unreachable", stopped(SmtpStage::Connect, Cause::Unreachable), "mx-unreachable", "error", "error"},
        {"connect error", stopped(SmtpStage::Connect, Cause::NetworkError), "mx-connection-failed", "error", "error"},
        {"connect reset", stopped(SmtpStage::Connect, Cause::Reset), "mx-connection-failed", "error", "error"},
        {"silent", stopped(SmtpStage::Banner, Cause::TimedOut), "mx-no-banner", "error", "error"},
        {"closed at once", stopped(SmtpStage::Banner, Cause::ClosedByPeer), "mx-no-banner", "error", "error"},
        {"554 greeting", rejected(SmtpStage::Banner, 554, "No SMTP service here"), "mx-banner-rejected", "error",
         "error"},
        {"421 greeting", rejected(SmtpStage::Banner, 421, "4.3.2 Too busy"), "mx-banner-rejected", "error", "error"},
        {"not SMTP", stopped(SmtpStage::Banner, Cause::ProtocolViolation), "mx-protocol-error", "error", "error"},
        {"endless reply", stopped(SmtpStage::Ehlo, Cause::TooLong), "mx-protocol-error", "error", "error"},
        {"EHLO rejected", rejected(SmtpStage::Ehlo, 502, "5.5.1 Unknown command"), "mx-ehlo-rejected", "error",
         "error"},
        {"EHLO hangs", stopped(SmtpStage::Ehlo, Cause::TimedOut), "mx-connection-failed", "error", "error"},
        {"no STARTTLS", stopped(SmtpStage::Ehlo, Cause::NotOffered), "mx-start-tls-not-offered", "error", "warning"},
        {"no STARTTLS, later stage", stopped(SmtpStage::StartTls, Cause::NotOffered), "mx-start-tls-not-offered",
         "error", "warning"},
        {"454 to STARTTLS", rejected(SmtpStage::StartTls, 454, "4.7.0 TLS not available"), "mx-start-tls-rejected",
         "error", "warning"},
        {"STARTTLS hangs", stopped(SmtpStage::StartTls, Cause::TimedOut), "mx-connection-failed", "error", "error"},
        {"alert", handshake(TlsOutcome::Failed, QStringLiteral("sslv3 alert handshake failure"), 40), "mx-tls-failed",
         "error", "error"},
        {"garbage", handshake(TlsOutcome::Failed, QStringLiteral("wrong version number")), "mx-tls-failed", "error",
         "error"},
        {"closed in TLS", handshake(TlsOutcome::Closed, QString()), "mx-tls-failed", "error", "error"},
        {"TLS hangs", handshake(TlsOutcome::TimedOut, QString()), "mx-tls-failed", "error", "error"},
        {"protocol alert", handshake(TlsOutcome::Failed, QStringLiteral("tlsv1 alert protocol version"), 70),
         "mx-tls-too-old", "error", "warning"},
        {"TLS 1.0 chosen", handshake(TlsOutcome::Failed, QStringLiteral("unsupported protocol")), "mx-tls-too-old",
         "error", "warning"},
        {"TLS 1.1 agreed", [](SmtpProbe &probe) { probe.tls.protocol = QStringLiteral("TLSv1.1"); }, "mx-tls-too-old",
         "error", "warning"},
        {"closes after TLS", closesAfterTls, "mx-closes-after-tls", "warning", "warning"},
        {"EHLO over TLS rejected", rejected(SmtpStage::EhloTls, 530, "5.7.1 Go away"), "mx-ehlo-rejected", "error",
         "error"},
        {"late alert",
         [](SmtpProbe &probe) {
             probe.reached = SmtpStage::EhloTls;
             probe.cause = Cause::TlsFailure;
         },
         "mx-tls-failed", "error", "error"},
        {"expired", expire, "mx-certificate-expired", "error", "warning"},
        {"not yet valid", postdate, "mx-certificate-not-yet-valid", "error", "warning"},
        {"other name", misname, "mx-certificate-name-mismatch", "error", "warning"},
        {"self-signed", selfSign, "mx-certificate-self-signed", "error", "warning"},
        {"untrusted", distrust, "mx-certificate-untrusted", "error", "warning"},
        {"incomplete", dropIntermediate, "mx-certificate-incomplete-chain", "error", "warning"},
        {"client certificate", forClientsOnly, "mx-certificate-unsuitable", "error", "warning"},
        {"expires soon", ageALittle, "mx-certificate-expires-soon", "warning", "warning"},
        {"weak", weaken, "mx-certificate-weak", "warning", "warning"},
        {"slow", [](SmtpProbe &probe) { probe.bannerMs = limits::smtpSlowBannerMs + 1; }, "mx-slow-banner", "warning",
         "warning"},
        {"injection", [](SmtpProbe &probe) { probe.injected = "250 injected\r\n"; }, "mx-response-injection", "warning",
         "warning"},
        {"TLS 1.0 too",
         [](SmtpProbe &probe) {
             probe.offers = {{QStringLiteral("TLSv1"), true, true, {}}};
         },
         "mx-old-protocol-accepted", "info", "info"},
        {"TLS 1.0 declined",
         [](SmtpProbe &probe) {
             probe.offers = {{QStringLiteral("TLSv1"), true, false, {}}, {QStringLiteral("TLSv1.2"), true, true, {}}};
         },
         nullptr, nullptr, nullptr},
    };
    return all;
}

QStringList expectedLine(const char *id, const char *severity)
{
    return id ? QStringList{QStringLiteral("fail %1 %2").arg(QLatin1String(id), QLatin1String(severity))}
              : QStringList{};
}

} // namespace

class TestMailServerRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void healthyPasses();
    void oneFault_data();
    void oneFault();
    void secondFaultNeverHelps();
    void resultTypes_data();
    void resultTypes();
    void evidenceShowsTheReply();
    void addressesAlikeAreOneFinding();
    void passesNeedEveryAddress();
    void daneMakesPlainTextAnError();
    void hostileTranscriptIsBounded();
};

void TestMailServerRules::healthyPasses()
{
    const Findings found = rulesOn(support::healthyFacts());
    QCOMPARE(support::notPassed(found, Subject::MailServer), QStringList{});
    QCOMPARE(found.size(), 4); // encryption and certificate of two hosts
    support::verifySentences(found);
    QVERIFY(text::title(found.first()).contains(QLatin1String("TLS 1.3")));
}

void TestMailServerRules::oneFault_data()
{
    QTest::addColumn<ProbeChange>("change");
    QTest::addColumn<QStringList>("enforced");
    QTest::addColumn<QStringList>("testing");
    for (const ProbeFault &fault : probeFaults())
        QTest::newRow(fault.name) << fault.change << expectedLine(fault.id, fault.enforced)
                                  << expectedLine(fault.id, fault.testing);
}

void TestMailServerRules::oneFault()
{
    QFETCH(ProbeChange, change);
    QFETCH(QStringList, enforced);
    QFETCH(QStringList, testing);
    DomainFacts facts = support::healthyFacts();
    change(facts.mxHosts[0].probes[0]);
    const Findings found = rulesOn(facts);
    QCOMPARE(support::notPassed(found, Subject::MailServer), enforced);
    support::verifySentences(found);
    for (const Finding &finding : found)
        if (finding.status == Status::Fail) {
            QCOMPARE(finding.evidence.host, QStringLiteral("mx1.example.com"));
            QCOMPARE(finding.evidence.address, QStringLiteral("192.0.2.25"));
            QVERIFY(!finding.evidence.summary.isEmpty());
        }
    setMode(facts, "testing");
    QCOMPARE(notPassed(facts), testing);
    facts.stsTxt = support::noAnswer(facts.stsTxt.name, RecordType::Txt, DnsStatus::NxDomain);
    QCOMPARE(notPassed(facts), testing);
}

// A fault at one host stays what it is, whatever happens at the other.
void TestMailServerRules::secondFaultNeverHelps()
{
    for (const ProbeFault &first : probeFaults())
        for (const ProbeFault &second : probeFaults()) {
            DomainFacts facts = support::healthyFacts();
            first.change(facts.mxHosts[0].probes[0]);
            second.change(facts.mxHosts[1].probes[0]);
            const QStringList lines = notPassed(facts);
            const QStringList expected =
                expectedLine(first.id, first.enforced) + expectedLine(second.id, second.enforced);
            for (const QString &line : expected)
                QVERIFY2(lines.contains(line),
                         qPrintable(QStringLiteral("%1 with %2: %3")
                                        .arg(QLatin1String(first.name), QLatin1String(second.name), lines.join(u'|'))));
            QCOMPARE(lines.size(), expected.size());
        }
}

void TestMailServerRules::resultTypes_data()
{
    QTest::addColumn<ProbeChange>("change");
    QTest::addColumn<QString>("resultType");
    const auto row = [](const char *name, const ProbeChange &change, const char *type) {
        QTest::newRow(name) << change << QString::fromLatin1(type);
    };
    row("no STARTTLS", stopped(SmtpStage::Ehlo, Cause::NotOffered), "starttls-not-supported");
    row("expired", expire, "certificate-expired");
    row("other name", misname, "certificate-host-mismatch");
    row("self-signed", selfSign, "certificate-not-trusted");
    row("untrusted", distrust, "certificate-not-trusted");
    row("handshake", handshake(TlsOutcome::Failed, QStringLiteral("alert"), 40), "validation-failure");
    row("too old", handshake(TlsOutcome::Failed, QString(), 70), "validation-failure");
    row("refused", stopped(SmtpStage::Connect, Cause::Refused), "");
}

void TestMailServerRules::resultTypes()
{
    QFETCH(ProbeChange, change);
    QFETCH(QString, resultType);
    DomainFacts facts = support::healthyFacts();
    change(facts.mxHosts[0].probes[0]);
    for (const Finding &finding : rulesOn(facts))
        if (finding.status == Status::Fail)
            QCOMPARE(finding.resultType, resultType);
}

void TestMailServerRules::evidenceShowsTheReply()
{
    DomainFacts facts = support::healthyFacts();
    SmtpProbe &probe = facts.mxHosts[0].probes[0];
    rejected(SmtpStage::StartTls, 454, "4.7.0 TLS not available")(probe);
    probe.transcript = {{facts::Speaker::Server, 10, "220 mx1.example.com ESMTP"},
                        {facts::Speaker::Client, 20, "STARTTLS"},
                        {facts::Speaker::Server, 30, "454 4.7.0 TLS not available"},
                        {facts::Speaker::Client, 31, "QUIT"}};
    const Findings found = rulesOn(facts);
    const Finding *finding = support::find(found, MxStartTlsRejected);
    QVERIFY(finding);
    QCOMPARE(finding->evidence.summary,
             QStringLiteral("mx1.example.com 192.0.2.25:25 STARTTLS → 454 4.7.0 TLS not available"));
    const TextEvidence &text = finding->evidence.text;
    QCOMPARE(text.bytes,
             QByteArray("S: 220 mx1.example.com ESMTP\nC: STARTTLS\nS: 454 4.7.0 TLS not available\nC: QUIT\n"));
    QCOMPARE(text.bytes.mid(text.offset, text.length), QByteArray("S: 454 4.7.0 TLS not available"));
    QCOMPARE(text.line, 3);
}

void TestMailServerRules::addressesAlikeAreOneFinding()
{
    DomainFacts facts = support::healthyFacts();
    for (SmtpProbe &probe : facts.mxHosts[0].probes)
        expire(probe);
    const Findings found = rulesOn(facts);
    QCOMPARE(support::notPassed(found, Subject::MailServer),
             QStringList{QStringLiteral("fail mx-certificate-expired error")});
    const Finding *finding = support::find(found, MxCertificateExpired);
    QCOMPARE(finding->evidence.address, QStringLiteral("192.0.2.25, 2001:db8::25"));
    QVERIFY(finding->evidence.summary.contains(QLatin1String("[2001:db8::25]:25")));
}

void TestMailServerRules::passesNeedEveryAddress()
{
    DomainFacts facts = support::healthyFacts();
    facts.mxHosts.removeLast();
    stop(facts.mxHosts[0].probes[1], SmtpStage::Ehlo, Cause::NotOffered);
    for (const Finding &finding : rulesOn(facts))
        QVERIFY(finding.status != Status::Pass || finding.id == MxCertificateUntrusted);
    facts = support::healthyFacts();
    facts.mxHosts.removeLast();
    misname(facts.mxHosts[0].probes[1]);
    for (const Finding &finding : rulesOn(facts))
        QVERIFY(finding.status != Status::Pass || finding.id == MxStartTlsNotOffered);
}

void TestMailServerRules::daneMakesPlainTextAnError()
{
    DomainFacts facts = support::healthyFacts();
    setMode(facts, "testing");
    stop(facts.mxHosts[0].probes[0], SmtpStage::Ehlo, Cause::NotOffered);
    QCOMPARE(notPassed(facts), QStringList{QStringLiteral("fail mx-start-tls-not-offered warning")});
    MxHostFacts &host = facts.mxHosts[0];
    host.tlsa =
        support::answer(host.tlsa.name, RecordType::Tlsa, {QByteArray("\x03\x01\x01", 3) + QByteArray(32, 'k')});
    support::sign(facts);
    const Findings found = rulesOn(facts);
    QCOMPARE(support::notPassed(found, Subject::MailServer),
             QStringList{QStringLiteral("fail mx-start-tls-not-offered error")});
    QVERIFY(!support::find(found, MxStartTlsNotOffered)->disagreements.isEmpty());
}

void TestMailServerRules::hostileTranscriptIsBounded()
{
    DomainFacts facts = support::healthyFacts();
    SmtpProbe &probe = facts.mxHosts[0].probes[0];
    stop(probe, SmtpStage::Banner, Cause::Rejected);
    probe.banner = {554, {QByteArray(100'000, 'x')}};
    for (int i = 0; i < 1000; ++i)
        probe.transcript << facts::TranscriptLine{facts::Speaker::Server, i, QByteArray(4000, '\xff')};
    const Findings found = rulesOn(facts);
    const Finding *finding = support::find(found, MxBannerRejected);
    QVERIFY(finding);
    QVERIFY(finding->evidence.text.bytes.size() < 10'000);
    QVERIFY(finding->arguments.value(QStringLiteral("reply")).size() < 400);
    QVERIFY(finding->evidence.summary.size() < 500);
}

QTEST_GUILESS_MAIN(TestMailServerRules)
#include "test_mail_server_rules.moc"
