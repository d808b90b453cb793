// SPDX-License-Identifier: GPL-3.0-or-later
// Route 53's API against a fake with a state that checks signatures by itself, and the signature against the published
// examples.
#include "fake_provider.h"
#include "io/providers/route53_provider.h"
#include "io/providers/route53_xml.h"

#include <QTest>

using fake_provider::domain;
using fake_provider::wanted;

class TestRoute53Provider : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_fake.start("fake_route53.py"); }
    void cleanup() { m_fake.stop(); }

    void signsAsPublished_data();
    void signsAsPublished();
    void goesThereAndBack();
    void keepsOddBytes();
    void seesAliases();
    void stopsWhenTheZoneChanged();
    void refuses_data();
    void refuses();

private:
    std::unique_ptr<io::Route53Provider> provider(const QString &id = "AKIDGOOD",
                                                  const QByteArray &secret = "wJalrXUtnFEMI/K7MDENG",
                                                  const QString &zone = domain) const
    {
        return std::make_unique<io::Route53Provider>(io::Route53Options{zone, {id, io::Secret(secret)}, m_fake.base()},
                                                     *io::HttpApi::create({}));
    }
    publish::ZoneState zone() const { return fake_provider::zoneOf(*provider()); }
    io::ProviderResult<void> carryOut(const publish::ZonePlan &plan) const
    {
        const auto writer = provider();
        return io::await(writer->apply(plan, {}));
    }

    fake_provider::Fake m_fake;
};

// Amazon's test suite for Signature Version 4: the key AKIDEXAMPLE, 2015-08-30, region us-east-1, service "service".
void TestRoute53Provider::signsAsPublished_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("signature");
    const QString base = "https://example.amazonaws.com/";
    QTest::newRow("get-vanilla") << QByteArray("GET") << base
                                 << QByteArray("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    QTest::newRow("post-vanilla") << QByteArray("POST") << base
                                  << QByteArray("5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
    QTest::newRow("get-vanilla-query-order-key-case")
        << QByteArray("GET") << base + "?Param2=value2&Param1=value1"
        << QByteArray("b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
}
void TestRoute53Provider::signsAsPublished()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, url);
    QFETCH(QByteArray, signature);
    const io::AwsKey key{"AKIDEXAMPLE", io::Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")};
    const QDateTime at(QDate(2015, 8, 30), QTime(12, 36), Qt::UTC);
    QCOMPARE(io::awsAuthorization(method, QUrl(url), {}, key, {"us-east-1", "service"}, at),
             "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
             "SignedHeaders=host;x-amz-date, Signature=" +
                 signature);
}

void TestRoute53Provider::goesThereAndBack()
{
    const publish::ZoneState empty = zone();
    QVERIFY(empty.sets.isEmpty());
    const auto first = publish::planOf(wanted("1", rollout::RecordKind::Cname, "host.example.net"), empty);
    QVERIFY(carryOut(*first));
    QVERIFY(zone() == publish::after(*first));
    const auto second = publish::planOf(wanted("2", rollout::RecordKind::A, "192.0.2.1"), zone());
    QVERIFY(carryOut(*second));
    QVERIFY(zone() == publish::after(*second));
    for (const auto &plan : {*second, *first}) {
        const auto back = publish::planOf(publish::Undo{"route53", domain, domain, {}, plan.changes}, zone());
        QVERIFY(carryOut(*back));
        QVERIFY(zone() == plan.there);
    }
}

// Route 53 has odd bytes in octal; the same set has to come out of the zone and go back into it.
void TestRoute53Provider::keepsOddBytes()
{
    publish::ZonePlan plan{domain, zone(), {}, {}};
    const publish::ZoneSet odd{"_mta-sts." + domain, "TXT", 60, {"\"a\\\"b\\\\c\\233\" \"d\""}};
    plan.changes += publish::Change{odd.name, odd.type, std::nullopt, odd};
    QVERIFY(io::route53Batch(plan).contains("\\351"));
    QVERIFY(carryOut(plan));
    QCOMPARE(zone().sets, QList<publish::ZoneSet>{odd});
    plan.there = zone();
    plan.changes = {publish::Change{odd.name, odd.type, odd, std::nullopt}};
    QVERIFY(carryOut(plan));
    QVERIFY(zone().sets.isEmpty());
}

void TestRoute53Provider::seesAliases()
{
    const auto reader = provider();
    const auto state = io::await(reader->list({"www.acme.test"}, {}));
    QVERIFY(state);
    QVERIFY(state->find("www.acme.test", "A-ALIAS"));
}

void TestRoute53Provider::stopsWhenTheZoneChanged()
{
    const auto plan = publish::planOf(wanted("1", rollout::RecordKind::Cname, "host.example.net"), zone());
    QVERIFY(carryOut(*publish::planOf(wanted("somebody", rollout::RecordKind::Cname, "host.example.net"), zone())));
    const publish::ZoneState before = zone();
    const auto done = carryOut(*plan);
    QVERIFY(!done);
    QCOMPARE(done.error().code, "changed-meanwhile");
    QVERIFY(zone() == before);
}

void TestRoute53Provider::refuses_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QString>("zoneName");
    QTest::addColumn<QString>("code");
    const QByteArray good = "wJalrXUtnFEMI/K7MDENG";
    QTest::newRow("unknown key") << "AKIDNOBODY" << good << domain << "unauthorized";
    QTest::newRow("wrong secret") << "AKIDGOOD" << QByteArray("wrong-secret-77") << domain << "unauthorized";
    QTest::newRow("may only read") << "AKIDREADER" << QByteArray("reader-secret-12345") << domain << "forbidden";
    QTest::newRow("another zone") << "AKIDGOOD" << good << "test"
                                  << "not-zone";
}
void TestRoute53Provider::refuses()
{
    QFETCH(QString, id);
    QFETCH(QByteArray, secret);
    QFETCH(QString, zoneName);
    QFETCH(QString, code);
    const auto plan = publish::planOf(wanted("1", rollout::RecordKind::Cname, "host.example.net"), zone());
    const auto writer = provider(id, secret, zoneName);
    const auto done = io::await(writer->apply(*plan, {}));
    QVERIFY(!done);
    QVERIFY2(done.error().code == code, qPrintable(done.error().code + ' ' + done.error().detail));
    QVERIFY(zone().sets.isEmpty());
}

QTEST_GUILESS_MAIN(TestRoute53Provider)
#include "test_route53_provider.moc"
