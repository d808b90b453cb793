// SPDX-License-Identifier: GPL-3.0-or-later
// Which name servers are asked after a change: every address of every name in the NS records, and no more than bounded.
#include "fake_io.h"
#include "io/await.h"
#include "io/providers/zone_verification.h"

#include <QTest>

using facts::RecordType;

namespace {

QByteArray address(const char *text)
{
    return base::IpAddress::parse(QString::fromLatin1(text))->bytes();
}

QStringList lines(const QList<io::Witness> &witnesses)
{
    QStringList out;
    for (const io::Witness &witness : witnesses)
        out += witness.name + u' ' + witness.address;
    out.sort();
    return out;
}

} // namespace

class TestZoneVerification : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsEveryAddress()
    {
        m_resolver.answer("acme.test", RecordType::Ns,
                          {facts::nameToWire("ns1.acme.test"), facts::nameToWire("ns2.example.net"),
                           facts::nameToWire("lame.example.net")});
        m_resolver.answer("ns1.acme.test", RecordType::A, {address("192.0.2.1")}, 30);
        m_resolver.answer("ns1.acme.test", RecordType::Aaaa, {address("2001:db8::1")}, 5);
        m_resolver.answer("ns2.example.net", RecordType::A, {address("192.0.2.2"), address("192.0.2.3")});
        m_resolver.fail("lame.example.net", RecordType::A, facts::DnsStatus::ServFail);
        QCOMPARE(lines(io::await(io::authoritiesOf(m_resolver, "acme.test", {}))),
                 (QStringList{"ns1.acme.test 192.0.2.1@53", "ns1.acme.test 2001:db8::1@53",
                              "ns2.example.net 192.0.2.2@53", "ns2.example.net 192.0.2.3@53"}));
    }

    void findsNoneWhereThereIsNone()
    {
        QVERIFY(io::await(io::authoritiesOf(m_resolver, "nobody.test", {})).isEmpty());
        m_resolver.fail("broken.test", RecordType::Ns, facts::DnsStatus::ServFail);
        QVERIFY(io::await(io::authoritiesOf(m_resolver, "broken.test", {})).isEmpty());
        m_resolver.answer("odd.test", RecordType::Ns,
                          {QByteArray("\x05"
                                      "ab",
                                      3)}); // a name that is cut off
        QVERIFY(io::await(io::authoritiesOf(m_resolver, "odd.test", {})).isEmpty());
    }

    void asksNoMoreThanBounded()
    {
        QByteArrayList servers;
        for (int i = 0; i < 50; ++i) {
            const QString name = QStringLiteral("ns%1.many.test").arg(i);
            servers += facts::nameToWire(name);
            m_resolver.answer(name, RecordType::A, {address("192.0.2.9")});
        }
        m_resolver.answer("many.test", RecordType::Ns, servers);
        QCOMPARE(io::await(io::authoritiesOf(m_resolver, "many.test", {})).size(), 32);
    }

    void endsWhenItIsStopped()
    {
        m_resolver.setNever("silent.test", RecordType::Ns);
        std::stop_source source;
        const auto future = io::authoritiesOf(m_resolver, "silent.test", source.get_token());
        QTimer::singleShot(20, this, [&source] { source.request_stop(); });
        QVERIFY(io::await(future).isEmpty());
    }

private:
    support::CallLog m_log;
    support::FakeResolver m_resolver{m_log};
};

QTEST_GUILESS_MAIN(TestZoneVerification)
#include "test_zone_verification.moc"
