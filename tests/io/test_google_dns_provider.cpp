// SPDX-License-Identifier: GPL-3.0-or-later
// Google Cloud DNS against a fake with a state, in the real one's requests and replies.
#include "fake_provider.h"
#include "io/providers/google_dns_provider.h"

#include <QTest>

using fake_provider::domain;
using fake_provider::wanted;

class TestGoogleDnsProvider : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_fake.start("fake_google_dns.py"); }
    void cleanup() { m_fake.stop(); }

    void goesThereAndBack();
    void stopsWhenTheZoneChanged();
    void refuses_data();
    void refuses();

private:
    std::unique_ptr<io::GoogleDnsProvider> provider(const QByteArray &token = "good", const QString &zone = domain,
                                                    const QString &project = "my-project") const
    {
        return std::make_unique<io::GoogleDnsProvider>(
            io::GoogleDnsOptions{zone, project, io::Secret(token), m_fake.base()}, *io::HttpApi::create({}));
    }
    publish::ZoneState zone() const { return fake_provider::zoneOf(*provider()); }
    io::ProviderResult<void> carryOut(const publish::ZonePlan &plan) const
    {
        const auto writer = provider();
        return io::await(writer->apply(plan, {}));
    }

    fake_provider::Fake m_fake;
};

void TestGoogleDnsProvider::goesThereAndBack()
{
    const auto first = publish::planOf(wanted("1", rollout::RecordKind::Cname, "host.example.net"), zone());
    QCOMPARE(first->changes.size(), 3);
    QVERIFY(carryOut(*first));
    QVERIFY(zone() == publish::after(*first));
    const auto second = publish::planOf(wanted("2", rollout::RecordKind::A, "192.0.2.1"), zone());
    QVERIFY(carryOut(*second));
    QVERIFY(zone() == publish::after(*second));
    for (const auto &plan : {*second, *first}) {
        const auto back = publish::planOf(publish::Undo{"google", domain, domain, {}, plan.changes}, zone());
        QVERIFY(carryOut(*back));
        QVERIFY(zone() == plan.there);
    }
}

void TestGoogleDnsProvider::stopsWhenTheZoneChanged()
{
    const auto plan = publish::planOf(wanted("1", rollout::RecordKind::Cname, "host.example.net"), zone());
    QVERIFY(carryOut(*publish::planOf(wanted("somebody", rollout::RecordKind::Cname, "host.example.net"), zone())));
    const publish::ZoneState before = zone();
    const auto done = carryOut(*plan);
    QVERIFY(!done);
    QCOMPARE(done.error().code, "changed-meanwhile");
    QVERIFY(zone() == before);
}

void TestGoogleDnsProvider::refuses_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QString>("zoneName");
    QTest::addColumn<QString>("project");
    QTest::addColumn<QString>("code");
    QTest::newRow("unknown token") << QByteArray("wrong-token-77") << domain << "my-project"
                                   << "unauthorized";
    QTest::newRow("may only read") << QByteArray("reader") << domain << "my-project"
                                   << "forbidden";
    QTest::newRow("another zone") << QByteArray("good") << "test"
                                  << "my-project"
                                  << "not-zone";
    QTest::newRow("another project") << QByteArray("good") << domain << "other"
                                     << "not-zone";
}
void TestGoogleDnsProvider::refuses()
{
    QFETCH(QByteArray, token);
    QFETCH(QString, zoneName);
    QFETCH(QString, project);
    QFETCH(QString, code);
    const auto plan = publish::planOf(wanted("1", rollout::RecordKind::Cname, "host.example.net"), zone());
    const auto writer = provider(token, zoneName, project);
    const auto done = io::await(writer->apply(*plan, {}));
    QVERIFY(!done);
    QVERIFY2(done.error().code == code, qPrintable(done.error().code + ' ' + done.error().detail));
    QVERIFY(!done.error().detail.contains("wrong-token-77"));
    QVERIFY(zone().sets.isEmpty());
}

QTEST_GUILESS_MAIN(TestGoogleDnsProvider)
#include "test_google_dns_provider.moc"
