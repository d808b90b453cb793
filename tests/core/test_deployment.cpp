// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployed_domain.h"
#include "findings/deployment.h"

#include <QTest>

using namespace findings;

namespace {

using test_facts::goodPolicy;

facts::DnsAnswer answer(const QByteArrayList &records)
{
    return test_facts::txtAnswer(QStringLiteral("_mta-sts.example.com"), records);
}

facts::PolicyFetch fetchOf(const QByteArray &body, int status = 200)
{
    return test_facts::policyFetch(body, status);
}

facts::DomainFacts deployed()
{
    return test_facts::deployedDomain();
}

} // namespace

class TestDeployment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allGood()
    {
        const Deployment deployment = deploymentOf(deployed());
        QVERIFY(!deployment.recordAbsent);
        QVERIFY(deployment.recordUsable);
        QVERIFY(deployment.policyUsable);
        QVERIFY(deployment.enforced());
        QCOMPARE(deployment.mx, QStringList{QStringLiteral("mail.example.com")});
    }

    void record_data()
    {
        QTest::addColumn<facts::DnsStatus>("status");
        QTest::addColumn<QByteArrayList>("records");
        QTest::addColumn<bool>("absent");
        QTest::addColumn<bool>("usable");
        using S = facts::DnsStatus;
        QTest::newRow("no such name") << S::NxDomain << QByteArrayList{} << true << false;
        QTest::newRow("no data") << S::NoData << QByteArrayList{} << true << false;
        QTest::newRow("server failure") << S::ServFail << QByteArrayList{} << false << false;
        QTest::newRow("bogus") << S::Bogus << QByteArrayList{} << false << false;
        QTest::newRow("not asked") << S::NotAsked << QByteArrayList{} << false << false;
        QTest::newRow("unrelated") << S::Answer << QByteArrayList{"v=spf1 -all"} << true << false;
        QTest::newRow("broken") << S::Answer << QByteArrayList{"v=STSv1; id=a-b"} << false << false;
        QTest::newRow("two") << S::Answer << QByteArrayList{"v=STSv1; id=a", "v=STSv1; id=b"} << false << false;
        QTest::newRow("beside another") << S::Answer << QByteArrayList{"v=STSv1; id=a", "hello"} << false << true;
    }
    void record()
    {
        QFETCH(facts::DnsStatus, status);
        QFETCH(QByteArrayList, records);
        facts::DomainFacts facts = deployed();
        facts.stsTxt = answer(records);
        facts.stsTxt.status = status;
        const Deployment deployment = deploymentOf(facts);
        QTEST(deployment.recordAbsent, "absent");
        QTEST(deployment.recordUsable, "usable");
        QCOMPARE(deployment.enforced(), !deployment.recordAbsent);
    }

    void malformedRdataProvesNothing()
    {
        facts::DomainFacts facts = deployed();
        facts.stsTxt.rdata = {QByteArray("\x09short")};
        QVERIFY(!deploymentOf(facts).recordAbsent);
    }

    void policyThatNoSenderUses_data()
    {
        QTest::addColumn<facts::PolicyFetch>("fetch");
        facts::PolicyFetch fetch = fetchOf(goodPolicy);
        fetch.tls.nameMatches = false;
        QTest::newRow("name") << fetch;
        fetch = fetchOf(goodPolicy);
        fetch.tls.verifyErrors = {{0, 10, QStringLiteral("certificate has expired")}};
        QTest::newRow("expired") << fetch;
        fetch = fetchOf(goodPolicy);
        fetch.tls.protocol = QStringLiteral("TLSv1.1");
        QTest::newRow("old protocol") << fetch;
        fetch = fetchOf(goodPolicy);
        fetch.bodyTooLong = true;
        QTest::newRow("too long") << fetch;
        fetch = fetchOf(goodPolicy);
        fetch.headers.clear();
        QTest::newRow("no media type") << fetch;
        QTest::newRow("broken text") << fetchOf(goodPolicy + "\r\n");
    }
    void policyThatNoSenderUses()
    {
        QFETCH(facts::PolicyFetch, fetch);
        facts::DomainFacts facts = deployed();
        facts.policyHost.fetches = {fetch};
        const Deployment deployment = deploymentOf(facts);
        QVERIFY(!deployment.policyUsable);
        QCOMPARE(deployment.mode, std::optional(sts::Mode::Enforce));
    }

    void statusOtherThan200HasNoText()
    {
        facts::DomainFacts facts = deployed();
        facts.policyHost.fetches = {fetchOf(goodPolicy, 404)};
        const Deployment deployment = deploymentOf(facts);
        QVERIFY(!deployment.policyUsable);
        QVERIFY(!deployment.mode);
    }

    void decisive()
    {
        facts::DomainFacts facts = deployed();
        facts::PolicyFetch refused;
        refused.cause = facts::Cause::Refused;
        facts.policyHost.fetches = {refused};
        QVERIFY(!decisiveFetch(facts));
        facts::PolicyFetch untrusted = fetchOf(goodPolicy);
        untrusted.tls.nameMatches = false;
        facts.policyHost.fetches = {refused, fetchOf("gone", 404), untrusted};
        QCOMPARE(decisiveFetch(facts), &std::as_const(facts).policyHost.fetches[1]);
        facts.policyHost.fetches.append(fetchOf(goodPolicy));
        QCOMPARE(decisiveFetch(facts), &std::as_const(facts).policyHost.fetches[3]);
    }

    void lowering()
    {
        Finding fault, pass;
        fault.effect = Effect::Invalid;
        pass.status = Status::Pass;
        pass.severity = Severity::Ok;
        Findings out{fault, fault, pass};
        lowerWhenNotDeployed({}, out, 0);
        QCOMPARE(out[0].severity, Severity::Error);
        Deployment absent;
        absent.recordAbsent = true;
        lowerWhenNotDeployed(absent, out, 1);
        QCOMPARE(out[0].severity, Severity::Error);
        QCOMPARE(out[1].severity, Severity::Info);
        QCOMPARE(out[1].effect, Effect::None);
        QCOMPARE(out[2].severity, Severity::Ok);
    }
};

QTEST_GUILESS_MAIN(TestDeployment)
#include "test_deployment.moc"
