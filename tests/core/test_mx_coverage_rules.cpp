// SPDX-License-Identifier: GPL-3.0-or-later
// The MX records and what the policy covers of them, one fault at a time over healthy facts.
#include "facts_builder.h"
#include "finding_lists.h"
#include "findings/evaluate.h"

#include <functional>

using namespace findings;
using enum findings::FindingId;
using facts::DnsStatus;
using facts::DomainFacts;
using facts::MxHostFacts;
using facts::RecordType;
using Change = std::function<void(DomainFacts &)>;
Q_DECLARE_METATYPE(Change)

namespace {

Findings rulesOn(const DomainFacts &facts)
{
    Findings out;
    mxCoverageRules(facts, facts.observedAt, out);
    return out;
}

void setPolicy(DomainFacts &facts, const QByteArray &mode, const QByteArrayList &patterns)
{
    QByteArray text = "version: STSv1\r\nmode: " + mode + "\r\nmax_age: 2592000\r\n";
    for (const QByteArray &pattern : patterns)
        text += "mx: " + pattern + "\r\n";
    for (facts::PolicyFetch &fetch : facts.policyHost.fetches)
        fetch.body = text;
}

/// Another first MX host, which resolves like the old one.
void renameFirst(DomainFacts &facts, const QString &name)
{
    facts.mxHosts[0] = support::mxHost(name, 10, QStringLiteral("192.0.2.25"), QStringLiteral("2001:db8::25"));
    facts.mx.rdata[0] = support::mxRdata(10, name);
}

void answerFirst(DomainFacts &facts, DnsStatus a, DnsStatus aaaa)
{
    MxHostFacts &host = facts.mxHosts[0];
    if (a != DnsStatus::Answer)
        host.a = support::noAnswer(host.name, RecordType::A, a);
    if (aaaa != DnsStatus::Answer)
        host.aaaa = support::noAnswer(host.name, RecordType::Aaaa, aaaa);
    host.probes.clear();
}

void makeImplicit(DomainFacts &facts)
{
    facts.mx = support::noAnswer(facts.domain, RecordType::Mx, DnsStatus::NoData);
    facts.mxHosts = {support::mxHost(facts.domain, 0, QStringLiteral("192.0.2.25"), QStringLiteral("2001:db8::25"))};
    facts.mxHosts[0].implicit = true;
    setPolicy(facts, "enforce", {facts.domain.toLatin1()});
}

void makeNull(DomainFacts &facts)
{
    facts.mx.rdata = {support::mxRdata(0, QString())};
    facts.mxHosts.clear();
}

void failMx(DomainFacts &facts, DnsStatus status)
{
    facts.mx = support::noAnswer(facts.domain, RecordType::Mx, status);
    facts.mxHosts.clear();
}

} // namespace

class TestMxCoverageRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void healthyPasses();
    void oneFault_data();
    void sentencesStayShort();
    void oneFault();
    void secondFaultNeverHelps();
    void guidanceNamesTheLine();
    void uncoveredIsValidationFailure();
    void withoutPolicyNothingToCover();
};

void TestMxCoverageRules::healthyPasses()
{
    const Findings found = rulesOn(support::healthyFacts());
    QCOMPARE(support::notPassed(found, Subject::MxCoverage), QStringList{});
    QCOMPARE(found.size(), 2);
    support::verifySentences(found);
}

