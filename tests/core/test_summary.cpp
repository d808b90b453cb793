// SPDX-License-Identifier: GPL-3.0-or-later
// Totals from summaries alone; what details say stays apart.
#include "base/limits.h"
#include "tlsrpt/summary.h"

#include <QTest>
#include <limits>

namespace {

using tlsrpt::DetailTotals;
using tlsrpt::FailureDetails;
using tlsrpt::PolicyResult;
using tlsrpt::PolicyType;
using tlsrpt::Report;
using tlsrpt::SessionTotals;
using tlsrpt::Summary;

constexpr std::int64_t march2 = 1772409600; // 2026-03-02T00:00:00Z
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

FailureDetails failure(const char *type, const char *mx, const char *ip, std::optional<std::int64_t> count)
{
    FailureDetails out;
    out.resultTypeWord = type;
    out.receivingMxHostname = mx;
    out.sendingMtaIp = ip;
    out.failedSessionCount = count;
    return out;
}

PolicyResult policy(PolicyType type, const char *word, const char *domain, std::optional<std::int64_t> ok,
                    std::optional<std::int64_t> failed, std::vector<FailureDetails> failures = {})
{
    PolicyResult out;
    out.policyType = type;
    out.policyTypeWord = word;
    out.policyDomain = domain;
    out.successfulSessions = ok;
    out.failedSessions = failed;
    out.failures = std::move(failures);
    return out;
}

Report report(const char *contact, std::int64_t start, std::vector<PolicyResult> policies)
{
    Report out;
    out.organizationName = "Some Sender";
    out.contactInfo = contact;
    out.start = start;
    out.policies = std::move(policies);
    return out;
}

Report overlapping()
{
    PolicyResult sts =
        policy(PolicyType::Sts, "sts", "acme.example", 9, 1,
               {failure("sts-policy-fetch-error", "", "", 1), failure("sts-policy-fetch-error", "", "", 1)});
    sts.policyStrings = {"version: STSv1", "mode:  enforce ", "mx: mx.acme.example"};
    const PolicyResult tlsa = policy(PolicyType::Tlsa, "tlsa", "acme.example", 30, 0);
    return report("tls@Corp.Mail.RU", march2 + 86399, {sts, tlsa});
}

Report other()
{
    return report("", march2 + 86400,
                  {policy(PolicyType::NoPolicyFound, "no-policy-found", "", 5, std::nullopt,
                          {failure("starttls-not-supported", "MX.acme.example.", "192.0.2.1", 7),
                           failure("x-new", "mx.acme.example", "192.0.2.1", std::nullopt)})});
}

} // namespace

