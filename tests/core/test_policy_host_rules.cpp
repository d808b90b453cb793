// SPDX-License-Identifier: GPL-3.0-or-later
// The policy host: name, addresses, connection, TLS, certificate and HTTP, one fault at a time over healthy facts.
#include "facts_builder.h"
#include "finding_lists.h"
#include "findings/evaluate.h"

#include <functional>

using namespace findings;
using facts::Cause;
using facts::DnsStatus;
using facts::DomainFacts;
using facts::FetchStage;
using facts::PolicyFetch;
using facts::RecordType;
using Change = std::function<void(DomainFacts &)>;
Q_DECLARE_METATYPE(Change)

namespace {

Findings rulesOn(const DomainFacts &facts)
{
    Findings out;
    policyHostRules(facts, facts.observedAt, out);
    return out;
}

void hostAnswers(DomainFacts &facts, DnsStatus a, DnsStatus aaaa, const QList<facts::CnameStep> &cnames = {})
{
    facts::PolicyHostFacts &host = facts.policyHost;
    host.a = support::noAnswer(host.name, RecordType::A, a);
    host.aaaa = support::noAnswer(host.name, RecordType::Aaaa, aaaa);
    host.a.cnames = host.aaaa.cnames = cnames;
    host.fetches.clear();
}

void hostAddresses(DomainFacts &facts, const QStringList &v4, const QStringList &v6)
{
    facts::PolicyHostFacts &host = facts.policyHost;
    hostAnswers(facts, DnsStatus::NoData, DnsStatus::NoData);
    if (!v4.isEmpty())
        host.a = support::addressAnswer(host.name, RecordType::A, v4);
    if (!v6.isEmpty())
        host.aaaa = support::addressAnswer(host.name, RecordType::Aaaa, v6);
    for (const QString &address : v4 + v6)
        host.fetches.append(support::policyFetch(facts.domain, address));
}

void stop(PolicyFetch &fetch, FetchStage stage, Cause cause)
{
    fetch.reached = stage;
    fetch.cause = cause;
    fetch.body.clear();
    fetch.headers.clear();
    fetch.httpStatus = 0;
    if (stage <= FetchStage::Handshake) {
        fetch.tls = {};
        fetch.tls.referenceName = QStringLiteral("mta-sts.example.com");
    }
}
Change stopAll(FetchStage stage, Cause cause)
{
    return [=](DomainFacts &facts) {
        for (PolicyFetch &fetch : facts.policyHost.fetches)
            stop(fetch, stage, cause);
    };
}
Change stopV6(FetchStage stage, Cause cause)
{
    return [=](DomainFacts &facts) { stop(facts.policyHost.fetches[1], stage, cause); };
}
Change tlsOfAll(const std::function<void(facts::TlsFacts &)> &change)
{
    return [change](DomainFacts &facts) {
        for (PolicyFetch &fetch : facts.policyHost.fetches)
            change(fetch.tls);
    };
}
Change failTls(int alert, const char *error)
{
    return [=](DomainFacts &facts) {
        stopAll(FetchStage::Handshake, Cause::TlsFailure)(facts);
        tlsOfAll([=](facts::TlsFacts &tls) {
            tls.outcome = facts::TlsOutcome::Failed;
            tls.alert = alert;
            tls.error = QString::fromLatin1(error);
        })(facts);
    };
}
Change addresses(const QStringList &v4, const QStringList &v6)
{
    return [=](DomainFacts &facts) {
        hostAddresses(facts, v4, v6);
        for (PolicyFetch &fetch : facts.policyHost.fetches)
            stop(fetch, FetchStage::NotStarted, Cause::PrivateAddress);
    };
}

// The remark about revocation accompanies every certificate.
const QString revocation = QStringLiteral("unknown policy-host-revocation-not-checked info");

} // namespace

class TestPolicyHostRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void healthyHostPasses();
    void oneFaultAtATime_data();
    void oneFaultAtATime();
    void faultOfAllAddressesIsOneFinding();
    void faultOfOneAddressNamesIt();
    void withoutRecordEverythingIsARemark();
    void withoutRecordAndHostThereIsNothing();
    void expiryIsJudgedAtTheMomentOfEvaluation();
    void danglingAliasNamesTheTarget();
    void resultTypes();
};

void TestPolicyHostRules::healthyHostPasses()
{
    const Findings list = rulesOn(support::healthyFacts());
    QCOMPARE(support::notPassed(list, Subject::PolicyHost), QStringList{revocation});
    QCOMPARE(list.size(), 8);
    support::verifySentences(list);
}

void TestPolicyHostRules::oneFaultAtATime_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const Change &change, std::initializer_list<const char *> words) {
        QStringList expected;
        for (const char *word : words)
            expected.append(QString::fromLatin1(word));
        QTest::newRow(name) << change << expected;
    };
    constexpr const char *noRevocation = "unknown policy-host-revocation-not-checked info";
    using enum DnsStatus;
    const QList<facts::CnameStep> alias{
        {QStringLiteral("mta-sts.example.com"), QStringLiteral("host.example.net"), 300}};

    row("NXDOMAIN", [](DomainFacts &f) { hostAnswers(f, NxDomain, NxDomain); }, {"fail policy-host-missing error"});
    row("no data", [](DomainFacts &f) { hostAnswers(f, NoData, NoData); }, {"fail policy-host-missing error"});
    row("dangling alias", [=](DomainFacts &f) { hostAnswers(f, NxDomain, NxDomain, alias); },
        {"fail policy-host-dangling-alias error"});
    row("alias without address", [=](DomainFacts &f) { hostAnswers(f, NoData, NoData, alias); },
        {"fail policy-host-missing error"});
    row("SERVFAIL", [](DomainFacts &f) { hostAnswers(f, ServFail, ServFail); },
        {"unknown policy-host-lookup-failed error"});
    row("absent and timeout", [](DomainFacts &f) { hostAnswers(f, NoData, Timeout); },
        {"unknown policy-host-lookup-failed error"});
    row("bogus", [](DomainFacts &f) { hostAnswers(f, Bogus, Bogus); }, {"fail policy-host-bogus error"});
    row("cancelled", [](DomainFacts &f) { hostAnswers(f, Cancelled, Cancelled); }, {});
    row("AAAA fails",
        [](DomainFacts &f) {
            hostAddresses(f, {QStringLiteral("192.0.2.80")}, {});
            f.policyHost.aaaa.status = ServFail;
        },
        {"unknown policy-host-lookup-failed warning", noRevocation});
    row("alias", [=](DomainFacts &f) { f.policyHost.a.cnames = f.policyHost.aaaa.cnames = alias; },
        {"fail policy-host-alias info", noRevocation});
    row("loopback", addresses({QStringLiteral("127.0.0.1")}, {}), {"fail policy-host-private-address error"});
    row("RFC 1918", addresses({QStringLiteral("10.1.2.3")}, {}), {"fail policy-host-private-address error"});
    row("unique local", addresses({}, {QStringLiteral("fd00::1")}), {"fail policy-host-private-address error"});
    row("two kinds", addresses({QStringLiteral("169.254.1.1"), QStringLiteral("100.64.0.1")}, {}),
        {"fail policy-host-private-address error", "fail policy-host-private-address error"});
    row("private, allowed",
        [](DomainFacts &f) {
            hostAddresses(f, {QStringLiteral("127.0.0.1")}, {});
            f.vantage.privateAllowed = true;
        },
        {"fail policy-host-private-address info", noRevocation});

    row("refused", stopAll(FetchStage::Connect, Cause::Refused), {"fail policy-host-refused error"});
    row("timeout", stopAll(FetchStage::Connect, Cause::TimedOut), {"fail policy-host-timeout error"});
    row("unreachable", stopAll(FetchStage::Connect, Cause::Unreachable), {"fail policy-host-unreachable error"});
    row("reset", stopAll(FetchStage::Connect, Cause::Reset), {"fail policy-host-connection-failed error"});
    row("not tried", [](DomainFacts &f) { f.policyHost.fetches.clear(); }, {"unknown policy-host-not-tried error"});
    row("IPv6 times out", stopV6(FetchStage::Connect, Cause::TimedOut),
        {"fail policy-host-timeout error", noRevocation});
    row("no IPv6 here",
        [](DomainFacts &f) {
            f.vantage.ipv6 = false;
            stopV6(FetchStage::Connect, Cause::Unreachable)(f);
        },
        {"unknown policy-host-no-ipv6-here info", noRevocation});
    row("IPv6 only, no IPv6 here",
        [](DomainFacts &f) {
            f.vantage.ipv6 = false;
            hostAddresses(f, {}, {QStringLiteral("2001:db8::80")});
            stopAll(FetchStage::Connect, Cause::NetworkError)(f);
        },
        {"unknown policy-host-no-ipv6-here error"});
    row("no IPv4 here",
        [](DomainFacts &f) {
            f.vantage.ipv4 = false;
            hostAddresses(f, {QStringLiteral("192.0.2.80")}, {});
            stopAll(FetchStage::Connect, Cause::Unreachable)(f);
        },
        {"unknown policy-host-not-tried error"});
    row("refused is no matter of IPv6",
        [](DomainFacts &f) {
            f.vantage.ipv6 = false;
            hostAddresses(f, {}, {QStringLiteral("2001:db8::80")});
            stopAll(FetchStage::Connect, Cause::Refused)(f);
        },
        {"fail policy-host-refused error"});

    row("alert: unknown name", failTls(112, "tlsv1 unrecognized name"), {"fail policy-host-tls-failed error"});
    row("alert: protocol version", failTls(70, "tlsv1 alert protocol version"), {"fail policy-host-tls-too-old error"});
    row("TLS 1.0 only", failTls(-1, "unsupported protocol"), {"fail policy-host-tls-too-old error"});
    row("plain HTTP", failTls(-1, "wrong version number"), {"fail policy-host-tls-failed error"});
    row("handshake times out", stopAll(FetchStage::Handshake, Cause::TimedOut), {"fail policy-host-tls-failed error"});

    row("expired", tlsOfAll([](facts::TlsFacts &tls) { tls.chain[0].notAfter = support::observedAt().addDays(-3); }),
        {"fail policy-host-certificate-expired error", noRevocation});
    row("not yet valid",
        tlsOfAll([](facts::TlsFacts &tls) { tls.chain[0].notBefore = support::observedAt().addDays(3); }),
        {"fail policy-host-certificate-not-yet-valid error", noRevocation});
    row("wrong name", tlsOfAll([](facts::TlsFacts &tls) { tls.nameMatches = false; }),
        {"fail policy-host-certificate-name-mismatch error", noRevocation});
    row("self-signed", tlsOfAll([](facts::TlsFacts &tls) {
            tls.verifyErrors = {{0, 18, QStringLiteral("self-signed certificate")}};
        }),
        {"fail policy-host-certificate-self-signed error", noRevocation});
    row("untrusted", tlsOfAll([](facts::TlsFacts &tls) {
            tls.verifyErrors = {{1, 20, QStringLiteral("no issuer")}};
        }),
        {"fail policy-host-certificate-untrusted error", noRevocation});
    row("incomplete", tlsOfAll([](facts::TlsFacts &tls) {
            tls.chain.removeLast();
            tls.verifyErrors = {{0, 20, QStringLiteral("no issuer")}, {0, 21, QStringLiteral("no first")}};
        }),
        {"fail policy-host-certificate-incomplete-chain error", noRevocation});
    row("unsuitable", tlsOfAll([](facts::TlsFacts &tls) {
            tls.verifyErrors = {{0, 26, QStringLiteral("unsuitable purpose")}};
        }),
        {"fail policy-host-certificate-unsuitable error", noRevocation});
    row("expires soon", tlsOfAll([](facts::TlsFacts &tls) {
            tls.chain[0].notBefore = support::observedAt().addDays(-80);
            tls.chain[0].notAfter = support::observedAt().addDays(10);
        }),
        {"fail policy-host-certificate-expires-soon warning", noRevocation});
    row("weak", tlsOfAll([](facts::TlsFacts &tls) {
            tls.chain[0].keyType = QStringLiteral("RSA");
            tls.chain[0].keyBits = 1024;
        }),
        {"fail policy-host-certificate-weak warning", noRevocation});
    row("certificate of one address", [](DomainFacts &f) { f.policyHost.fetches[1].tls.nameMatches = false; },
        {"fail policy-host-certificate-name-mismatch error", noRevocation});

    row("not HTTP", stopAll(FetchStage::Request, Cause::ProtocolViolation),
        {"fail policy-host-http-invalid error", noRevocation});
    row("HTTP silent", stopAll(FetchStage::Request, Cause::TimedOut),
        {"fail policy-host-http-timeout error", noRevocation});
    row("body stalls", stopAll(FetchStage::Body, Cause::TimedOut),
        {"fail policy-host-http-timeout error", noRevocation});
    row("client certificate demanded", stopAll(FetchStage::Request, Cause::TlsFailure),
        {"fail policy-host-tls-failed error", noRevocation});
    row("closed in the body", stopAll(FetchStage::Body, Cause::ClosedByPeer),
        {"fail policy-host-incomplete-response error", noRevocation});
    row("shorter than announced",
        [](DomainFacts &f) {
            for (PolicyFetch &fetch : f.policyHost.fetches)
                fetch.bodyIncomplete = true;
        },
        {"fail policy-host-incomplete-response error", noRevocation});
    row("a chunk header without end", stopAll(FetchStage::Body, Cause::TooLong),
        {"fail policy-host-http-invalid error", noRevocation});
    row("a long body is no matter of the host",
        [](DomainFacts &f) {
            stopAll(FetchStage::Body, Cause::TooLong)(f);
            for (PolicyFetch &fetch : f.policyHost.fetches)
                fetch.bodyTooLong = true;
        },
        {noRevocation});

    row("other text", [](DomainFacts &f) { f.policyHost.fetches[1].body = support::policyText(f.domain, "testing"); },
        {"fail policy-host-addresses-differ warning", noRevocation});
    row("404 at one address", [](DomainFacts &f) { f.policyHost.fetches[0].httpStatus = 404; },
        {"fail policy-host-addresses-differ error", noRevocation});
    row("HTML at one address",
        [](DomainFacts &f) { f.policyHost.fetches[1].headers[0].value = QStringLiteral("text/html"); },
        {"fail policy-host-addresses-differ error", noRevocation});
}

