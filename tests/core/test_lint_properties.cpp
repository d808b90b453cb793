// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for every text, tried on seeded random ones: reading and writing agree, a further fault never makes the
// verdict better, and garbage costs neither the program nor the user's time.
#include "findings/evaluate.h"
#include "findings/lint.h"
#include "sts/policy_parser.h"
#include "sts/record.h"
#include "tlsrpt/record.h"

#include <QRandomGenerator>
#include <QTest>
#include <ctime>

using namespace findings;

namespace {

constexpr quint32 seed = 8461;

template <class List>
typename List::value_type oneOf(QRandomGenerator &random, const List &list)
{
    return list.at(random.bounded(int(list.size())));
}

QByteArray joinedPieces(QRandomGenerator &random, const QByteArrayList &pieces, int most)
{
    QByteArray text;
    for (int n = random.bounded(most); n > 0; --n)
        text += oneOf(random, pieces);
    return text;
}

QByteArray randomBytes(QRandomGenerator &random, int most)
{
    QByteArray bytes(random.bounded(most), '\0');
    for (char &byte : bytes)
        byte = char(random.bounded(256));
    return bytes;
}

const QByteArrayList policyPieces{"version: STSv1",
                                  "mode: enforce",
                                  "mode: testing",
                                  "mode: none",
                                  "mode:",
                                  "mx: mail.example.com",
                                  "mx: *.example.net",
                                  "mx: a_b",
                                  "max_age: 86400",
                                  "max_age: 99999999999",
                                  "max_age: 0",
                                  "x: caf\xc3\xa9",
                                  "\n",
                                  "\n",
                                  "\n",
                                  "\n",
                                  "\r\n",
                                  "\r",
                                  " ",
                                  "\t",
                                  ":",
                                  "#",
                                  "\xff",
                                  "<",
                                  "\xef\xbb\xbf"};
const QByteArrayList recordPieces{"v=STSv1", "v=TLSRPTv1",
                                  ";",       ";",
                                  "; ",      " ",
                                  "id=a",    "id=",
                                  "id=a-b",  "x=y",
                                  "x",       "rua=mailto:a@example.com",
                                  "rua=",    "https://example.com",
                                  ",",       "!",
                                  "=",       "\xc3\xa9",
                                  "\"",      "\t"};

QByteArray randomPolicy(QRandomGenerator &random)
{
    return joinedPieces(random, policyPieces, 24);
}
const QByteArrayList policyLines{
    "mode: testing \t\n",   "mode:none\r\n",    "max_age: 86400\n", "max_age: 00007\r\n", "mx: mail.example.com\n",
    "mx:\t*.example.net\n", "x: caf\xc3\xa9\n", "x: a : b\n",       "version: STSv1\n",   "mx: a_b\n",
    "max_age: x\n"};
QByteArray randomRecord(QRandomGenerator &random)
{
    return joinedPieces(random, recordPieces, 10);
}

// Well formed by construction, so that the round trip is not tried on faulty texts only.
sts::Policy validPolicy(QRandomGenerator &random)
{
    const QList<sts::Mode> modes{sts::Mode::None, sts::Mode::Testing, sts::Mode::Enforce};
    sts::Policy policy{oneOf(random, modes), {}, random.bounded(31'557'601), {}};
    for (int n = random.bounded(5); n >= 0; --n)
        policy.mx.append(QStringLiteral("%1mx%2.example.com").arg(n % 2 ? u"*." : u"").arg(random.bounded(1000)));
    for (int n = random.bounded(3); n > 0; --n)
        policy.extensions.append(
            {"x" + QByteArray::number(n), "a b:\xc3\xa9 " + QByteArray::number(random.bounded(9))});
    return policy;
}

} // namespace

