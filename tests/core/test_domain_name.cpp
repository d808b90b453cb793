// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/domain_name.h"

#include <QTest>

using base::DomainName;

class TestDomainName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parses_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("ascii");
        QTest::newRow("plain") << "example.com"
                               << "example.com";
        QTest::newRow("upper case") << "EXAMPLE.Com"
                                    << "example.com";
        QTest::newRow("final dot") << "example.com."
                                   << "example.com";
        QTest::newRow("U-label") << QString::fromUtf8("bücher.example") << "xn--bcher-kva.example";
        QTest::newRow("U-label, upper case") << QString::fromUtf8("BÜCHER.Example") << "xn--bcher-kva.example";
        QTest::newRow("A-label") << "xn--bcher-kva.example"
                                 << "xn--bcher-kva.example";
        QTest::newRow("sharp s stays") << QString::fromUtf8("straße.example") << "xn--strae-oqa.example";
        QTest::newRow("ideographic dot") << QString::fromUtf8("例え。テスト") << "xn--r8jz45g.xn--zckzah";
        QTest::newRow("digits inside") << "1.2.3.4.example"
                                       << "1.2.3.4.example";
        QTest::newRow("63-byte label") << QString(63, u'a') + ".example" << QString(63, u'a') + ".example";
    }
    void parses()
    {
        QFETCH(QString, typed);
        QFETCH(QString, ascii);
        const auto name = DomainName::parse(typed);
        QVERIFY2(name.has_value(), qPrintable(name ? QString() : name.error().code));
        QCOMPARE(name->toString(), ascii);
        QCOMPARE(DomainName::parse(name->toUnicode())->toString(), ascii);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("code");
        QTest::newRow("empty") << ""
                               << "empty";
        QTest::newRow("only a dot") << "."
                                    << "empty-label";
        QTest::newRow("leading dot") << ".example.com"
                                     << "empty-label";
        QTest::newRow("inner empty label") << "a..example"
                                           << "empty-label";
        QTest::newRow("two final dots") << "example.com.."
                                        << "empty-label";
        QTest::newRow("IPv4") << "192.0.2.1"
                              << "ip-address";
        QTest::newRow("IPv6") << "2001:db8::1"
                              << "ip-address";
        QTest::newRow("bracketed") << "[192.0.2.1]"
                                   << "ip-address";
        QTest::newRow("address with a typing error") << "192.0.2.300"
                                                     << "all-numeric-tld";
        QTest::newRow("single label") << "localhost"
                                      << "single-label";
        QTest::newRow("blank") << "exa mple.com"
                               << "bad-character";
        QTest::newRow("underscore") << "_mta-sts.example.com"
                                    << "bad-character";
        QTest::newRow("address") << "user@example.com"
                                 << "bad-character";
        QTest::newRow("URL") << "https://example.com/"
                             << "bad-character";
        QTest::newRow("control") << QString::fromLatin1("exa\x1bmple.com") << "bad-character";
        QTest::newRow("hyphen first") << "-a.example"
                                      << "hyphen";
        QTest::newRow("hyphen last") << "a-.example"
                                     << "hyphen";
        QTest::newRow("64-byte label") << QString(64, u'a') + ".example"
                                       << "label-too-long";
        QTest::newRow("long") << QString("abcdefgh.").repeated(30) + "example"
                              << "too-long";
        QTest::newRow("10,000 characters") << QString(10000, u'a') << "too-long";
        QTest::newRow("no punycode") << "xn--a.example"
                                     << "idna";
    }
    void refuses()
    {
        QFETCH(QString, typed);
        QFETCH(QString, code);
        const auto name = DomainName::parse(typed);
        QVERIFY2(!name.has_value(), "accepted");
        QCOMPARE(name.error().code, code);
    }

    void knowsItsPlace()
    {
        const auto child = *DomainName::parse(u"a.b.example.com"), parent = *DomainName::parse(u"example.com");
        QVERIFY(child.isSubdomainOf(parent));
        QVERIFY(!parent.isSubdomainOf(parent));
        QVERIFY(!DomainName::parse(u"notexample.com")->isSubdomainOf(parent));
        QCOMPARE(child.parent().toString(), QStringLiteral("b.example.com"));
        QCOMPARE(base::registrableDomain(child.toString()), QStringLiteral("example.com"));
        QVERIFY(base::isPublicSuffix(QStringLiteral("co.uk")));
        QVERIFY(!base::isPublicSuffix(QStringLiteral("example.co.uk")));
        QCOMPARE(DomainName::parse(QString::fromUtf8("bücher.example"))->forDisplay(),
                 QString::fromUtf8("bücher.example (xn--bcher-kva.example)"));
    }
};

QTEST_GUILESS_MAIN(TestDomainName)
#include "test_domain_name.moc"
