// SPDX-License-Identifier: GPL-3.0-or-later
// What is said about Google Workspace: sets of hosts, leftovers, wildcards, gateways.
#include "facts_builder.h"
#include "finding_lists.h"
#include "findings/evaluate.h"
#include "rollout/google_workspace.h"

using namespace findings;
using enum findings::FindingId;
using facts::DomainFacts;
using rollout::GoogleFamily;
using rollout::hostNamesOf;

namespace {

Findings rulesOn(const DomainFacts &facts)
{
    Findings out;
    googleRules(facts, facts.observedAt, out);
    return out;
}

QByteArray policyFor(const QStringList &patterns, const QByteArray &mode = "enforce")
{
    QByteArray text = "version: STSv1\nmode: " + mode + "\nmax_age: 2592000\n";
    for (const QString &pattern : patterns)
        text += "mx: " + pattern.toLatin1() + '\n';
    return text;
}

/// The healthy domain with other MX hosts, and a policy of these patterns.
DomainFacts factsWith(const QStringList &hosts, const QStringList &patterns, const QByteArray &mode = "enforce")
{
    DomainFacts facts = support::healthyFacts();
    facts.mxHosts.clear();
    facts.mx.rdata.clear();
    for (const QString &host : hosts) {
        facts.mx.rdata << support::mxRdata(10, host);
        facts.mxHosts << support::mxHost(host, 10, QStringLiteral("192.0.2.25"), QStringLiteral("2001:db8::25"));
    }
    for (facts::PolicyFetch &fetch : facts.policyHost.fetches)
        fetch.body = policyFor(patterns, mode);
    return facts;
}

QStringList words(const char *list)
{
    return QString::fromLatin1(list).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

class TestGoogleRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void healthyIsSilent();
    void remark_data();
    void remark();
    void oneFamilyPasses();
    void signedDomainHearsOfSignedHosts();
    void gatewayShowsInSpf();
    void aWildcardIsNoTraceOfGoogle();
    void gmailItselfIsNoConsumerMistake();
    void missingHostsAreNamed();
};

void TestGoogleRules::healthyIsSilent()
{
    DomainFacts facts = support::healthyFacts();
    facts.posture.dkim.clear(); // its selector google is a trace of Workspace
    QCOMPARE(rulesOn(facts), Findings{});
}

void TestGoogleRules::remark_data()
{
    QTest::addColumn<QStringList>("hosts");
    QTest::addColumn<QStringList>("patterns");
    QTest::addColumn<QStringList>("expected");
    const QStringList one = hostNamesOf(GoogleFamily::SmtpGoogle), five = hostNamesOf(GoogleFamily::AspmxFive),
                      seven = hostNamesOf(GoogleFamily::AspmxSeven), goog = hostNamesOf(GoogleFamily::SmtpGoog);
    const auto row = [](const char *name, const QStringList &hosts, const QStringList &patterns,
                        const QStringList &expected) { QTest::newRow(name) << hosts << patterns << expected; };
    row("one host", one, one, {});
    row("five hosts", five, five, {});
    row("five hosts, short policy", five, words("aspmx.l.google.com *.aspmx.l.google.com"), {});
    row("seven hosts", seven, seven, {});
    row("signed hosts", goog, goog, {});
    row("mixture", one + five, one + five, {QStringLiteral("fail google-mixed-families info")});
    row("verification", one + words("ab12.mx-verification.google.com"), one,
        {QStringLiteral("fail google-verification-mx warning")});
    row("consumer", hostNamesOf(GoogleFamily::ConsumerGmail), hostNamesOf(GoogleFamily::ConsumerGmail),
        {QStringLiteral("fail google-consumer-mx warning")});
    row("part of the set in use", five.mid(0, 3), five.mid(0, 3),
        {QStringLiteral("fail google-family-not-covered info")});
    row("nothing of the set is listed", five, words("mx.other.example"), {}); // MxNotCovered says it
    row("wildcard without base", five, words("*.aspmx.l.google.com"),
        {QStringLiteral("fail google-useless-wildcard warning")});
    row("wildcard in capitals", five, words("*.ASPMX.L.GOOGLE.COM"),
        {QStringLiteral("fail google-useless-wildcard warning")});
    row("wildcard below smtp", one, words("smtp.google.com *.smtp.google.com"),
        {QStringLiteral("fail google-useless-wildcard warning")});
    row("gateway beside", words("mx.gateway.example") + one, words("mx.gateway.example") + one,
        {QStringLiteral("fail google-gateway-in-front info")});
    row("no Google at all", words("mx.gateway.example"), words("mx.gateway.example"),
        {QStringLiteral(
            "fail google-gateway-in-front info")}); // the healthy domain has a DKIM key for the selector google
}

void TestGoogleRules::remark()
{
    QFETCH(QStringList, hosts);
    QFETCH(QStringList, patterns);
    QFETCH(QStringList, expected);
    const Findings found = rulesOn(factsWith(hosts, patterns));
    QCOMPARE(support::notPassed(found, Subject::Google), expected);
    support::verifySentences(found);
}

void TestGoogleRules::oneFamilyPasses()
{
    const QStringList five = hostNamesOf(GoogleFamily::AspmxFive);
    const Findings found = rulesOn(factsWith(five, five));
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.first().id, GoogleMixedFamilies);
    QCOMPARE(found.first().status, Status::Pass);
}