void TestMxCoverageRules::oneFault_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const Change &change, const QStringList &expected) {
        QTest::newRow(name) << change << expected;
    };
    const auto policy = [](const QByteArray &mode, const QByteArrayList &patterns) {
        return Change([=](DomainFacts &facts) { setPolicy(facts, mode, patterns); });
    };
    row("not covered, enforce", policy("enforce", {"mx1.example.com"}), {QStringLiteral("fail mx-not-covered error")});
    row("not covered, testing", policy("testing", {"mx1.example.com"}),
        {QStringLiteral("fail mx-not-covered warning")});
    row("mode none", policy("none", {"mx1.example.com"}), {});
    row("mode unreadable", policy("sometimes", {"mx1.example.com"}), {});
    row("wildcard", policy("enforce", {"*.example.com"}), {});
    row("capitals", policy("enforce", {"MX1.example.COM", "mx2.example.com"}), {});
    row("not covered, record gone",
        [](DomainFacts &facts) {
            setPolicy(facts, "enforce", {"mx1.example.com"});
            facts.stsTxt = support::noAnswer(facts.stsTxt.name, RecordType::Txt, DnsStatus::NxDomain);
        },
        {QStringLiteral("fail mx-not-covered warning")});
    row("wildcard misses its base",
        [](DomainFacts &facts) {
            renameFirst(facts, QStringLiteral("example.com"));
            setPolicy(facts, "enforce", {"*.example.com"});
        },
        {QStringLiteral("fail mx-not-covered error"), QStringLiteral("fail mx-wildcard-misses-base info")});
    row("wildcard is one label",
        [](DomainFacts &facts) {
            renameFirst(facts, QStringLiteral("a.mx.example.com"));
            setPolicy(facts, "enforce", {"*.example.com"});
        },
        {QStringLiteral("fail mx-not-covered error"), QStringLiteral("fail mx-wildcard-one-label info")});
    row("listed and not in DNS", policy("enforce", {"mx1.example.com", "mx2.example.com", "mx3.example.com"}),
        {QStringLiteral("fail policy-mx-not-in-dns info")});
    row("malformed pattern", policy("enforce", {"mx1.example.com", "mx2.example.com", "mx_3.example.com"}), {});
    row("host without address",
        [](DomainFacts &facts) { answerFirst(facts, DnsStatus::NxDomain, DnsStatus::NxDomain); },
        {QStringLiteral("fail mx-not-found error")});
    row("host without data", [](DomainFacts &facts) { answerFirst(facts, DnsStatus::NoData, DnsStatus::NoData); },
        {QStringLiteral("fail mx-not-found error")});
    row("IPv6 only", [](DomainFacts &facts) { answerFirst(facts, DnsStatus::NoData, DnsStatus::Answer); }, {});
    row("both lookups fail", [](DomainFacts &facts) { answerFirst(facts, DnsStatus::ServFail, DnsStatus::Timeout); },
        {QStringLiteral("unknown mx-lookup-failed error")});
    row("one lookup fails", [](DomainFacts &facts) { answerFirst(facts, DnsStatus::Answer, DnsStatus::ServFail); },
        {QStringLiteral("unknown mx-lookup-failed warning")});
    row("bogus", [](DomainFacts &facts) { answerFirst(facts, DnsStatus::Bogus, DnsStatus::Bogus); },
        {QStringLiteral("fail mx-bogus error")});
    row("MX lookup fails", [](DomainFacts &facts) { failMx(facts, DnsStatus::ServFail); }, {}); // said about the domain
    row("MX bogus", [](DomainFacts &facts) { failMx(facts, DnsStatus::Bogus); }, {});
    row("address in place of a name",
        [](DomainFacts &facts) {
            renameFirst(facts, QStringLiteral("192.0.2.25"));
            answerFirst(facts, DnsStatus::NxDomain, DnsStatus::NxDomain);
            setPolicy(facts, "enforce", {"mx2.example.com"});
        },
        {QStringLiteral("fail mx-is-address error")});
    row("address with the domain appended",
        [](DomainFacts &facts) {
            renameFirst(facts, QStringLiteral("192.0.2.25.example.com"));
            answerFirst(facts, DnsStatus::NxDomain, DnsStatus::NxDomain);
            setPolicy(facts, "enforce", {"mx2.example.com"});
        },
        {QStringLiteral("fail mx-is-address error")});
    row("underscore",
        [](DomainFacts &facts) {
            renameFirst(facts, QStringLiteral("mx_1.example.com"));
            setPolicy(facts, "enforce", {"mx2.example.com"});
        },
        {QStringLiteral("fail mx-bad-name error")});
    const auto leftover = [](DomainFacts &facts) {
        renameFirst(facts, QStringLiteral("ab12.mx-verification.google.com"));
        answerFirst(facts, DnsStatus::NxDomain, DnsStatus::NxDomain);
        setPolicy(facts, "enforce", {"mx2.example.com"});
    };
    row("verification leftover", leftover, {}); // said about Google
    row("nothing but a verification leftover",
        [=](DomainFacts &facts) {
            leftover(facts);
            facts.mx.rdata.removeLast();
            facts.mxHosts.removeLast();
        },
        {QStringLiteral("fail mx-not-covered error"), QStringLiteral("fail mx-not-found error"),
         QStringLiteral("fail policy-mx-not-in-dns info")});
    row("alias",
        [](DomainFacts &facts) {
            facts.mxHosts[0].a.cnames = {{QStringLiteral("mx1.example.com"), QStringLiteral("srv.example.net"), 300}};
        },
        {QStringLiteral("fail mx-is-alias warning")});
    row("implicit", makeImplicit, {QStringLiteral("fail mx-implicit warning")});
    row("implicit, not listed",
        [](DomainFacts &facts) {
            makeImplicit(facts);
            setPolicy(facts, "enforce", {"mx1.example.com"});
        },
        {QStringLiteral("fail mx-implicit warning"), QStringLiteral("fail mx-not-covered error"),
         QStringLiteral("fail policy-mx-not-in-dns info")});
    row("null with policy", makeNull, {QStringLiteral("fail mx-null warning")});
    row("null without policy",
        [](DomainFacts &facts) {
            makeNull(facts);
            facts.stsTxt = support::noAnswer(facts.stsTxt.name, RecordType::Txt, DnsStatus::NxDomain);
            facts.policyHost.fetches.clear();
        },
        {});
    row("null in company", [](DomainFacts &facts) { facts.mx.rdata << support::mxRdata(0, QString()); },
        {QStringLiteral("fail mx-null-not-alone error")});
    row("too many", [](DomainFacts &facts) { facts.mxHostsNotProbed = 3; },
        {QStringLiteral("unknown mx-too-many warning")});
    row("a bad name with two preferences is one fault",
        [](DomainFacts &facts) {
            for (const int preference : {30, 40})
                facts.mx.rdata << support::mxRdata(preference, QStringLiteral("mx_3.example.com"));
        },
        {QStringLiteral("fail mx-bad-name error")});
}

