// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/dns_answer.h"

#include <QTest>

using namespace facts;

class TestDnsAnswer : public QObject
{
    Q_OBJECT

    static DnsAnswer answer(RecordType type, const QByteArrayList &rdata)
    {
        DnsAnswer a;
        a.name = QStringLiteral("example.test");
        a.type = type;
        a.status = DnsStatus::Answer;
        a.rdata = rdata;
        return a;
    }
    static QByteArray mx(int preference, const QByteArray &wireName)
    {
        return QByteArray(1, char(preference >> 8)) + char(preference) + wireName;
    }

private Q_SLOTS:
    void sortsMxByPreferenceThenName()
    {
        const auto records =
            mxRecords(answer(RecordType::Mx, {mx(20, nameToWire("b.test")), mx(10, nameToWire("Z.TEST")),
                                              mx(10, nameToWire("a.test")), mx(0, QByteArray(1, '\0'))}));
        QCOMPARE(records.size(), 4);
        QCOMPARE(records[0].exchange, QString());
        QCOMPARE(records[1].exchange, QStringLiteral("a.test"));
        QCOMPARE(records[2].exchange, QStringLiteral("z.test"));
        QCOMPARE(records[3].preference, 20);
    }

    void countsMalformedRecords_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<QByteArray>("rdata");
        QTest::newRow("MX, empty") << int(RecordType::Mx) << QByteArray();
        QTest::newRow("MX, no name") << int(RecordType::Mx) << QByteArray("\0\1", 2);
        QTest::newRow("MX, label beyond the end") << int(RecordType::Mx) << QByteArray("\0\1\77abc", 6);
        QTest::newRow("MX, compressed") << int(RecordType::Mx) << QByteArray("\0\1\300\14", 4);
        QTest::newRow("MX, trailing bytes") << int(RecordType::Mx) << QByteArray("\0\1\1a\0x", 6);
        QTest::newRow("TXT, empty") << int(RecordType::Txt) << QByteArray();
        QTest::newRow("TXT, string beyond the end") << int(RecordType::Txt) << QByteArray("\5ab", 3);
        QTest::newRow("TLSA, too short") << int(RecordType::Tlsa) << QByteArray("\3\1\1", 3);
    }
    void countsMalformedRecords()
    {
        QFETCH(int, type);
        QFETCH(QByteArray, rdata);
        const DnsAnswer a = answer(RecordType(type), {rdata});
        int malformed = 0;
        if (type == int(RecordType::Mx))
            QVERIFY(mxRecords(a, &malformed).isEmpty());
        else if (type == int(RecordType::Txt))
            QVERIFY(txtRecords(a, &malformed).isEmpty());
        else
            QVERIFY(tlsaRecords(a, &malformed).isEmpty());
        QCOMPARE(malformed, 1);
        QVERIFY(presentation(RecordType(type), rdata).startsWith(QLatin1String("\\#")));
    }

    void joinsCharacterStrings()
    {
        const auto records = txtRecords(answer(RecordType::Txt, {QByteArray("\4v=ST\3Sv1\0", 10)}));
        QCOMPARE(records.size(), 1);
        QCOMPARE(records[0].size(), 3); // an empty character-string is one too
        QCOMPARE(joined(records[0]), QByteArray("v=STSv1"));
    }

    void showsWhatCannotBePrinted()
    {
        QCOMPARE(presentation(RecordType::Txt, QByteArray("\6a\"\\\x1b\xff;", 7)),
                 QStringLiteral("\"a\\\"\\\\\\027\\255;\""));
        QCOMPARE(*nameFromWire(QByteArray("\3a.b\3\x1b[m\0", 9), 0), QStringLiteral("a\\.b.\\027[m"));
        QCOMPARE(presentation(RecordType::Mx, mx(0, QByteArray(1, '\0'))), QStringLiteral("0 ."));
        QCOMPARE(presentation(RecordType::Aaaa, QByteArray(16, '\0')), QStringLiteral("::"));
    }

    void boundsNames()
    {
        QByteArray wire;
        for (int i = 0; i < 5; ++i)
            wire += char(63) + QByteArray(63, 'a');
        QVERIFY(!nameFromWire(wire + '\0', 0));
        QVERIFY(!nameFromWire(QByteArray("\3abc", 4), 0));
    }

    void takesAddressesOfItsOwnFamilyOnly()
    {
        QCOMPARE(
            addresses(answer(RecordType::A, {QByteArray(4, '\1'), QByteArray(16, '\1'), QByteArray(3, '\1')})).size(),
            1);
        QCOMPARE(addresses(answer(RecordType::Mx, {QByteArray(4, '\1')})).size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestDnsAnswer)
#include "test_dns_answer.moc"