void TestGoogleRules::signedDomainHearsOfSignedHosts()
{
    const QStringList one = hostNamesOf(GoogleFamily::SmtpGoogle), goog = hostNamesOf(GoogleFamily::SmtpGoog);
    DomainFacts facts = factsWith(one, one);
    QVERIFY(!support::find(rulesOn(facts), GoogleDnssecMxAvailable));
    facts.mx.dnssec = facts::Dnssec::Secure;
    const Findings found = rulesOn(facts);
    QVERIFY(support::find(found, GoogleDnssecMxAvailable));
    QCOMPARE(support::find(found, GoogleDnssecMxAvailable)->severity, Severity::Info);
    support::verifySentences(found);
    facts = factsWith(goog, goog);
    facts.mx.dnssec = facts::Dnssec::Secure;
    QVERIFY(!support::find(rulesOn(facts), GoogleDnssecMxAvailable));
}

void TestGoogleRules::gatewayShowsInSpf()
{
    DomainFacts facts = support::healthyFacts();
    facts.posture.dkim.clear();
    QVERIFY(!support::find(rulesOn(facts), GoogleGatewayInFront));
    facts.hints.apexTxt = support::txtAnswer(facts.domain, {"v=spf1 include:_spf.google.com ~all"});
    const Findings found = rulesOn(facts);
    const Finding *gateway = support::find(found, GoogleGatewayInFront);
    QVERIFY(gateway);
    QVERIFY(text::guidance(*gateway).contains(QLatin1String("\"mx: mx1.example.com\", \"mx: mx2.example.com\"")));
}

// Seen where a wildcard TXT record answers for google._domainkey.
void TestGoogleRules::aWildcardIsNoTraceOfGoogle()
{
    DomainFacts facts = support::healthyFacts();
    QVERIFY(!facts.posture.dkim.isEmpty());
    facts.posture.dkim.first().answer = support::txtAnswer(facts.posture.dkim.first().answer.name, {"v=spf1 -all"});
    QVERIFY(!support::find(rulesOn(facts), GoogleGatewayInFront));
}

void TestGoogleRules::gmailItselfIsNoConsumerMistake()
{
    DomainFacts facts = factsWith(hostNamesOf(GoogleFamily::ConsumerGmail), hostNamesOf(GoogleFamily::ConsumerGmail));
    facts.domain = QStringLiteral("gmail.com");
    QVERIFY(!support::find(rulesOn(facts), GoogleConsumerMx));
}

void TestGoogleRules::missingHostsAreNamed()
{
    const QStringList five = hostNamesOf(GoogleFamily::AspmxFive);
    const Findings found = rulesOn(factsWith(five.mid(0, 3), five.mid(0, 3)));
    const Finding *finding = support::find(found, GoogleFamilyNotCovered);
    QVERIFY(finding);
    QCOMPARE(finding->arguments.value(QStringLiteral("hosts")),
             QStringLiteral("alt3.aspmx.l.google.com, alt4.aspmx.l.google.com"));
    // No policy that lists anything, no word about what it lacks.
    QVERIFY(!support::find(rulesOn(factsWith(five.mid(0, 3), five.mid(0, 3), "none")), GoogleFamilyNotCovered));
}

QTEST_GUILESS_MAIN(TestGoogleRules)
#include "test_google_rules.moc"
