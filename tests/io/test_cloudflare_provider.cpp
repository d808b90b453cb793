// SPDX-License-Identifier: GPL-3.0-or-later
// Cloudflare's API against a fake with a state, in the real one's requests and replies.
#include "fake_provider.h"
#include "io/providers/cloudflare_provider.h"

#include <QTest>

using fake_provider::domain;
using fake_provider::wanted;

class TestCloudflareProvider : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_fake.start("fake_cloudflare.py"); }
    void cleanup() { m_fake.stop(); }

    void goesThereAndBack();
    void readsTextsWithoutQuotationMarks();
    void stopsWhenTheZoneChanged();
    void refuses_data();
    void refuses();

private:
    std::unique_ptr<io::CloudflareProvider> provider(const QByteArray &token = "good",
                                                     const QString &zone = domain) const
    {
        return std::make_unique<io::CloudflareProvider>(io::CloudflareOptions{zone, io::Secret(token), m_fake.base()},
                                                        *io::HttpApi::create({}));
    }
    publish::ZoneState zone() const { return fake_provider::zoneOf(*provider()); }
    io::ProviderResult<void> carryOut(const publish::ZonePlan &plan) const
    {
        const auto writer = provider();
        return io::await(writer->apply(plan, {}));
    }
    void post(const QByteArray &json)
    {
        const auto http = *io::HttpApi::create({});
        QUrl url = m_fake.base();
        url.setPath("/client/v4/zones/023e105f4ecef8ad9ca31a8372d0c353/dns_records");
        QCOMPARE(io::await(http->send({"POST", url, {{"Authorization", "Bearer good"}}, json}, {}))->status, 200);
    }

    fake_provider::Fake m_fake;
};

void TestCloudflareProvider::goesThereAndBack()
{
    const publish::ZoneState empty = zone();
    const auto first = publish::planOf(wanted("1", rollout::RecordKind::Cname, "host.example.net"), empty);
    QCOMPARE(first->changes.size(), 3);
    QVERIFY(carryOut(*first));
    QVERIFY(zone() == publish::after(*first));
    const auto second = publish::planOf(wanted("2", rollout::RecordKind::A, "192.0.2.1"), zone());
    QCOMPARE(second->changes.size(), 3); // the alias goes, the address comes, the id is replaced
    QVERIFY(carryOut(*second));
    QVERIFY(zone() == publish::after(*second));
    for (const auto &plan : {*second, *first}) {
        const auto back = publish::planOf(publish::Undo{"cloudflare", domain, domain, {}, plan.changes}, zone());
        QVERIFY(carryOut(*back));
        QVERIFY(zone() == plan.there);
    }
}

void TestCloudflareProvider::readsTextsWithoutQuotationMarks()
{
    post(R"({"type":"TXT","name":"_mta-sts.acme.test","content":"v=STSv1; id=7;","ttl":1,)"
         R"("comment":"made before quotation marks were asked for"})");
    post(R"({"type":"TXT","name":"_mta-sts.acme.test","content":"\"unrelated\"","ttl":1})");
    const publish::ZoneState there = zone();
    QCOMPARE(there.sets.size(), 1);
    QCOMPARE(there.sets[0].ttl, 300);
    QCOMPARE(there.sets[0].values, (QByteArrayList{"\"unrelated\"", "\"v=STSv1; id=7;\""}));
    const auto plan = publish::planOf(wanted("8", rollout::RecordKind::Cname, "host.example.net"), there);
    QCOMPARE(plan->kept, (QList<publish::KeptText>{{"_mta-sts.acme.test", "unrelated"}}));
    QVERIFY(carryOut(*plan));
    QCOMPARE(zone().find("_mta-sts.acme.test", "TXT")->values, (QByteArrayList{"\"unrelated\"", "\"v=STSv1; id=8;\""}));
}

void TestCloudflareProvider::stopsWhenTheZoneChanged()
{
    const auto plan = publish::planOf(wanted("1", rollout::RecordKind::Cname, "host.example.net"), zone());
    post(R"({"type":"TXT","name":"_mta-sts.acme.test","content":"\"v=STSv1; id=somebody\"","ttl":300})");
    const auto done = carryOut(*plan);
    QVERIFY(!done);
    QCOMPARE(done.error().code, "changed-meanwhile");
    QCOMPARE(zone().sets.size(), 1);
}

void TestCloudflareProvider::refuses_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QString>("zoneName");
    QTest::addColumn<int>("ttl");
    QTest::addColumn<QString>("code");
    QTest::newRow("unknown token") << QByteArray("wrong-token-77") << domain << 300 << "unauthorized";
    QTest::newRow("may only read") << QByteArray("read-only") << domain << 300 << "forbidden";
    QTest::newRow("another zone") << QByteArray("good") << "test" << 300 << "not-zone";
    QTest::newRow("ttl too short") << QByteArray("good") << domain << 10 << "rejected";
}
void TestCloudflareProvider::refuses()
{
    QFETCH(QByteArray, token);
    QFETCH(QString, zoneName);
    QFETCH(int, ttl);
    QFETCH(QString, code);
    rollout::RecordSet set = wanted("1", rollout::RecordKind::Cname, "host.example.net");
    set.ttl = ttl;
    const auto plan = publish::planOf(set, zone());
    const auto writer = provider(token, zoneName);
    const auto done = io::await(writer->apply(*plan, {}));
    QVERIFY(!done);
    QCOMPARE(done.error().code, code);
    QVERIFY(!done.error().detail.contains(token) || token == "good" || token == "read-only");
    QVERIFY(zone().sets.isEmpty());
}

QTEST_GUILESS_MAIN(TestCloudflareProvider)
#include "test_cloudflare_provider.moc"
