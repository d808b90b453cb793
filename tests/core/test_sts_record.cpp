// SPDX-License-Identifier: GPL-3.0-or-later
#include "sts/record.h"

#include <QDateTime>
#include <QTest>
#include <QTimeZone>

class TestStsRecord : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("canonical");
        QTest::newRow("canonical") << QByteArray("v=STSv1; id=1;") << QByteArray("v=STSv1; id=1;");
        QTest::newRow("tight") << QByteArray("v=STSv1;id=a") << QByteArray("v=STSv1; id=a;");
        QTest::newRow("extensions") << QByteArray("v=STSv1 ; x=1; id=a; y=:") << QByteArray("v=STSv1; id=a; x=1; y=:;");
        QTest::newRow("repeated") << QByteArray("v=STSv1; id=a; id=b; x=1; x=2") << QByteArray("v=STSv1; id=a; x=1;");
    }
    void roundTrip()
    {
        QFETCH(QByteArray, text);
        const auto record = sts::recordOf(sts::parseRecord(text));
        QVERIFY(record);
        QTEST(sts::format(*record), "canonical");
        QCOMPARE(*sts::recordOf(sts::parseRecord(sts::format(*record))), *record);
    }

    void errors_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("offset");
        QTest::newRow("version") << QByteArray("v=STSv2; id=a") << QStringLiteral("other-version") << 0;
        QTest::newRow("empty field") << QByteArray("v=STSv1;; id=a") << QStringLiteral("syntax") << 8;
        QTest::newRow("name") << QByteArray("v=STSv1; id=a;  -b=c") << QStringLiteral("syntax") << 16;
        QTest::newRow("trailing blank") << QByteArray("v=STSv1; id=a  ") << QStringLiteral("syntax") << 13;
        QTest::newRow("no id") << QByteArray("v=STSv1;") << QStringLiteral("missing-id") << 0;
        QTest::newRow("id") << QByteArray("v=STSv1; id=a-b") << QStringLiteral("bad-id") << 12;
    }
    void errors()
    {
        QFETCH(QByteArray, text);
        const auto record = sts::recordOf(sts::parseRecord(text));
        QVERIFY(!record);
        QTEST(record.error().code, "code");
        QFETCH(int, offset);
        QCOMPARE(record.error().offset, offset);
    }

    void faultPlaces()
    {
        const base::TaggedRecord record = base::parseTagged("v=STSv1; a; b= ; c=\xc3\xa9", {}, true);
        QCOMPARE(record.faults.size(), 3);
        QCOMPARE(record.faults[0].code, base::TaggedFault::NotAscii);
        QCOMPARE(record.faults[0].span, (base::Span{19, 2}));
        QCOMPARE(record.faults[1].code, base::TaggedFault::MalformedField);
        QCOMPARE(record.faults[1].span, (base::Span{9, 1}));
        QCOMPARE(record.faults[2].code, base::TaggedFault::BadFieldValue);
        QCOMPARE(record.faults[2].span, (base::Span{12, 2}));
    }

    void selection()
    {
        const base::Selection alone = base::selectRecord({"v=STSv1 ; id=a"}, "v=STSv1");
        QCOMPARE(alone.chosen, 0);
        const base::Selection company = base::selectRecord({"v=STSv1 ; id=a", "v=STSv1;", "v=STSv10;"}, "v=STSv1");
        QCOMPARE(company.chosen, 1);
        QCOMPARE(company.lost, QList<int>{0});
        QCOMPARE(company.unrelated, QList<int>{2});
        const base::Selection two = base::selectRecord({"v=STSv1;", "v=STSv1;a"}, "v=STSv1");
        QCOMPARE(two.chosen, -1);
        QCOMPARE(two.competing, (QList<int>{0, 1}));
    }

    void newId()
    {
        const QDateTime now(QDate(2026, 2, 28), QTime(23, 59, 59), Qt::UTC);
        QCOMPARE(sts::newId(now, {}), QByteArray("20260228235959Z"));
        QCOMPARE(sts::newId(now, {"20260228235959Z", "x"}), QByteArray("20260301000000Z"));
        QCOMPARE(sts::newId(now, {"20260301000000Z", "20260228235959Z"}), QByteArray("20260301000001Z"));
        QCOMPARE(sts::newId(now.toTimeZone(QTimeZone(3600)), {}), QByteArray("20260228235959Z"));
        QVERIFY(sts::isId(sts::newId(now, {})));
    }
};

QTEST_GUILESS_MAIN(TestStsRecord)
#include "test_sts_record.moc"
