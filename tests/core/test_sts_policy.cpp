// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utf8.h"
#include "sts/policy_parser.h"

#include <QTest>

using Code = sts::PolicyFaultCode;

namespace {

const QByteArray good = "version: STSv1\nmode: enforce\nmx: a.example.com\nmax_age: 86400\n";

} // namespace

class TestStsPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip_data()
    {
        QTest::addColumn<sts::Policy>("policy");
        QTest::newRow("enforce") << sts::Policy{sts::Mode::Enforce, {QStringLiteral("a.example.com")}, 86400, {}};
        QTest::newRow("none") << sts::Policy{sts::Mode::None, {}, 0, {}};
        QTest::newRow("all") << sts::Policy{sts::Mode::Testing,
                                            {QStringLiteral("*.example.net"), QStringLiteral("b.example.com")},
                                            31'557'600,
                                            {{"x", "y: z"}, {"u", "caf\xc3\xa9"}}};
    }
    void roundTrip()
    {
        QFETCH(sts::Policy, policy);
        const auto read = sts::parse(sts::format(policy));
        QVERIFY(read);
        QCOMPARE(*read, policy);
    }

    void written()
    {
        const sts::Policy policy{sts::Mode::Testing, {QStringLiteral("a.example.com")}, 604800, {}};
        QCOMPARE(sts::format(policy),
                 QByteArray("version: STSv1\r\nmode: testing\r\nmx: a.example.com\r\nmax_age: 604800\r\n"));
    }

    void places_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Code>("code");
        QTest::addColumn<sts::Place>("place");
        QTest::newRow("mode") << QByteArray(good).replace("enforce", "joking") << Code::BadMode
                              << sts::Place{21, 6, 2, 7};
        QTest::newRow("crlf") << QByteArray(good).replace("\n", "\r\n").replace("enforce", "joking") << Code::BadMode
                              << sts::Place{22, 6, 2, 7};
        QTest::newRow("blank line") << good + "\n" << Code::BlankLine << sts::Place{good.size(), 0, 5, 1};
        QTest::newRow("leading blank") << "  " + good << Code::LeadingBlank << sts::Place{0, 2, 1, 1};
        QTest::newRow("bare cr") << good + "x: y\rz: a\n"
                                 << Code::BareCarriageReturn << sts::Place{good.size() + 4, 1, 5, 5};
        QTest::newRow("after bom") << "\xef\xbb\xbf" + QByteArray(good).replace("STSv1", "x") << Code::BadVersion
                                   << sts::Place{12, 1, 1, 10};
        QTest::newRow("no colon") << good + "hello \n" << Code::NoColon << sts::Place{good.size(), 6, 5, 1};
        QTest::newRow("empty mx") << good + "mx:\n" << Code::BadMx << sts::Place{good.size() + 3, 0, 5, 4};
        QTest::newRow("bad byte") << good + "x: ab\xff\n" << Code::NotUtf8 << sts::Place{good.size() + 5, 1, 5, 6};
        QTest::newRow("missing") << QByteArray(good).replace("mode", "xode") << Code::MissingMode
                                 << sts::Place{0, good.size(), 1, 1};
    }
    void places()
    {
        QFETCH(QByteArray, text);
        QFETCH(Code, code);
        const sts::ParsedPolicy policy = sts::parsePolicy(text);
        for (const sts::PolicyFault &fault : policy.faults)
            if (fault.code == code) {
                QTEST(fault.place, "place");
                return;
            }
        QFAIL("the fault is not found");
    }

    // What stands beside the faults is still understood.
    void understoodAllTheSame()
    {
        const sts::ParsedPolicy policy =
            sts::parsePolicy("# x\n\n mode: enforce\nversion: STSv1\nmx: a_b\nmx: b.example.com\nmax_age: 1x\nk: v");
        QCOMPARE(policy.modeValue, std::optional(sts::Mode::Enforce));
        QCOMPARE(policy.mxPatterns(), (QStringList{QStringLiteral("a_b"), QStringLiteral("b.example.com")}));
        QVERIFY(policy.maxAge && !policy.maxAgeValue);
        QVERIFY(!policy.versionIsFirst());
        QCOMPARE(policy.extensions.size(), 1);
        QCOMPARE(policy.faults.size(), 5);
        const auto read = sts::policyOf(policy);
        QVERIFY(!read);
        QCOMPARE(read.error().code, QStringLiteral("comment"));
    }

    void countsWhatItDoesNotKeep()
    {
        const sts::ParsedPolicy policy = sts::parsePolicy(good + QByteArray("\n").repeated(100));
        QCOMPARE(policy.faults.size(), int(sts::ParsedPolicy::faultsKept));
        QCOMPARE(policy.faultCounts.value(Code::BlankLine), 100);
    }

    void oddLineEnd()
    {
        const sts::ParsedPolicy policy = sts::parsePolicy("version: STSv1\r\nmode: none\nmax_age: 1\r\n");
        QVERIFY(policy.isWellFormed() && policy.mixedLineEnds);
        QCOMPARE(policy.firstOddLineEnd, 26);
    }

    void utf8()
    {
        QCOMPARE(base::firstBadUtf8("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x94\x92"), -1);
        QCOMPARE(base::firstBadUtf8("ab\x80"), 2);
        QCOMPARE(base::firstBadUtf8("\xc1\xbf"), 0);
        QCOMPARE(base::firstBadUtf8("\xe0\x9f\xbf"), 0);
        QCOMPARE(base::firstBadUtf8("a\xf0\x9f\x94"), 1);
        QCOMPARE(base::firstBadUtf8("\xf5\x80\x80\x80"), 0);
    }
};

QTEST_GUILESS_MAIN(TestStsPolicy)
#include "test_sts_policy.moc"
