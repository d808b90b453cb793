// SPDX-License-Identifier: GPL-3.0-or-later
// Validation against real signed zones, and what it costs in round trips.
#include "delayed_udp.h"
#include "io/unbound_resolver.h"
#include "signed_zones.h"

#include <QTest>

using namespace facts;
using support::SignedZones;

class TestDnssec : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void verdicts_data();
    void verdicts();
    void wrongDefaultAnchorFallsBack();
    void wrongNamedAnchorStays();
    void recoversFromAnOutage();
    void roundTrips();

private:
    std::unique_ptr<io::UnboundResolver> resolver(const QString &server, const QString &anchor) const
    {
        return std::move(*io::UnboundResolver::create({.servers = {server}, .trustAnchorFile = anchor}));
    }

    SignedZones m_zones;
};

void TestDnssec::initTestCase()
{
    if (const QString tool = SignedZones::missing(); !tool.isEmpty())
        QSKIP(qPrintable(QStringLiteral("%1 is not installed").arg(tool)));
    const QString records =
        u"@ MX 10 mail\nmail A 192.0.2.25\n_25._tcp.mail TLSA 3 1 1 %1\nalias CNAME mail\nout CNAME mail.plain.test.\n"_qs
            .arg(u"ab"_qs.repeated(32));
    QVERIFY(m_zones.start({{u"secure.test"_qs, SignedZones::Signing::Good, records},
                           {u"second.test"_qs, SignedZones::Signing::Good, records},
                           {u"plain.test"_qs, SignedZones::Signing::None, records},
                           {u"expired.test"_qs, SignedZones::Signing::Expired, records}}));
}

void TestDnssec::verdicts_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<RecordType>("type");
    QTest::addColumn<DnsStatus>("status");
    QTest::addColumn<Dnssec>("dnssec");
    QTest::newRow("signed") << u"secure.test"_qs << RecordType::Mx << DnsStatus::Answer << Dnssec::Secure;
    QTest::newRow("signed TLSA") << u"_25._tcp.mail.secure.test"_qs << RecordType::Tlsa << DnsStatus::Answer
                                 << Dnssec::Secure;
    QTest::newRow("signed absence of a name")
        << u"none.secure.test"_qs << RecordType::A << DnsStatus::NxDomain << Dnssec::Secure;
    QTest::newRow("signed absence of a type")
        << u"mail.secure.test"_qs << RecordType::Aaaa << DnsStatus::NoData << Dnssec::Secure;
    QTest::newRow("signed alias") << u"alias.secure.test"_qs << RecordType::A << DnsStatus::Answer << Dnssec::Secure;
    QTest::newRow("alias out of the signed part")
        << u"out.secure.test"_qs << RecordType::A << DnsStatus::Answer << Dnssec::Insecure;
    QTest::newRow("unsigned") << u"plain.test"_qs << RecordType::Mx << DnsStatus::Answer << Dnssec::Insecure;
    QTest::newRow("unsigned absence") << u"none.plain.test"_qs << RecordType::A << DnsStatus::NxDomain
                                      << Dnssec::Insecure;
    QTest::newRow("expired") << u"expired.test"_qs << RecordType::Mx << DnsStatus::Bogus << Dnssec::Bogus;
    QTest::newRow("expired absence") << u"none.expired.test"_qs << RecordType::A << DnsStatus::Bogus << Dnssec::Bogus;
}

void TestDnssec::verdicts()
{
    QFETCH(QString, name);
    QFETCH(RecordType, type);
    const auto validating = resolver(m_zones.address(), m_zones.anchorFile());
    const DnsAnswer answer = validating->lookup(name, type, {}).result();
    QTEST(answer.status, "status");
    QTEST(answer.dnssec, "dnssec");
    QCOMPARE(answer.status == DnsStatus::Bogus, !answer.reason.isEmpty());
    QCOMPARE(validating->validationProblem({}).result(), QString());
}

void TestDnssec::wrongDefaultAnchorFallsBack()
{
    const auto unaware = resolver(m_zones.address(), {});
    const DnsAnswer answer = unaware->lookup(u"secure.test"_qs, RecordType::Mx, {}).result();
    QCOMPARE(answer.status, DnsStatus::Answer);
    QCOMPARE(answer.dnssec, Dnssec::Indeterminate);
    QVERIFY(!unaware->validationProblem({}).result().isEmpty());
}

void TestDnssec::wrongNamedAnchorStays()
{
    QTemporaryDir dir;
    QFile file(dir.filePath(u"anchor"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(". DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D\n");
    file.close();
    const auto strict = resolver(m_zones.address(), file.fileName());
    QCOMPARE(strict->lookup(u"secure.test"_qs, RecordType::Mx, {}).result().status, DnsStatus::Bogus);
}

void TestDnssec::recoversFromAnOutage()
{
    support::DelayedUdp line(m_zones.port(), 1);
    line.setDropping(true);
    const auto patient = io::UnboundResolver::create(
        {.servers = {line.address()}, .trustAnchorFile = m_zones.anchorFile(), .timeoutMs = 600, .primeAgainMs = 50});
    QVERIFY(patient.has_value());
    QCOMPARE((*patient)->lookup(u"secure.test"_qs, RecordType::Mx, {}).result().status, DnsStatus::Timeout);
    QVERIFY(!(*patient)->validationProblem({}).result().isEmpty());
    line.setDropping(false);
    QTest::qWait(100);
    const DnsAnswer answer = (*patient)->lookup(u"second.test"_qs, RecordType::Mx, {}).result();
    QCOMPARE(answer.status, DnsStatus::Answer);
    QCOMPARE(answer.dnssec, Dnssec::Secure);
    QCOMPARE((*patient)->validationProblem({}).result(), QString());
}

void TestDnssec::roundTrips()
{
    constexpr int trip = 60;
    support::DelayedUdp far(m_zones.port(), trip);
    const auto check = [](io::Resolver &asked, const QString &zone) {
        QElapsedTimer clock;
        clock.start();
        asked.prepare(zone);
        auto mx = asked.lookup(zone, RecordType::Mx, {});
        mx.waitForFinished();
        const qint64 first = clock.restart();
        auto tlsa = asked.lookup(u"_25._tcp.mail."_qs + zone, RecordType::Tlsa, {}).result();
        return std::tuple{mx.result().dnssec, double(first) / trip, tlsa.dnssec, double(clock.elapsed()) / trip};
    };
    const auto validating = resolver(far.address(), m_zones.anchorFile());
    const auto [mx, coldTrips, tlsa, secondTrips] = check(*validating, u"secure.test"_qs);
    const auto [mx2, warmTrips, tlsa2, lastTrips] = check(*validating, u"second.test"_qs);
    qInfo("cold %.2f, then %.2f; another zone %.2f, then %.2f round trips", coldTrips, secondTrips, warmTrips,
          lastTrips);
    QCOMPARE(mx, Dnssec::Secure);
    QCOMPARE(tlsa, Dnssec::Secure);
    QCOMPARE(mx2, Dnssec::Secure);
    QCOMPARE(tlsa2, Dnssec::Secure);
    QVERIFY(coldTrips < 3.5); // one for the question itself
    QVERIFY(secondTrips < 1.9 && warmTrips < 1.9 && lastTrips < 1.9);
}

QTEST_GUILESS_MAIN(TestDnssec)
#include "test_dnssec.moc"
