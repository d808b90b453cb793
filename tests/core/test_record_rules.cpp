// SPDX-License-Identifier: GPL-3.0-or-later
// The two TXT records in a live check: what the DNS said, aliases, wildcards, and records in wrong places.
#include "base/enum_names.h"
#include "deployed_domain.h"
#include "findings/catalogue.h"
#include "findings/evaluate.h"
#include "text/text.h"

#include <QTest>

using namespace findings;
using facts::DnsStatus;

namespace {

Findings stsOf(const facts::DomainFacts &facts)
{
    Findings out;
    stsRecordRules(facts, {}, out);
    return out;
}

Findings tlsrptOf(const facts::DomainFacts &facts)
{
    Findings out;
    tlsrptRecordRules(facts, {}, out);
    return out;
}

const Finding *find(const Findings &findings, FindingId id)
{
    for (const Finding &finding : findings)
        if (finding.id == id && finding.status != Status::Pass)
            return &finding;
    return nullptr;
}

} // namespace

class TestRecordRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void healthy()
    {
        for (const Finding &finding : stsOf(test_facts::deployedDomain()) + tlsrptOf(test_facts::deployedDomain()))
            QVERIFY2(finding.status == Status::Pass, qUtf8Printable(base::enumName(finding.id)));
        QCOMPARE(stsOf(test_facts::deployedDomain()).size(), 3);
    }

    void answers_data()
    {
        QTest::addColumn<DnsStatus>("status");
        QTest::addColumn<FindingId>("sts");
        QTest::addColumn<FindingId>("tlsrpt");
        QTest::addColumn<Status>("outcome");
        QTest::addColumn<int>("exitStatus");
        using F = FindingId;
        const auto row = [](DnsStatus status, F sts, F tlsrpt, Status outcome, int exitStatus) {
            QTest::newRow(qPrintable(base::enumName(status))) << status << sts << tlsrpt << outcome << exitStatus;
        };
        row(DnsStatus::NxDomain, F::StsRecordMissing, F::TlsrptMissing, Status::Fail, 1);
        row(DnsStatus::NoData, F::StsRecordMissing, F::TlsrptMissing, Status::Fail, 1);
        row(DnsStatus::ServFail, F::StsRecordLookupFailed, F::TlsrptLookupFailed, Status::Unknown, 3);
        row(DnsStatus::Timeout, F::StsRecordLookupFailed, F::TlsrptLookupFailed, Status::Unknown, 3);
        row(DnsStatus::Refused, F::StsRecordLookupFailed, F::TlsrptLookupFailed, Status::Unknown, 3);
        row(DnsStatus::NetworkError, F::StsRecordLookupFailed, F::TlsrptLookupFailed, Status::Unknown, 3);
        row(DnsStatus::Cancelled, F::StsRecordLookupFailed, F::TlsrptLookupFailed, Status::Unknown, 3);
        row(DnsStatus::Bogus, F::StsRecordBogus, F::TlsrptBogus, Status::Fail, 2);
    }
    void answers()
    {
        QFETCH(DnsStatus, status);
        facts::DomainFacts facts = test_facts::deployedDomain();
        facts.stsTxt = test_facts::noAnswer(QStringLiteral("_mta-sts.example.com"), status);
        facts.tlsrptTxt = test_facts::noAnswer(QStringLiteral("_smtp._tls.example.com"), status);
        QFETCH(FindingId, sts);
        QFETCH(FindingId, tlsrpt);
        for (const auto &[findings, id] : {std::pair(stsOf(facts), sts), std::pair(tlsrptOf(facts), tlsrpt)}) {
            QCOMPARE(findings.size(), 1);
            QCOMPARE(findings[0].id, id);
            QTEST(findings[0].status, "outcome");
            QTEST(verdictOf(findings).exitStatus(), "exitStatus");
            QVERIFY(!text::explanation(findings[0]).contains(u'{'));
            QVERIFY(text::explanation(findings[0]).contains(u".example.com"));
        }
    }

    void notAskedSaysNothing()
    {
        QVERIFY(stsOf({}).isEmpty());
        QVERIFY(tlsrptOf({}).isEmpty());
    }

    void alias()
    {
        facts::DomainFacts facts = test_facts::deployedDomain();
        facts.stsTxt.cnames = {{QStringLiteral("_mta-sts.example.com"), QStringLiteral("a.provider.example"), 60},
                               {QStringLiteral("a.provider.example"), QStringLiteral("b.provider.example"), 60}};
        const Findings findings = stsOf(facts);
        const Finding *finding = find(findings, FindingId::StsRecordAlias);
        QVERIFY(finding);
        QCOMPARE(finding->severity, Severity::Info);
        QCOMPARE(finding->evidence.summary,
                 QStringLiteral("_mta-sts.example.com → a.provider.example → b.provider.example"));
        QVERIFY(!text::guidance(*finding).contains(u'{'));
    }

    void halfDelegation()
    {
        facts::DomainFacts facts = test_facts::deployedDomain();
        facts.stsTxt.cnames = {{QStringLiteral("_mta-sts.example.com"), QStringLiteral("x.provider.example"), 60}};
        facts.policyHost.a = test_facts::noAnswer(facts.policyHost.name, DnsStatus::NxDomain);
        facts.policyHost.aaaa = test_facts::noAnswer(facts.policyHost.name, DnsStatus::Timeout);
        QVERIFY(!find(stsOf(facts), FindingId::StsRecordHalfDelegated)); // not proven
        facts.policyHost.aaaa.status = DnsStatus::NxDomain;
        const Findings findings = stsOf(facts);
        const Finding *finding = find(findings, FindingId::StsRecordHalfDelegated);
        QVERIFY(finding && !find(findings, FindingId::StsRecordAlias));
        QCOMPARE(finding->effect, Effect::Invalid);
        QVERIFY(text::guidance(*finding).contains(QStringLiteral("mta-sts.example.com")));
        QVERIFY(!text::guidance(*finding).contains(u'{'));
    }

    void misplaced_data()
    {
        QTest::addColumn<bool>("present");
        QTest::newRow("the right record is missing") << false;
        QTest::newRow("the right record is there") << true;
    }
    void misplaced()
    {
        QFETCH(bool, present);
        facts::DomainFacts facts = test_facts::deployedDomain();
        if (!present) {
            facts.stsTxt = test_facts::noAnswer(QStringLiteral("_mta-sts.example.com"), DnsStatus::NxDomain);
            facts.tlsrptTxt = test_facts::noAnswer(QStringLiteral("_smtp._tls.example.com"), DnsStatus::NxDomain);
        }
        const QByteArrayList sts{"v=spf1 -all", "v=STSv1; id=1;"};
        facts.hints.apexTxt = test_facts::txtAnswer(QStringLiteral("example.com"), sts);
        facts.hints.underscoreSts = test_facts::txtAnswer(QStringLiteral("_mta_sts.example.com"), sts);
        facts.hints.draftTlsrpt =
            test_facts::txtAnswer(QStringLiteral("_smtp-tlsrpt.example.com"), {"v=TLSRPTv1; rua=mailto:a@example.net"});
        const Findings findings = stsOf(facts) + tlsrptOf(facts);
        for (const FindingId id :
             {FindingId::StsRecordAtApex, FindingId::StsRecordAtUnderscoreName, FindingId::TlsrptDraftName}) {
            const Finding *finding = find(findings, id);
            QVERIFY(finding);
            QCOMPARE(finding->severity, present ? Severity::Info : Severity::Error);
            QVERIFY(!(text::title(*finding) + text::explanation(*finding) + text::guidance(*finding)).contains(u'{'));
        }
    }

    void spfAtTheApexIsNoHint()
    {
        facts::DomainFacts facts = test_facts::deployedDomain();
        facts.hints.apexTxt = test_facts::txtAnswer(QStringLiteral("example.com"), {"v=spf1 -all"});
        QVERIFY(!find(stsOf(facts), FindingId::StsRecordAtApex));
    }

    void wildcard()
    {
        facts::DomainFacts facts = test_facts::deployedDomain();
        facts.hints.wildcardTxt = facts.stsTxt;
        facts.hints.wildcardTxt.name = QStringLiteral("nobody.example.com");
        Findings findings = stsOf(facts);
        const Finding *finding = find(findings, FindingId::StsRecordWildcardAnswers);
        QVERIFY(finding);
        QCOMPARE(finding->severity, Severity::Info);
        facts.stsTxt = test_facts::txtAnswer(facts.stsTxt.name, {"v=spf1 -all"});
        facts.hints.wildcardTxt.rdata = facts.stsTxt.rdata;
        findings = stsOf(facts);
        QCOMPARE(findings.size(), 1); // told once
        QCOMPARE(findings[0].severity, Severity::Error);
        facts.hints.wildcardTxt = test_facts::txtAnswer(QStringLiteral("nobody.example.com"), {"other"});
        facts.stsTxt = test_facts::deployedDomain().stsTxt;
        QVERIFY(!find(stsOf(facts), FindingId::StsRecordWildcardAnswers));
    }

    void mailbox_data()
    {
        QTest::addColumn<QByteArray>("rua");
        QTest::addColumn<bool>("inside");
        QTest::newRow("another domain") << QByteArray("mailto:a@example.net") << false;
        QTest::newRow("the domain") << QByteArray("mailto:a@Example.com") << true;
        QTest::newRow("below it") << QByteArray("mailto:a@reports.example.com") << true;
        QTest::newRow("ends alike") << QByteArray("mailto:a@anexample.com") << false;
        QTest::newRow("https") << QByteArray("https://example.com/") << false;
        QTest::newRow("one of two") << QByteArray("https://example.net/,mailto:a@example.com") << true;
    }
    void mailbox()
    {
        QFETCH(QByteArray, rua);
        facts::DomainFacts facts = test_facts::deployedDomain();
        facts.tlsrptTxt = test_facts::txtAnswer(facts.tlsrptTxt.name, {"v=TLSRPTv1; rua=" + rua});
        const Findings findings = tlsrptOf(facts);
        const Finding *finding = find(findings, FindingId::TlsrptMailboxInDomain);
        QTEST(finding != nullptr, "inside");
        QVERIFY(!finding || finding->severity == Severity::Info);
    }
};

QTEST_GUILESS_MAIN(TestRecordRules)
#include "test_record_rules.moc"