class TestLintProperties : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void policiesRoundTrip()
    {
        QRandomGenerator random(seed);
        for (int i = 0; i < 1000; ++i) {
            const sts::Policy policy = validPolicy(random);
            const auto read = sts::parse(sts::format(policy));
            QVERIFY(read);
            QCOMPARE(*read, policy);
        }
    }

    // Of whatever a sender can use, the written form says the same and is itself without a word to say about its
    // syntax.
    void writtenIsStable()
    {
        QRandomGenerator random(seed);
        int policies = 0, sts = 0, tlsrpt = 0;
        for (int i = 0; i < 3000; ++i) {
            if (const auto policy = sts::parse(joinedPieces(random, policyLines, 9))) {
                QCOMPARE(*sts::parse(sts::format(*policy)), *policy);
                ++policies;
            }
            if (const auto record = sts::recordOf(sts::parseRecord("v=STSv1;id=a;" + randomRecord(random)))) {
                QCOMPARE(*sts::recordOf(sts::parseRecord(sts::format(*record))), *record);
                ++sts;
            }
            const QByteArray text = "v=TLSRPTv1;rua=https://example.org;" + randomRecord(random);
            if (const auto record = tlsrpt::recordOf(tlsrpt::parseRecord(text))) {
                QCOMPARE(*tlsrpt::recordOf(tlsrpt::parseRecord(tlsrpt::format(*record))), *record);
                ++tlsrpt;
            }
        }
        QVERIFY(policies > 20 && sts > 100 && tlsrpt > 100); // enough of them were usable
    }

    void parserAndVerdictAgree()
    {
        QRandomGenerator random(seed);
        for (int i = 0; i < 2000; ++i) {
            const QByteArray policy = (i % 2 ? "version: STSv1\nmode: none\nmax_age: 1\n" : "") + randomPolicy(random);
            const bool html = policy.trimmed().startsWith('<') || policy.trimmed().startsWith("\xef\xbb\xbf<");
            if (!html)
                QCOMPARE(effectOf(lintPolicy(policy)) == Effect::Usable, sts::parse(policy).has_value());
            const QByteArray record = (i % 2 ? "v=STSv1;id=a;" : "v=STSv1") + randomRecord(random);
            QCOMPARE(effectOf(lintStsRecord({{record}})) == Effect::Usable,
                     sts::recordOf(sts::parseRecord(record)).has_value());
            const QByteArray report = "v=TLSRPTv1;rua=mailto:a@example.org" + randomRecord(random);
            QCOMPARE(effectOf(lintTlsrptRecord({{report}})) == Effect::Usable,
                     tlsrpt::recordOf(tlsrpt::parseRecord(report)).has_value());
        }
    }

    void aFaultNeverHelps()
    {
        const QByteArrayList lines{"\n",         "# x\n",  "x\n",       " a: b\n",   "mx: a_b\n", "mode: joking\n",
                                   "x:\n",       "a: b\r", "\xff: x\n", "x: \xff\n", "_: x\n",    "mx: 192.0.2.1\n",
                                   "mx: *.com\n"};
        const QByteArrayList fields{"x", ";", "x=", "id=x", "=x", "x=\xff", "x ", "id=", "v=x", "more=x"};
        QRandomGenerator random(seed);
        for (int i = 0; i < 1000; ++i) {
            const QByteArray policy = "version: STSv1\n" + randomPolicy(random) + "\n";
            QVERIFY(verdictOf(lintPolicy(policy + oneOf(random, lines))).severity >=
                    verdictOf(lintPolicy(policy)).severity);
            const QByteArray record = "v=STSv1; id=a" + randomRecord(random) + ";";
            QVERIFY(verdictOf(lintStsRecord({{record + oneOf(random, fields)}})).severity >=
                    verdictOf(lintStsRecord({{record}})).severity);
        }
    }

    void garbageIsHarmless()
    {
        const std::clock_t start = std::clock(); // processor time: the machine may be busy
        QRandomGenerator random(seed);
        for (int i = 0; i < 1000; ++i) {
            const QByteArray bytes = randomBytes(random, 600);
            QVERIFY(verdictOf(lintPolicy(bytes)).severity >= Severity::Ok);
            QVERIFY(verdictOf(lintStsRecord({{bytes}, {"v=STSv1" + bytes}, {"v=STSv1;" + bytes}})).severity >=
                    Severity::Ok);
            QVERIFY(!lintTlsrptRecord({{"v=TLSRPTv1;rua=" + bytes}}).isEmpty());
        }
        for (const char filler : {'\n', '\r', ':', ' ', ';', ',', '=', '*', '.', '<', '\xff'}) {
            const QByteArray flood(64 * 1024, filler);
            QVERIFY(lintPolicy(flood).size() < 40);
            QVERIFY(lintStsRecord({{"v=STSv1" + flood}}).size() < 40);
            QVERIFY(lintTlsrptRecord({{"v=TLSRPTv1;rua=" + flood}}).size() < 40);
        }
        const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
        QVERIFY2(seconds < 5, qPrintable(QString::number(seconds))); // generous: a sanitizer build is slow
    }
};

QTEST_GUILESS_MAIN(TestLintProperties)
#include "test_lint_properties.moc"