void TestPolicyHostRules::oneFaultAtATime()
{
    QFETCH(Change, change);
    QFETCH(QStringList, expected);
    DomainFacts facts = support::healthyFacts();
    change(facts);
    const Findings list = rulesOn(facts);
    expected.sort();
    QCOMPARE(support::notPassed(list, Subject::PolicyHost), expected);
    support::verifySentences(list);
}

void TestPolicyHostRules::faultOfAllAddressesIsOneFinding()
{
    DomainFacts facts = support::healthyFacts();
    stopAll(FetchStage::Connect, Cause::Refused)(facts);
    const Findings list = rulesOn(facts);
    const Finding *refused = support::find(list, FindingId::PolicyHostRefused);
    QVERIFY(refused);
    QCOMPARE(refused->arguments.value(QStringLiteral("address")), QStringLiteral("192.0.2.80, 2001:db8::80"));
    QVERIFY(refused->evidence.address.isEmpty());
    QCOMPARE(refused->effect, Effect::Absent);
    QCOMPARE(verdictOf(list).exitStatus(), 2);
}

void TestPolicyHostRules::faultOfOneAddressNamesIt()
{
    DomainFacts facts = support::healthyFacts();
    stopV6(FetchStage::Connect, Cause::Refused)(facts);
    const Findings list = rulesOn(facts);
    const Finding *refused = support::find(list, FindingId::PolicyHostRefused);
    QVERIFY(refused);
    QCOMPARE(refused->evidence.address, QStringLiteral("2001:db8::80"));
    QCOMPARE(refused->effect, Effect::Usable);
    QVERIFY(!support::find(list, FindingId::PolicyHostConnectionFailed));
}