// A hostile policy has thousands of lines; a sentence has not.
void TestMxCoverageRules::sentencesStayShort()
{
    DomainFacts facts = support::healthyFacts();
    for (facts::PolicyFetch &fetch : facts.policyHost.fetches)
        fetch.body = "version: STSv1\nmode: enforce\nmax_age: 1209600\n" + QByteArray("mx: a.example\n").repeated(4000);
    Findings found;
    mxCoverageRules(facts, facts.observedAt, found);
    QVERIFY(support::find(found, FindingId::MxNotCovered));
    for (const Finding &finding : found)
        QVERIFY(text::explanation(finding).size() < 1000 && finding.evidence.summary.size() < 1000);
}

void TestMxCoverageRules::oneFault()
{
    QFETCH(Change, change);
    QFETCH(QStringList, expected);
    DomainFacts facts = support::healthyFacts();
    change(facts);
    const Findings found = rulesOn(facts);
    QCOMPARE(support::notPassed(found, Subject::MxCoverage), expected);
    support::verifySentences(found);
}

// Faults of different things: none of them may hide another.
void TestMxCoverageRules::secondFaultNeverHelps()
{
    const QList<Change> faults{
        [](DomainFacts &facts) { answerFirst(facts, DnsStatus::NxDomain, DnsStatus::NxDomain); },
        [](DomainFacts &facts) {
            setPolicy(facts, "enforce", {"mx2.example.com", "old.example.com"});
        },
        [](DomainFacts &facts) { facts.mx.rdata << support::mxRdata(0, QString()); },
        [](DomainFacts &facts) {
            facts.mxHosts[1].a.cnames = {{QStringLiteral("mx2.example.com"), QStringLiteral("srv.example.net"), 300}};
        },
        [](DomainFacts &facts) { facts.mxHostsNotProbed = 1; },
    };
    for (const Change &first : faults)
        for (const Change &second : faults) {
            DomainFacts facts = support::healthyFacts();
            first(facts);
            const QStringList alone = support::notPassed(rulesOn(facts), Subject::MxCoverage);
            second(facts);
            const QStringList both = support::notPassed(rulesOn(facts), Subject::MxCoverage);
            if (&first != &second)
                for (const QString &line : alone)
                    QVERIFY2(both.contains(line), qPrintable(line));
        }
}

void TestMxCoverageRules::guidanceNamesTheLine()
{
    DomainFacts facts = support::healthyFacts();
    setPolicy(facts, "enforce", {"mx1.example.com"});
    const Findings found = rulesOn(facts);
    const Finding *finding = support::find(found, MxNotCovered);
    QVERIFY(finding);
    QVERIFY(text::guidance(*finding).contains(QLatin1String("\"mx: mx2.example.com\"")));
    QCOMPARE(finding->evidence.host, QStringLiteral("mx2.example.com"));
}

void TestMxCoverageRules::uncoveredIsValidationFailure()
{
    DomainFacts facts = support::healthyFacts();
    setPolicy(facts, "enforce", {"mx1.example.com"});
    const Findings found = rulesOn(facts);
    QCOMPARE(support::find(found, MxNotCovered)->resultType, QStringLiteral("validation-failure"));
}

void TestMxCoverageRules::withoutPolicyNothingToCover()
{
    DomainFacts facts = support::healthyFacts();
    facts.policyHost.fetches.clear();
    const Findings found = rulesOn(facts);
    QVERIFY(!support::find(found, MxNotCovered));
    QVERIFY(support::find(found, MxNotFound)); // the addresses are still looked at
}

QTEST_GUILESS_MAIN(TestMxCoverageRules)
#include "test_mx_coverage_rules.moc"
