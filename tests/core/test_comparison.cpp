// SPDX-License-Identifier: GPL-3.0-or-later
// What is live beside what the plan wants.
#include "facts_builder.h"
#include "rollout/comparison.h"

#include <QTest>

using rollout::Agreement;
using rollout::Comparison;
using rollout::Part;

namespace {

const base::DomainName domain = *base::DomainName::parse(u"example.com");

rollout::Plan planned()
{
    rollout::Plan plan;
    plan.domain = domain.toString();
    plan.reportingOnly = false;
    plan.mode = sts::Mode::Testing;
    plan.mx = {QStringLiteral("mx1.example.com"), QStringLiteral("mx2.example.com")};
    plan.maxAge = 604'800;
    plan.rua = {QStringLiteral("mailto:tls@example.com")};
    plan.id = "20261124";
    return plan;
}

QByteArray recordOf(const rollout::Plan &plan)
{
    return "v=STSv1; id=" + plan.id + ";";
}

/// Everything that the plan wants is live.
facts::DomainFacts published(const rollout::Plan &plan)
{
    facts::DomainFacts facts = support::healthyFacts(plan.domain);
    facts.stsTxt = support::txtAnswer(QStringLiteral("_mta-sts.example.com"), {recordOf(plan)});
    facts.tlsrptTxt =
        support::txtAnswer(QStringLiteral("_smtp._tls.example.com"), {rollout::tlsrptRecordText(plan.rua)});
    for (facts::PolicyFetch &fetch : facts.policyHost.fetches)
        fetch.body = "version: STSv1\nmode: testing\nmax_age: 604800\nmx: mx2.example.com\nmx: mx1.example.com\n";
    return facts;
}

Comparison of(Part part, const facts::DomainFacts *facts, const rollout::Plan *plan)
{
    const QList<Comparison> all = rollout::compareWithPlan(domain, facts, plan);
    return all[int(part)];
}

} // namespace

class TestComparison : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void agreesWhateverTheForm();
    void saysHowTheyDiffer_data();
    void saysHowTheyDiffer();
    void withoutAPlan();
    void withoutALook();
    void wantsNoPolicyWhileOnlyReporting();
    void comparesTheHost();
};

void TestComparison::agreesWhateverTheForm()
{
    const rollout::Plan plan = planned();
    facts::DomainFacts facts = published(plan);
    facts.stsTxt = support::txtAnswer(QStringLiteral("_mta-sts.example.com"), {"v=STSv1;id=20261124"});
    const QList<Comparison> all = rollout::compareWithPlan(domain, &facts, &plan);
    QCOMPARE(all.size(), 4);
    for (const Comparison &one : all)
        QCOMPARE(one.agreement, Agreement::Same);
    QCOMPARE(all[3].live, QByteArrayList{"v=STSv1;id=20261124"});
    QCOMPARE(all[3].wanted, std::optional(recordOf(plan)));
    QCOMPARE(all[2].place, QStringLiteral("https://mta-sts.example.com/.well-known/mta-sts.txt"));
}

void TestComparison::saysHowTheyDiffer_data()
{
    QTest::addColumn<int>("part");
    QTest::addColumn<QByteArrayList>("texts");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("agreement");
    using enum facts::DnsStatus;
    const int sts = int(Part::StsRecord), reporting = int(Part::ReportingRecord);
    QTest::newRow("other id") << sts << QByteArrayList{"v=STSv1; id=1;"} << int(Answer) << int(Agreement::Differs);
    QTest::newRow("two records") << sts << QByteArrayList{"v=STSv1; id=20261124;", "v=STSv1; id=1;"} << int(Answer)
                                 << int(Agreement::Differs);
    QTest::newRow("none") << sts << QByteArrayList() << int(NxDomain) << int(Agreement::Missing);
    QTest::newRow("no answer") << sts << QByteArrayList() << int(Timeout) << int(Agreement::NotKnown);
    QTest::newRow("other mailbox") << reporting << QByteArrayList{"v=TLSRPTv1; rua=mailto:x@example.com"} << int(Answer)
                                   << int(Agreement::Differs);
    QTest::newRow("no reporting") << reporting << QByteArrayList() << int(NoData) << int(Agreement::Missing);
}

void TestComparison::saysHowTheyDiffer()
{
    QFETCH(int, part);
    QFETCH(QByteArrayList, texts);
    QFETCH(int, status);
    QFETCH(int, agreement);
    const rollout::Plan plan = planned();
    facts::DomainFacts facts = published(plan);
    facts::DnsAnswer &answer = Part(part) == Part::StsRecord ? facts.stsTxt : facts.tlsrptTxt;
    answer = texts.isEmpty() ? support::noAnswer(answer.name, facts::RecordType::Txt, facts::DnsStatus(status))
                             : support::txtAnswer(answer.name, texts);
    const Comparison one = of(Part(part), &facts, &plan);
    QCOMPARE(int(one.agreement), agreement);
    QCOMPARE(one.live, texts);
}

void TestComparison::withoutAPlan()
{
    const facts::DomainFacts facts = published(planned());
    for (const Comparison &one : rollout::compareWithPlan(domain, &facts, nullptr)) {
        QCOMPARE(one.agreement, Agreement::NoPlan);
        QVERIFY(!one.wanted);
        QVERIFY(!one.live.isEmpty());
    }
}

void TestComparison::withoutALook()
{
    const rollout::Plan plan = planned();
    for (const Comparison &one : rollout::compareWithPlan(domain, nullptr, &plan))
        QCOMPARE(one.agreement, Agreement::NotKnown);
    QVERIFY(of(Part::Policy, nullptr, &plan).wanted);
}

void TestComparison::wantsNoPolicyWhileOnlyReporting()
{
    rollout::Plan plan = planned();
    plan.reportingOnly = true;
    facts::DomainFacts facts = published(plan);
    QCOMPARE(of(Part::ReportingRecord, &facts, &plan).agreement, Agreement::Same);
    QCOMPARE(of(Part::StsRecord, &facts, &plan).agreement, Agreement::Unwanted);
    QCOMPARE(of(Part::Policy, &facts, &plan).agreement, Agreement::Unwanted);
    for (facts::PolicyFetch &fetch : facts.policyHost.fetches)
        fetch.httpStatus = 404;
    QCOMPARE(of(Part::Policy, &facts, &plan).agreement, Agreement::Same);
    for (facts::PolicyFetch &fetch : facts.policyHost.fetches)
        fetch.cause = facts::Cause::TimedOut;
    QCOMPARE(of(Part::Policy, &facts, &plan).agreement, Agreement::NotKnown);
}

void TestComparison::comparesTheHost()
{
    rollout::Plan plan = planned();
    facts::DomainFacts facts = published(plan);
    plan.policyHost.target = QStringLiteral("policies.example.net");
    QCOMPARE(of(Part::PolicyHost, &facts, &plan).agreement, Agreement::Differs);
    facts.policyHost.a.cnames = {{facts.policyHost.name, QStringLiteral("policies.example.net"), 300}};
    QCOMPARE(of(Part::PolicyHost, &facts, &plan).agreement, Agreement::Same);
}

QTEST_APPLESS_MAIN(TestComparison)
#include "test_comparison.moc"
