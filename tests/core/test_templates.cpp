// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/templates.h"
#include "sts/policy_parser.h"
#include "sts/record.h"

#include <QTest>
#include <functional>

using namespace rollout;

namespace {

base::DomainName domain(const QString &name)
{
    return *base::DomainName::parse(name);
}

Choices someChoices()
{
    Choices choices;
    choices.mx = {QStringLiteral("mx1.example.com"), QStringLiteral("*.example.net")};
    choices.rua = {QStringLiteral("mailto:tls@example.com"), QStringLiteral("https://r.example.net/v1")};
    choices.id = "20260301123000Z";
    return choices;
}

} // namespace

class TestTemplates : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsPatterns_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("pattern"); // empty: refused
        QTest::newRow("host") << QStringLiteral("MX1.Example.com.") << QStringLiteral("mx1.example.com");
        QTest::newRow("wildcard") << QStringLiteral("*.example.com") << QStringLiteral("*.example.com");
        QTest::newRow("IDN") << QStringLiteral("*.bücher.example") << QStringLiteral("*.xn--bcher-kva.example");
        QTest::newRow("partial wildcard") << QStringLiteral("mx*.example.com") << QString();
        QTest::newRow("second wildcard") << QStringLiteral("*.*.example.com") << QString();
        QTest::newRow("star alone") << QStringLiteral("*") << QString();
        QTest::newRow("address") << QStringLiteral("192.0.2.1") << QString();
        QTest::newRow("port") << QStringLiteral("mx.example.com:25") << QString();
        QTest::newRow("underscore") << QStringLiteral("mx_1.example.com") << QString();
        QTest::newRow("line feed") << QStringLiteral("mx.example.com\nmode: none") << QString();
        QTest::newRow("empty") << QString() << QString();
    }
    void readsPatterns()
    {
        QFETCH(QString, typed);
        QTEST(mxPattern(typed).value_or(QString()), "pattern");
    }

    void readsReportAddresses_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("uri"); // empty: refused
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, const char *typed, const char *uri, const char *code = "") {
            QTest::newRow(name) << QString::fromUtf8(typed) << QString::fromUtf8(uri) << QString::fromUtf8(code);
        };
        row("mailto", "mailto:tls@example.com", "mailto:tls@example.com");
        row("scheme in capitals", "MAILTO:tls@Example.COM", "mailto:tls@example.com");
        row("bare address", "tls@example.com", "mailto:tls@example.com");
        row("separators", "mailto:a,b!c;d@example.com", "mailto:a%2Cb%21c%3Bd@example.com");
        row("encoded already", "mailto:a%2Cb@example.com", "mailto:a%2Cb@example.com");
        row("mailto of an IDN", "mailto:tls@bücher.example", "mailto:tls@xn--bcher-kva.example");
        row("query", "mailto:tls@example.com?subject=a,b", "mailto:tls@example.com?subject=a%2Cb");
        row("https", "https://r.example.com/v1/tls", "https://r.example.com/v1/tls");
        row("https with separators", "https://r.example.com/a;b!c,d", "https://r.example.com/a%3Bb%21c%2Cd");
        row("no address", "mailto:", "", "mailto");
        row("no local part", "mailto:@example.com", "", "mailto");
        row("bad domain", "mailto:a@-x.example", "", "host");
        row("blank", "mailto:a b@example.com", "", "bad-character");
        row("http", "http://r.example.com/", "", "scheme");
        row("no scheme", "r.example.com", "", "scheme");
        row("no host", "https:///tls", "", "host");
        row("blank in https", "https://r.example.com/a b", "", "bad-character");
        row("empty", "", "", "scheme");
    }
    void readsReportAddresses()
    {
        QFETCH(QString, typed);
        QFETCH(QString, code);
        const auto uri = ruaUri(typed);
        QTEST(uri.value_or(QString()), "uri");
        QCOMPARE(uri ? QString() : uri.error().code, code);
    }

    void publishesInOrder()
    {
        Choices choices = someChoices();
        choices.policyHost.addresses = {*base::IpAddress::parse(u"192.0.2.80"),
                                        *base::IpAddress::parse(u"2001:db8::80")};
        const auto made = publication(domain(QStringLiteral("example.com")), choices);
        QVERIFY(made);
        const QList<Record> expected{
            {QStringLiteral("mta-sts.example.com"), RecordKind::A, "192.0.2.80"},
            {QStringLiteral("mta-sts.example.com"), RecordKind::Aaaa, "2001:db8::80"},
            {QStringLiteral("_smtp._tls.example.com"), RecordKind::Txt,
             "v=TLSRPTv1; rua=mailto:tls@example.com,https://r.example.net/v1"},
            {QStringLiteral("_mta-sts.example.com"), RecordKind::Txt, "v=STSv1; id=20260301123000Z;"}};
        QCOMPARE(made->records.records, expected);
        QCOMPARE(made->records.ttl, 300);
        QCOMPARE(sts::format(*made->policy), QByteArray("version: STSv1\r\nmode: testing\r\nmx: mx1.example.com\r\n"
                                                        "mx: *.example.net\r\nmax_age: 604800\r\n"));
    }

    void leavesOutWhatWasNotChosen()
    {
        Choices choices = someChoices();
        choices.rua.clear();
        const auto made = publication(domain(QStringLiteral("bücher.example")), choices);
        QVERIFY(made);
        QCOMPARE(made->records.records.size(), 1);
        QCOMPARE(made->records.records.first().name, QStringLiteral("_mta-sts.xn--bcher-kva.example"));
    }

    void readsItsOwnOutput_data()
    {
        QTest::addColumn<int>("mode");
        QTest::newRow("none") << int(sts::Mode::None);
        QTest::newRow("testing") << int(sts::Mode::Testing);
        QTest::newRow("enforce") << int(sts::Mode::Enforce);
    }
    void readsItsOwnOutput()
    {
        QFETCH(int, mode);
        Choices choices = someChoices();
        choices.mode = sts::Mode(mode);
        choices.maxAge = usualMaxAge(choices.mode);
        const auto made = publication(domain(QStringLiteral("example.com")), choices);
        QVERIFY(made);
        QVERIFY(made->policy->maxAge >= maxAgeLeast && made->policy->maxAge <= maxAgeMost);
        const QByteArray text = sts::format(*made->policy);
        QVERIFY(text.startsWith("version: STSv1\r\n"));
        QVERIFY(text.contains("\r\nmx: "));
        const auto parsed = sts::parse(text);
        QVERIFY(parsed);
        QCOMPARE(*parsed, made->policy);
        QVERIFY(sts::parseRecord(made->records.records.last().value).isWellFormed());
    }

    void refuses_data()
    {
        QTest::addColumn<Choices>("choices");
        QTest::addColumn<QString>("code");
        int number = 0;
        const auto row = [&number](const char *code, const std::function<void(Choices &)> &spoil) {
            Choices choices = someChoices();
            spoil(choices);
            QTest::addRow("%s (%d)", code, ++number) << choices << QString::fromLatin1(code);
        };
        row("no-mx", [](Choices &c) { c.mx.clear(); });
        row("max-age", [](Choices &c) { c.maxAge = 86'399; });
        row("max-age", [](Choices &c) { c.maxAge = 31'557'601; });
        row("ttl", [](Choices &c) { c.ttl = -1; });
        row("bad-id", [](Choices &c) { c.id = "a-b"; });
        row("bad-id", [](Choices &c) { c.id.clear(); });
        row("bad-id", [](Choices &c) { c.id = QByteArray(33, 'a'); });
        row("host-loop", [](Choices &c) { c.policyHost.target = QStringLiteral("mta-sts.example.com"); });
        row("host-twice", [](Choices &c) {
            c.policyHost = {QStringLiteral("h.example.net"), {*base::IpAddress::parse(u"192.0.2.80")}};
        });
    }
    void refuses()
    {
        QFETCH(Choices, choices);
        const auto made = publication(domain(QStringLiteral("example.com")), choices);
        QVERIFY(!made);
        QTEST(made.error().code, "code");
    }
};

QTEST_GUILESS_MAIN(TestTemplates)
#include "test_templates.moc"