class TestSummary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ratesComeFromSummaries()
    {
        Summary summary;
        summary.add(overlapping());
        QCOMPARE(summary.total, (SessionTotals{1, 2, 0, 39, 1}));
        QCOMPARE(summary.total.failureRate(), std::optional(1.0 / 40.0));
        QCOMPARE(summary.details, (DetailTotals{2, 2})); // more than the one failure: they overlap
        QVERIFY(!SessionTotals{}.failureRate());
    }

    void everyGrouping()
    {
        Summary summary;
        summary.add(overlapping());
        summary.add(other());
        QCOMPARE(summary.byDay, (Summary::Sessions{{"2026-03-02", {1, 2, 0, 39, 1}}, {"2026-03-03", {1, 1, 1, 5, 0}}}));
        QCOMPARE(summary.bySender,
                 (Summary::Sessions{{"corp.mail.ru", {1, 2, 0, 39, 1}}, {"Some Sender", {1, 1, 1, 5, 0}}}));
        // Both policies are of one domain: the report counts once.
        QCOMPARE(summary.byDomain, (Summary::Sessions{{"acme.example", {1, 2, 0, 39, 1}}, {"", {1, 1, 1, 5, 0}}}));
        QCOMPARE(summary.byPolicyType,
                 (Summary::Sessions{
                     {"sts", {1, 1, 0, 9, 1}}, {"tlsa", {1, 1, 0, 30, 0}}, {"no-policy-found", {1, 1, 1, 5, 0}}}));
        QCOMPARE(summary.byMode, (Summary::Sessions{{"enforce", {1, 1, 0, 9, 1}}, {"", {2, 2, 1, 35, 0}}}));
        QCOMPARE(summary.byMx, (Summary::Details{{"", {2, 2}}, {"mx.acme.example", {2, 7}}}));
        QCOMPARE(summary.bySendingIp, (Summary::Details{{"", {2, 2}}, {"192.0.2.1", {2, 7}}}));
        QCOMPARE(summary.byResultType,
                 (Summary::Details{
                     {"sts-policy-fetch-error", {2, 2}}, {"starttls-not-supported", {1, 7}}, {"x-new", {1, 0}}}));
    }

    void foldingInPartsGivesTheSame()
    {
        Summary whole, first, second;
        for (int i = 0; i < 50; ++i) {
            const Report one = i % 3 ? overlapping() : other();
            whole.add(one);
            (i % 2 ? first : second).add(one);
        }
        second.add(first);
        QCOMPARE(second, whole);
        QVERIFY(!whole.keysLeftOut);
    }

    void sumsStopAtTheLargestNumber()
    {
        Summary summary;
        for (int i = 0; i < 3; ++i)
            summary.add(
                report("a@b.example", march2,
                       {policy(PolicyType::Sts, "sts", "c.example", most, most, {failure("x", "m", "", most)})}));
        QCOMPARE(summary.total.successful, most);
        QCOMPARE(summary.details.sessions, most);
        QCOMPARE(summary.total.failureRate(), std::optional(0.5));
    }

    void hostileKeysAreBounded()
    {
        Summary summary;
        std::vector<FailureDetails> failures;
        for (int i = 0; i < limits::summaryKeys + 10; ++i)
            failures.push_back(failure("x", ("mx" + std::to_string(i)).c_str(), "", 1));
        summary.add(report("a@b.example", march2, {policy(PolicyType::Sts, "sts", "c.example", 0, 1, failures)}));
        QVERIFY(summary.keysLeftOut);
        QCOMPARE(summary.byMx.size(), std::size_t(limits::summaryKeys) + 1);
        QCOMPARE(summary.byMx.at(Summary::restKey), (DetailTotals{10, 10}));
    }

    void daysOfAnyTime()
    {
        QCOMPARE(tlsrpt::dayOf(0), std::string("1970-01-01"));
        QCOMPARE(tlsrpt::dayOf(-1), std::string("1969-12-31"));
        QCOMPARE(tlsrpt::dayOf(1709164800), std::string("2024-02-29"));
        Report undated = other();
        undated.start.reset();
        Summary summary;
        summary.add(undated);
        QCOMPARE(summary.byDay.begin()->first, std::string());
    }

    void modes_data()
    {
        QTest::addColumn<QByteArrayList>("lines");
        QTest::addColumn<QByteArray>("mode");
        QTest::newRow("line") << QByteArrayList{"version: STSv1", "mode: testing"} << QByteArray("testing");
        QTest::newRow("no blank") << QByteArrayList{"mode:none"} << QByteArray("none");
        QTest::newRow("all in one string")
            << QByteArrayList{"version: STSv1\r\nmode: enforce\r\nmx: a\r\n"} << QByteArray("enforce");
        QTest::newRow("none") << QByteArrayList{"version: STSv1"} << QByteArray();
        QTest::newRow("no lines") << QByteArrayList{} << QByteArray();
    }

    void modes()
    {
        QFETCH(QByteArrayList, lines);
        PolicyResult sts = policy(PolicyType::Sts, "sts", "a.example", 1, 0);
        for (const QByteArray &line : lines)
            sts.policyStrings.push_back(line.toStdString());
        QTEST(QByteArray::fromStdString(tlsrpt::modeOf(sts)), "mode");
        sts.policyType = PolicyType::Tlsa;
        QVERIFY(tlsrpt::modeOf(sts).empty());
    }
};

QTEST_GUILESS_MAIN(TestSummary)
#include "test_summary.moc"
