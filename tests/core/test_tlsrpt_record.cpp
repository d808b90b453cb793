// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/record.h"

#include <QTest>

using tlsrpt::UriFault;

class TestTlsrptRecord : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("canonical");
        QTest::newRow("one") << QByteArray("v=TLSRPTv1;rua=mailto:a@example.com")
                             << QByteArray("v=TLSRPTv1; rua=mailto:a@example.com;");
        QTest::newRow("list") << QByteArray("v=TLSRPTv1; rua=mailto:a@example.com \t,  https://example.com/a?b=c")
                              << QByteArray("v=TLSRPTv1; rua=mailto:a@example.com,https://example.com/a?b=c;");
        QTest::newRow("two fields") << QByteArray("v=TLSRPTv1; rua=mailto:a@example.com; x=1; rua=mailto:b@example.com")
                                    << QByteArray("v=TLSRPTv1; rua=mailto:a@example.com,mailto:b@example.com; x=1;");
    }
    void roundTrip()
    {
        QFETCH(QByteArray, text);
        const auto record = tlsrpt::recordOf(tlsrpt::parseRecord(text));
        QVERIFY(record);
        QTEST(tlsrpt::format(*record), "canonical");
        QCOMPARE(*tlsrpt::recordOf(tlsrpt::parseRecord(tlsrpt::format(*record))), *record);
    }

    void errors_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("code");
        QTest::newRow("version") << QByteArray("v=TLSRPTv2; rua=mailto:a@example.com")
                                 << QStringLiteral("other-version");
        QTest::newRow("syntax") << QByteArray("v=TLSRPTv1;; rua=mailto:a@example.com") << QStringLiteral("syntax");
        QTest::newRow("no rua") << QByteArray("v=TLSRPTv1; x=1") << QStringLiteral("missing-rua");
        QTest::newRow("uri") << QByteArray("v=TLSRPTv1; rua=a") << QStringLiteral("bad-uri");
        QTest::newRow("scheme") << QByteArray("v=TLSRPTv1; rua=http://example.com/") << QStringLiteral("no-usable-uri");
    }
    void errors()
    {
        QFETCH(QByteArray, text);
        const auto record = tlsrpt::recordOf(tlsrpt::parseRecord(text));
        QVERIFY(!record);
        QTEST(record.error().code, "code");
    }

    void uris_data()
    {
        QTest::addColumn<QByteArray>("uri");
        QTest::addColumn<UriFault>("fault");
        const auto row = [](const char *uri, UriFault fault) {
            QTest::newRow(*uri ? uri : "empty") << QByteArray(uri) << fault;
        };
        row("mailto:a@example.com", UriFault::None);
        row("mailto:a@[192.0.2.1]", UriFault::None);
        row("mailto:a@b%C3%BCcher.example", UriFault::None);
        row("mailto:a%40b@example.com", UriFault::None);
        row("https://example.com", UriFault::None);
        row("https://user@example.com:443/x#y", UriFault::None);
        row("https://[2001:db8::1]/", UriFault::None);
        row("https://[2001:db8::1]:8443/", UriFault::None);
        row("", UriFault::Empty);
        row("example.com", UriFault::NoScheme);
        row(":a@example.com", UriFault::NoScheme);
        row("1a:b", UriFault::NoScheme);
        row("mailto:a b@example.com", UriFault::BadCharacter);
        row("mailto:a%zz@example.com", UriFault::BadCharacter);
        row("mailto:a@example.com%4", UriFault::BadCharacter);
        row("mailto:{a}@example.com", UriFault::BadCharacter);
        row("mailto:a!@example.com", UriFault::Unescaped);
        row("ftp://example.com", UriFault::UnsupportedScheme);
        row("mailto:", UriFault::WithoutAddress);
        row("mailto:?subject=a@example.com", UriFault::WithoutAddress);
        row("mailto:a@b_c.example", UriFault::WithoutAddress);
        row("https:example.com", UriFault::WithoutHost);
        row("https:///path", UriFault::WithoutHost);
        row("https://:443/", UriFault::WithoutHost);
        row("https://example.com:x/", UriFault::WithoutHost);
    }
    void uris()
    {
        QFETCH(QByteArray, uri);
        const tlsrpt::ParsedRecord record = tlsrpt::parseRecord("v=TLSRPTv1; rua=" + uri);
        QCOMPARE(record.uris.size(), 1);
        QTEST(record.uris.first().fault, "fault");
        QCOMPARE(record.uris.first().span, (base::Span{16, uri.size()}));
    }

    void spansInAList()
    {
        const QByteArray text = "v=TLSRPTv1; rua=mailto:a@example.com ,  x,";
        const tlsrpt::ParsedRecord record = tlsrpt::parseRecord(text);
        QCOMPARE(record.uris.size(), 3);
        QCOMPARE(text.mid(record.uris[1].span.offset, record.uris[1].span.length), QByteArray("x"));
        QCOMPARE(record.uris[2].fault, UriFault::Empty);
        QCOMPARE(record.uris[0].mailDomain, QStringLiteral("example.com"));
    }
};

QTEST_GUILESS_MAIN(TestTlsrptRecord)
#include "test_tlsrpt_record.moc"
