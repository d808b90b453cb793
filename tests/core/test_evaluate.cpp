// SPDX-License-Identifier: GPL-3.0-or-later
// The verdict over all subjects, and that nothing passes in silence.
#include "dead_resolver.h"
#include "findings/catalogue.h"
#include "findings/evaluate.h"

#include <QTest>

using namespace findings;

class TestEvaluate : public QObject
{
    Q_OBJECT

    static bool has(const Findings &findings, FindingId id)
    {
        return std::any_of(findings.begin(), findings.end(),
                           [id](const Finding &f) { return f.id == id && f.status != Status::Pass; });
    }

private Q_SLOTS:
    void healthyFactsExitWithZero()
    {
        const auto facts = support::healthyFacts();
        QCOMPARE(verdictOf(evaluate(facts, facts.observedAt)).exitStatus(), 0);
        QCOMPARE(verdictOf(evaluate(facts, facts.observedAt)).effect, Effect::Usable);
    }

    void isTotalOnEmptyFacts()
    {
        const Findings findings = evaluate(facts::DomainFacts(), QDateTime::fromMSecsSinceEpoch(0, Qt::UTC));
        QCOMPARE(verdictOf(findings).exitStatus(), 3);
        QVERIFY(has(findings, FindingId::PolicyNotJudged));
    }

    void aDeadResolverIsToldOnce()
    {
        auto facts = support::healthyFacts();
        support::failEveryLookup(facts, facts::DnsStatus::NetworkError);
        const Findings findings = evaluate(facts, facts.observedAt);
        QCOMPARE(findings.size(), 1);
        QCOMPARE(findings.first().id, FindingId::ResolverUnreachable);
        QCOMPARE(verdictOf(findings).exitStatus(), 3);
    }

    void aPolicyThatNobodySawIsNotPassed()
    {
        auto facts = support::healthyFacts();
        facts.policyHost.fetches.clear();
        QCOMPARE(verdictOf(evaluate(facts, facts.observedAt)).exitStatus(), 3);
    }

    void aBodyCutAtTheLimitIsAnError()
    {
        auto facts = support::healthyFacts();
        for (facts::PolicyFetch &fetch : facts.policyHost.fetches) {
            fetch.reached = facts::FetchStage::Body;
            fetch.cause = facts::Cause::TooLong;
            fetch.bodyTooLong = true;
        }
        const Findings findings = evaluate(facts, facts.observedAt);
        QVERIFY(has(findings, FindingId::PolicyTooLong));
        QCOMPARE(verdictOf(findings).effect, Effect::Invalid);
    }

    void aChunkHeaderWithoutEndIsAnError()
    {
        auto facts = support::healthyFacts();
        for (facts::PolicyFetch &fetch : facts.policyHost.fetches) {
            fetch.reached = facts::FetchStage::Body;
            fetch.cause = facts::Cause::TooLong;
            fetch.error = QStringLiteral("chunk header longer than 16384 bytes");
        }
        const Findings findings = evaluate(facts, facts.observedAt);
        QVERIFY(has(findings, FindingId::PolicyHostHttpInvalid));
        QCOMPARE(verdictOf(findings).exitStatus(), 2);
        QCOMPARE(verdictOf(findings).effect, Effect::Invalid);
    }

    void anAddressWithABrokenPolicyIsAnError()
    {
        auto facts = support::healthyFacts();
        QVERIFY(facts.policyHost.fetches.size() > 1);
        facts.policyHost.fetches.last().body = "version: STSv1\r\nmode: enforce\r\n";
        const Findings findings = evaluate(facts, facts.observedAt);
        QVERIFY(has(findings, FindingId::PolicyHostAddressesDiffer));
        QCOMPARE(verdictOf(findings).exitStatus(), 2);
    }

