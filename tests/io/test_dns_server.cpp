// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/dns_server.h"
#include "io/trust_anchor.h"

#include <QTest>

class TestDnsServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void parses_data();
    void parses();
    void readsResolvConf();
    void anchors();
    void defaultAnchor();
};

void TestDnsServer::parses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("result"); // or the error code
    QTest::newRow("address") << u"192.0.2.53"_qs << u"192.0.2.53@53"_qs;
    QTest::newRow("with port") << u"192.0.2.53@5353"_qs << u"192.0.2.53@5353"_qs;
    QTest::newRow("IPv6") << u"2001:DB8::0:53@53"_qs << u"2001:db8::53@53"_qs;
    QTest::newRow("scoped") << u"fe80::1%eth0"_qs << u"fe80::1%eth0@53"_qs;
    QTest::newRow("blanks around") << u" ::1 "_qs << u"::1@53"_qs;
    QTest::newRow("name") << u"resolver.example"_qs << u"bad-address"_qs;
    QTest::newRow("empty") << QString() << u"bad-address"_qs;
    QTest::newRow("scoped IPv4") << u"192.0.2.53%eth0"_qs << u"bad-address"_qs;
    QTest::newRow("port 0") << u"192.0.2.53@0"_qs << u"bad-port"_qs;
    QTest::newRow("port too large") << u"192.0.2.53@65536"_qs << u"bad-port"_qs;
    QTest::newRow("port in words") << u"192.0.2.53@dns"_qs << u"bad-port"_qs;
}

void TestDnsServer::parses()
{
    QFETCH(QString, text);
    const auto server = io::DnsServer::parse(text);
    QTEST(server ? server->toString() : server.error().code, "result");
    if (server)
        QCOMPARE(*io::DnsServer::parse(server->toString()), *server);
}

void TestDnsServer::readsResolvConf()
{
    const auto servers =
        io::nameserversOf("# nameserver 192.0.2.1\nsearch example.it\nnameserver  192.0.2.2 # first\r\n"
                          "nameserver nonsense\nnameserver\n\tnameserver 2001:db8::1\nnameserver 192.0.2.2\n"
                          "options edns0\nnameserver fe80::1%eth0");
    QStringList texts;
    for (const io::DnsServer &server : servers)
        texts += server.toString();
    QCOMPARE(texts, QStringList({u"192.0.2.2@53"_qs, u"2001:db8::1@53"_qs, u"fe80::1%eth0@53"_qs}));
    QVERIFY(io::nameserversOf({}).isEmpty());
}

void TestDnsServer::anchors()
{
    const auto anchor = io::TrustAnchor::parse(
        "; root\n.\t86400 IN DS 20326 8 2 ( E06D44B80B8F1D39A95C0B0D7C65D084 ; half\n"
        " 58E880409BBC683457104237C7F8EC8D )\n"
        "Island.Example. IN DS 1 13 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16\n");
    QVERIFY(anchor.has_value());
    QCOMPARE(anchor->records.size(), 2);
    QCOMPARE(anchor->owners, QStringList({QString(), u"island.example"_qs}));
    QVERIFY(anchor->covers(u"anything.test"_qs));
    io::TrustAnchor island;
    island.owners = {u"island.example"_qs};
    QVERIFY(island.covers(u"island.example"_qs));
    QVERIFY(island.covers(u"mx.island.example"_qs));
    QVERIFY(!island.covers(u"otherisland.example"_qs));
    QCOMPARE(io::TrustAnchor::parse(". IN DS 20326 8 2 ( E06D44").error().code, u"not-a-record"_qs);
    QCOMPARE(io::TrustAnchor::parse(")))\n((;").error().code, u"not-a-record"_qs);
}

void TestDnsServer::defaultAnchor()
{
    const io::TrustAnchor anchor = io::TrustAnchor::systemDefault();
    QVERIFY(!anchor.isExplicit);
    QVERIFY(!anchor.source.isEmpty());
    QVERIFY(anchor.covers(u"example.com"_qs));
}

QTEST_GUILESS_MAIN(TestDnsServer)
#include "test_dns_server.moc"