void TestPolicyHostRules::withoutRecordEverythingIsARemark()
{
    DomainFacts facts = support::healthyFacts();
    facts.stsTxt = support::noAnswer(facts.stsTxt.name, RecordType::Txt, DnsStatus::NxDomain);
    stopAll(FetchStage::Connect, Cause::Refused)(facts);
    QCOMPARE(support::notPassed(rulesOn(facts), Subject::PolicyHost),
             QStringList{QStringLiteral("fail policy-host-refused info")});
}

void TestPolicyHostRules::withoutRecordAndHostThereIsNothing()
{
    DomainFacts facts = support::healthyFacts();
    hostAnswers(facts, DnsStatus::NxDomain, DnsStatus::NoData);
    facts.stsTxt = support::noAnswer(facts.stsTxt.name, RecordType::Txt, DnsStatus::NoData);
    QVERIFY(rulesOn(facts).isEmpty());
    facts.stsTxt = support::noAnswer(facts.stsTxt.name, RecordType::Txt, DnsStatus::ServFail);
    QCOMPARE(support::notPassed(rulesOn(facts), Subject::PolicyHost),
             QStringList{QStringLiteral("fail policy-host-missing error")});
}

void TestPolicyHostRules::expiryIsJudgedAtTheMomentOfEvaluation()
{
    const DomainFacts facts = support::healthyFacts();
    Findings later;
    policyHostRules(facts, facts.observedAt.addDays(61), later);
    QCOMPARE(support::notPassed(later, Subject::PolicyHost),
             (QStringList{QStringLiteral("fail policy-host-certificate-expired error"), revocation}));
}