    void aPrivateAddressBesideAWorkingOneLeavesThePolicy()
    {
        auto facts = support::healthyFacts();
        facts.policyHost.a.rdata.append(support::ip(QStringLiteral("10.1.2.3")).bytes());
        facts::PolicyFetch skipped;
        skipped.address = support::ip(QStringLiteral("10.1.2.3"));
        skipped.cause = facts::Cause::PrivateAddress;
        facts.policyHost.fetches.append(skipped);
        const Findings findings = evaluate(facts, facts.observedAt);
        QVERIFY(has(findings, FindingId::PolicyHostPrivateAddress));
        QCOMPARE(verdictOf(findings).exitStatus(), 2);
        QCOMPARE(verdictOf(findings).effect, Effect::Usable);
    }

    // Some senders get the policy that is enforced, whichever address comes first.
    void oneEnforcingAddressEnforces_data()
    {
        QTest::addColumn<int>("testing");
        QTest::newRow("the first address is in testing") << 0;
        QTest::newRow("the last address is in testing") << 1;
    }
    void oneEnforcingAddressEnforces()
    {
        QFETCH(int, testing);
        auto facts = support::healthyFacts();
        QCOMPARE(facts.policyHost.fetches.size(), 2);
        facts.mx.rdata.append(support::mxRdata(30, QStringLiteral("uncovered.example.net")));
        facts.policyHost.fetches[testing].body.replace("enforce", "testing");
        const Findings findings = evaluate(facts, facts.observedAt);
        QVERIFY(has(findings, FindingId::PolicyHostAddressesDiffer));
        QVERIFY(has(findings, FindingId::MxNotCovered));
        QCOMPARE(verdictOf(findings).exitStatus(), 2);
    }

    void nobodyMissesRecordsWhereNoMailArrives_data()
    {
        QTest::addColumn<bool>("exists");
        QTest::addColumn<int>("exitStatus");
        QTest::newRow("null MX") << true << 0;
        QTest::newRow("the domain does not exist") << false << 2;
    }
    void nobodyMissesRecordsWhereNoMailArrives()
    {
        QFETCH(bool, exists);
        QFETCH(int, exitStatus);
        auto facts = support::healthyFacts();
        facts.mxHosts.clear();
        for (facts::DnsAnswer *answer : {&facts.stsTxt, &facts.tlsrptTxt, &facts.policyHost.a, &facts.policyHost.aaaa})
            *answer = support::noAnswer(answer->name, answer->type, facts::DnsStatus::NxDomain);
        facts.policyHost.fetches.clear();
        facts.mx.rdata = {support::mxRdata(0, {})};
        if (!exists)
            facts.mx = support::noAnswer(facts.domain, facts::RecordType::Mx, facts::DnsStatus::NxDomain);
        const Findings findings = evaluate(facts, facts.observedAt);
        for (const Finding &finding : findings)
            QVERIFY(finding.severity < Severity::Warning || finding.id == FindingId::DomainNotFound);
        QCOMPARE(verdictOf(findings).effect, Effect::Absent);
        QCOMPARE(verdictOf(findings).exitStatus(), exitStatus);
    }

    void ordersTheVerdict_data()
    {
        QTest::addColumn<int>("worst");
        QTest::addColumn<bool>("isUnknown");
        QTest::addColumn<int>("exitStatus");
        QTest::newRow("ok") << int(Severity::Ok) << false << 0;
        QTest::newRow("info") << int(Severity::Info) << false << 0;
        QTest::newRow("warning") << int(Severity::Warning) << false << 1;
        QTest::newRow("error") << int(Severity::Error) << false << 2;
        QTest::newRow("unknown outranks a warning") << int(Severity::Warning) << true << 3;
        QTest::newRow("an error outranks unknown") << int(Severity::Error) << true << 2;
    }
    void ordersTheVerdict()
    {
        QFETCH(int, worst);
        QFETCH(bool, isUnknown);
        QFETCH(int, exitStatus);
        Findings findings{passed(FindingId::MxNotCovered)};
        if (worst != int(Severity::Ok)) {
            findings.append(failed(FindingId::MxNotCovered));
            findings.last().severity = Severity(worst);
        }
        if (isUnknown)
            findings.append(unknown(FindingId::MxPortBlocked));
        QCOMPARE(verdictOf(findings).exitStatus(), exitStatus);
    }
};

QTEST_GUILESS_MAIN(TestEvaluate)
#include "test_evaluate.moc"
