// SPDX-License-Identifier: GPL-3.0-or-later
// Writing is the inverse of reading, for reports made at random; and two reports are one when their bodies say so.
#include "base/limits.h"
#include "good_report.h"
#include "report_lists.h"
#include "tlsrpt/report_format.h"
#include "tlsrpt/report_identity.h"
#include "tlsrpt/report_json.h"
#include "tlsrpt/report_words.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>
#include <algorithm>

namespace {

using tlsrpt::FailureDetails;
using tlsrpt::PolicyResult;
using tlsrpt::Report;

/// Well-formed reports, a different one a seed.
class Maker
{
public:
    explicit Maker(quint32 seed) : m_random(seed) {}

    Report report()
    {
        Report out;
        out.organizationName = words();
        out.contactInfo = "tls@" + domain();
        out.reportId = words() + "@" + domain();
        const qint64 day = 15000 + number(5000);
        out.start = day * 86400;
        out.end = *out.start + 86399;
        out.startText = QDateTime::fromSecsSinceEpoch(*out.start, Qt::UTC).toString(Qt::ISODate).toStdString();
        out.endText = QDateTime::fromSecsSinceEpoch(*out.end, Qt::UTC).toString(Qt::ISODate).toStdString();
        unknown(out, "date-range.x-");
        for (int i = 0, count = 1 + number(4); i < count; ++i) {
            const std::string place = "policies[" + std::to_string(i) + "].";
            out.policies.push_back(policy(out, place));
            unknown(out, place + "x-");
        }
        unknown(out, "x-");
        return out;
    }

private:
    int number(int below) { return int(m_random.bounded(below)); }

    std::string words()
    {
        static const char *const some[] = {"a",   "Z",  "0",    " ",    "\"",       "\\",           "/",
                                           "\n",  "\t", "\x01", "\x7f", "\xC3\xBC", "\xE2\x82\xAC", "\xF0\x9F\x93\xA7",
                                           "<b>", "{",  "]",    ":",    ",",        "null"};
        std::string out;
        for (int i = 1 + number(20); i > 0; --i)
            out += some[number(int(std::size(some)))];
        return out;
    }

    std::string domain() { return "host" + std::to_string(number(1000)) + ".example"; }

    PolicyResult policy(Report &report, const std::string &place)
    {
        PolicyResult out;
        out.policyType = tlsrpt::PolicyType(number(3));
        out.policyTypeWord = tlsrpt::wordOf(out.policyType);
        out.policyDomain = domain();
        if (out.policyType != tlsrpt::PolicyType::NoPolicyFound)
            for (int i = 1 + number(5); i > 0; --i)
                out.policyStrings.push_back("line " + words());
        if (out.policyType == tlsrpt::PolicyType::Sts)
            for (int i = 1 + number(3); i > 0; --i)
                out.mxHosts.push_back("*." + domain());
        unknown(report, place + "policy.x-");
        out.successfulSessions = number(1'000'000);
        out.failedSessions = 0;
        unknown(report, place + "summary.x-");
        for (int i = 0, count = number(4); i < count; ++i) {
            out.failures.push_back(failure());
            *out.failedSessions += *out.failures.back().failedSessionCount;
            unknown(report, place + "failure-details[" + std::to_string(i) + "].x-");
        }
        return out;
    }

    FailureDetails failure()
    {
        FailureDetails out;
        out.resultType = tlsrpt::ResultType(number(int(tlsrpt::ResultType::Other)));
        out.resultTypeWord = tlsrpt::wordOf(out.resultType);
        out.sendingMtaIp = "192.0.2." + std::to_string(number(256));
        out.receivingMxHostname = domain();
        out.failedSessionCount = 1 + number(1000);
        if (number(2))
            out.receivingIp = "2001:db8::" + std::to_string(1 + number(9));
        if (number(2))
            out.receivingMxHelo = domain();
        if (number(2))
            out.additionalInformation = words();
        if (number(2))
            out.failureReasonCode = words();
        return out;
    }

    void unknown(Report &report, const std::string &prefix)
    {
        static const char *const values[] = {"null",
                                             "true",
                                             "-1.50e3",
                                             "\"\\u0041 text\"",
                                             "[]",
                                             "[1,{\"a\":null}]",
                                             "{\"b\":{},\"a\":99999999999999999999999}"};
        if (number(4) == 0)
            report.unknown.push_back({prefix + std::to_string(number(9)), values[number(int(std::size(values)))]});
    }

    QRandomGenerator m_random;
};

// Deviations aside; unknown members in no order.
Report comparable(Report report)
{
    report.deviations.clear();
    std::sort(report.unknown.begin(), report.unknown.end(),
              [](const auto &one, const auto &other) { return one.path < other.path; });
    return report;
}

Report read(const QByteArray &text)
{
    return tlsrpt::parseReport(text).value_or(Report());
}

QByteArray changed(QByteArray text, const QByteArray &from, const QByteArray &to)
{
    return text.replace(from, to);
}

} // namespace

class TestReportFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readingGivesWhatWasWritten()
    {
        tlsrpt::ReportReader reader;
        for (quint32 seed = 1; seed <= 2000; ++seed) {
            const Report report = Maker(seed).report();
            const std::string text = tlsrpt::formatReport(report);
            const auto again = reader.read(text);
            QVERIFY2(again, text.c_str());
            for (const tlsrpt::Deviation &deviation : again->deviations)
                QVERIFY2(deviation.code == tlsrpt::DeviationCode::UnknownMember, text.c_str());
            QVERIFY2(comparable(*again) == comparable(report), text.c_str());
            QCOMPARE(tlsrpt::formatReport(*again), text);
            QVERIFY(!QJsonDocument::fromJson(QByteArray::fromStdString(text)).isNull());
            QVERIFY(text.find('\n') == std::string::npos);
        }
    }

    void anEmptyReportIsStillJson() { QCOMPARE(tlsrpt::formatReport({}), std::string("{\"policies\":[]}")); }

    void identity_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("sameIdentity");
        QTest::addColumn<bool>("sameContent");
        const QByteArray other = "other@company-x.example";
        QTest::newRow("pretty printed, members in another order")
            << QJsonDocument::fromJson(good).toJson() << true << true;
        QTest::newRow("byte order mark") << "\xEF\xBB\xBF" + good << true << true;
        QTest::newRow("policies as one object")
            << changed(changed(good, "\"policies\":[", "\"policies\":"), "\"}]}]}", "\"}]}}") << true << true;
        QTest::newRow("other mailbox, same domain") << changed(good, "r@company-x", "R@Company-X") << true << false;
        QTest::newRow("other organization, same contact") << changed(good, "Company-X", "Company X") << true << false;
        QTest::newRow("other count") << changed(good, "count\":17", "count\":18") << true << false;
        QTest::newRow("date in another form")
            << changed(good, "2026-03-02T00:00:00Z", "2026-03-02 00:00:00") << true << false;
        QTest::newRow("other contact domain") << changed(good, "r@company-x", "r@company-z") << false << false;
        QTest::newRow("other id") << changed(good, "42@company-x.example", "43@company-x.example") << false << false;
        QTest::newRow("other day") << changed(good, "2026-03-02", "2026-03-03") << false << false;
        QTest::newRow("other domain") << changed(good, "\"acme.example\"", "\"acme.test\"") << false << false;
        QTest::newRow("domain in capitals") << changed(good, "\"acme.example\"", "\"ACME.example.\"") << true << true;
    }

    void identity()
    {
        QFETCH(QByteArray, text);
        const Report one = read(good), other = read(text);
        QVERIFY(!other.policies.empty());
        QTEST(tlsrpt::identityOf(one) == tlsrpt::identityOf(other), "sameIdentity");
        QTEST(tlsrpt::contentHash(one) == tlsrpt::contentHash(other), "sameContent");
    }

    void identityWithoutContact()
    {
        const QByteArray none = changed(good, "\"r@company-x.example\"", "null");
        const std::string identity = tlsrpt::identityOf(read(none));
        QVERIFY(identity.starts_with("9:Company-X,"));
        QVERIFY(identity != tlsrpt::identityOf(read(changed(none, "Company-X", "Company-Y"))));
    }

    // A separator inside a member cannot make two reports one.
    void identityCannotBeForged()
    {
        Report one, other;
        one.organizationName = "a";
        one.reportId = "1:b,c";
        other.organizationName = "a,1:b";
        other.reportId = "c";
        QVERIFY(tlsrpt::identityOf(one) != tlsrpt::identityOf(other));
    }

    void orderOfPoliciesIsContentNotIdentity()
    {
        Report one = Maker(7).report();
        one.unknown.clear();
        one.policies.resize(2);
        one.policies[0].policyDomain = "a.example";
        one.policies[1].policyDomain = "b.example";
        Report other = one;
        std::swap(other.policies[0], other.policies[1]);
        QCOMPARE(tlsrpt::identityOf(one), tlsrpt::identityOf(other));
        QVERIFY(tlsrpt::contentHash(one) != tlsrpt::contentHash(other));
    }

    void hashIsSha256OverTheCanonicalText()
    {
        const Report report = read(good);
        const QByteArray text = QByteArray::fromStdString(tlsrpt::canonicalReport(report));
        QCOMPARE(text, good);
        QCOMPARE(tlsrpt::contentHash(report), QCryptographicHash::hash(text, QCryptographicHash::Sha256));
    }

    void insideOfUnknownMembersHasNoOrderEither()
    {
        const auto hash = [](const char *members) {
            return tlsrpt::contentHash(read(changed(good, "\"report-id\"", (QByteArray(members) + ",\"report-id\""))));
        };
        QCOMPARE(hash("\"x\":{\"a\":1,\"b\":[2]},\"y\":3"), hash("\"y\": 3, \"x\": {\"b\": [2], \"a\": 1}"));
        QVERIFY(hash("\"x\":{\"a\":1}") != hash("\"x\":{\"a\":2}"));
    }

    void wordsAndTypesAgree()
    {
        for (int i = 0; i < int(tlsrpt::ResultType::Other); ++i) {
            const std::string_view word = tlsrpt::wordOf(tlsrpt::ResultType(i));
            QCOMPARE(tlsrpt::resultTypeOf(word), tlsrpt::ResultType(i));
            QCOMPARE(QString::fromLatin1(word.data(), qsizetype(word.size())), base::enumName(tlsrpt::ResultType(i)));
        }
        QCOMPARE(tlsrpt::resultTypeOf("CERTIFICATE-EXPIRED"), tlsrpt::ResultType::Other);
        QVERIFY(tlsrpt::wordOf(tlsrpt::ResultType::Other).empty());
        for (int i = 0; i < int(tlsrpt::PolicyType::Other); ++i)
            QCOMPARE(tlsrpt::policyTypeOf(tlsrpt::wordOf(tlsrpt::PolicyType(i))), tlsrpt::PolicyType(i));
    }
};

QTEST_GUILESS_MAIN(TestReportFormat)
#include "test_report_format.moc"