void TestPolicyHostRules::danglingAliasNamesTheTarget()
{
    DomainFacts facts = support::healthyFacts();
    hostAnswers(facts, DnsStatus::NxDomain, DnsStatus::NxDomain,
                {{facts.policyHost.name, QStringLiteral("a.example.net"), 60},
                 {QStringLiteral("a.example.net"), QStringLiteral("b.example.net"), 60}});
    const Finding dangling = rulesOn(facts).first();
    QCOMPARE(dangling.arguments.value(QStringLiteral("target")), QStringLiteral("b.example.net"));
    QCOMPARE(dangling.arguments.value(QStringLiteral("chain")),
             QString::fromUtf8("mta-sts.example.com → a.example.net → b.example.net"));
}

void TestPolicyHostRules::resultTypes()
{
    DomainFacts facts = support::healthyFacts();
    stop(facts.policyHost.fetches[0], FetchStage::Connect, Cause::Refused);
    facts.policyHost.fetches[1].tls.nameMatches = false;
    const Findings list = rulesOn(facts);
    QCOMPARE(support::find(list, FindingId::PolicyHostRefused)->resultType, QStringLiteral("sts-policy-fetch-error"));
    QCOMPARE(support::find(list, FindingId::PolicyHostCertificateNameMismatch)->resultType,
             QStringLiteral("sts-webpki-invalid"));
}

QTEST_GUILESS_MAIN(TestPolicyHostRules)
#include "test_policy_host_rules.moc"
