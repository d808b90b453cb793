// SPDX-License-Identifier: GPL-3.0-or-later
// The verdict over all subjects, and that nothing passes in silence.
#include "facts_builder.h"
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

    void anAddressWithABrokenPolicyIsAnError()
    {
        auto facts = support::healthyFacts();
        QVERIFY(facts.policyHost.fetches.size() > 1);
        facts.policyHost.fetches.last().body = "version: STSv1\r\nmode: enforce\r\n";
        const Findings findings = evaluate(facts, facts.observedAt);
        QVERIFY(has(findings, FindingId::PolicyHostAddressesDiffer));
        QCOMPARE(verdictOf(findings).exitStatus(), 2);
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
