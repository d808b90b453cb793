// SPDX-License-Identifier: GPL-3.0-or-later
// The zone file renderer: quoting, cutting and layout. That name servers read it is tried in
// tests/cli/test_generate.cpp.
#include "publish/bind.h"
#include "publish/format.h"

#include <QTest>
#include <QTimeZone>

using namespace publish;
using rollout::RecordKind;

class TestPublishBind : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void quotesText_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("quoted");
        QTest::newRow("semicolon") << QByteArray("v=STSv1; id=1;") << QByteArray("\"v=STSv1; id=1;\"");
        QTest::newRow("empty") << QByteArray() << QByteArray("\"\"");
        QTest::newRow("quote and backslash") << QByteArray("a\"b\\c") << QByteArray("\"a\\\"b\\\\c\"");
        QTest::newRow("beyond ASCII") << QByteArray("\xc3\xa9") << QByteArray("\"\\195\\169\"");
        QTest::newRow("control") << QByteArray("\n\x7f") << QByteArray("\"\\010\\127\"");
        QTest::newRow("255") << QByteArray(255, 'a') << QByteArray('"' + QByteArray(255, 'a') + '"');
        QTest::newRow("256") << QByteArray(256, 'a') << QByteArray("( \"" + QByteArray(255, 'a') + "\" \"a\" )");
        // What counts are the bytes of the text, not the escapes.
        QByteArray escapes;
        for (int i = 0; i < 255; ++i)
            escapes += "\\\"";
        QTest::newRow("255 quotes") << QByteArray(255, '"') << QByteArray('"' + escapes + '"');
        QTest::newRow("510") << QByteArray(510, 'a')
                             << QByteArray("( \"" + QByteArray(255, 'a') + "\" \"" + QByteArray(255, 'a') + "\" )");
    }
    void quotesText()
    {
        QFETCH(QByteArray, text);
        QTEST(quotedCharacterStrings(text), "quoted");
    }

    void writesEveryKind()
    {
        rollout::RecordSet set;
        set.domain = QStringLiteral("example.com");
        set.ttl = 600;
        set.tool = QStringLiteral("sigillo 0.1.0");
        set.createdAt = QDateTime(QDate(2026, 3, 1), QTime(12, 30), Qt::UTC);
        set.records = {{QStringLiteral("mta-sts.example.com"), RecordKind::A, "192.0.2.1"},
                       {QStringLiteral("mta-sts.example.com"), RecordKind::Aaaa, "2001:db8::1"},
                       {QStringLiteral("www.example.com"), RecordKind::Cname, "host.example.net"},
                       {QStringLiteral("_mta-sts.example.com"), RecordKind::Txt, "v=STSv1; id=1;"}};
        QCOMPARE(bind(set), QByteArray("; MTA-STS and TLS reporting for example.com\n"
                                       "; sigillo 0.1.0, 2026-03-01T12:30:00Z\n"
                                       "mta-sts.example.com.  600 IN A     192.0.2.1\n"
                                       "mta-sts.example.com.  600 IN AAAA  2001:db8::1\n"
                                       "www.example.com.      600 IN CNAME host.example.net.\n"
                                       "_mta-sts.example.com. 600 IN TXT   \"v=STSv1; id=1;\"\n"));
    }

    void isListed()
    {
        const Format *format = formatNamed(QStringLiteral("bind"));
        QVERIFY(format);
        QCOMPARE(format->suffix, "zone");
        QCOMPARE(format->render({}), bind({}));
        QVERIFY(!formatNamed(QStringLiteral("BIND")));
        QVERIFY(!formatNamed(QString()));
        for (const Format &each : formats())
            QCOMPARE(formatNamed(QLatin1String(each.name)), &each);
    }
};

QTEST_GUILESS_MAIN(TestPublishBind)
#include "test_publish_bind.moc"
