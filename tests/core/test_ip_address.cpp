// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/ip_address.h"

#include <QTest>

using base::AddressScope;
using base::IpAddress;

class TestIpAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrips_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<int>("scope");
        const auto row = [](const char *typed, const char *shown, AddressScope scope) {
            QTest::newRow(typed) << QString::fromLatin1(typed) << QString::fromLatin1(shown) << int(scope);
        };
        row("192.0.2.1", "192.0.2.1", AddressScope::Global); // documentation: labs live there
        row("8.8.8.8", "8.8.8.8", AddressScope::Global);
        row("10.1.2.3", "10.1.2.3", AddressScope::Private);
        row("172.16.0.1", "172.16.0.1", AddressScope::Private);
        row("172.32.0.1", "172.32.0.1", AddressScope::Global);
        row("192.168.255.255", "192.168.255.255", AddressScope::Private);
        row("100.64.0.1", "100.64.0.1", AddressScope::CarrierNat);
        row("100.128.0.1", "100.128.0.1", AddressScope::Global);
        row("127.0.0.1", "127.0.0.1", AddressScope::Loopback);
        row("169.254.1.1", "169.254.1.1", AddressScope::LinkLocal);
        row("0.0.0.0", "0.0.0.0", AddressScope::Unspecified);
        row("224.0.0.1", "224.0.0.1", AddressScope::Multicast);
        row("255.255.255.255", "255.255.255.255", AddressScope::Reserved);
        row("2001:DB8:0:0:0:0:0:1", "2001:db8::1", AddressScope::Global);
        row("2001:db8:0:1:0:0:0:1", "2001:db8:0:1::1", AddressScope::Global);
        row("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1", AddressScope::Global); // one zero group is not shortened
        row("::", "::", AddressScope::Unspecified);
        row("::1", "::1", AddressScope::Loopback);
        row("fe80::1", "fe80::1", AddressScope::LinkLocal);
        row("fd00::1", "fd00::1", AddressScope::Private);
        row("ff02::1", "ff02::1", AddressScope::Multicast);
        row("::ffff:10.0.0.1", "::ffff:10.0.0.1", AddressScope::Private);
        row("64:ff9b::7f00:1", "64:ff9b::7f00:1", AddressScope::Loopback);
        row("64:ff9b::808:808", "64:ff9b::808:808", AddressScope::Global);
        row("2002:a00:1::", "2002:a00:1::", AddressScope::Private); // 6to4 of 10.0.0.1
    }
    void roundTrips()
    {
        QFETCH(QString, typed);
        QFETCH(QString, shown);
        QFETCH(int, scope);
        const auto address = IpAddress::parse(typed);
        QVERIFY(address.has_value());
        QCOMPARE(address->toString(), shown);
        QCOMPARE(IpAddress::parse(shown), address);
        QCOMPARE(IpAddress::fromBytes(address->bytes()), address);
        QCOMPARE(int(address->scope()), scope);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("typed");
        for (const char *typed :
             {"", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "+1.2.3.4", " 1.2.3.4", "1.2.3.4 ", "1.2.3.x", ":",
              ":::", "1::2::3", "12345::", "fe80::1%eth0", "2001:db8::1.2.3", "g::1", "0x7f.1"})
            QTest::newRow(typed) << QString::fromLatin1(typed);
    }
    void refuses()
    {
        QFETCH(QString, typed);
        QVERIFY(!IpAddress::parse(typed).has_value());
    }
};

QTEST_GUILESS_MAIN(TestIpAddress)
#include "test_ip_address.moc"
