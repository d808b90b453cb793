// SPDX-License-Identifier: GPL-3.0-or-later
// OVHcloud's API against a fake with a state, whose clock is an hour ahead.
#include "fake_provider.h"
#include "io/providers/ovh_provider.h"
#include "text/provider_text.h"

#include <QJsonArray>
#include <QTest>

using fake_provider::domain;
using fake_provider::wanted;

namespace {

rollout::RecordSet alias(const QByteArray &id)
{
    return wanted(id, rollout::RecordKind::Cname, "host.example.net");
}

publish::Undo undoOf(const publish::ZonePlan &plan)
{
    return {"ovh", domain, domain, {}, plan.changes};
}

} // namespace

class TestOvhProvider : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_fake.start("fake_ovh.py"); }
    void cleanup() { m_fake.stop(); }

    void goesThereAndBack();
    void readsOldTexts();
    void stopsWhenTheZoneChanged();
    void refuses_data();
    void refuses();
    void takesBackWhatFailsMidway_data();
    void takesBackWhatFailsMidway();
    void undoesWhatACrashLeft();
    void saysWhenTheClockLies();

private:
    std::unique_ptr<io::OvhProvider> provider(const QByteArray &consumer = "consumer-good",
                                              const QString &application = "application-key-1",
                                              const QByteArray &secret = "application-secret-77",
                                              const QString &zone = domain) const
    {
        return std::make_unique<io::OvhProvider>(
            io::OvhOptions{zone, application, io::Secret(secret), io::Secret(consumer), m_fake.base()},
            *io::HttpApi::create({}));
    }
    publish::ZoneState zone() const { return fake_provider::zoneOf(*provider()); }
    io::ProviderResult<void> carryOut(const publish::ZonePlan &plan) const
    {
        const auto writer = provider();
        return io::await(writer->apply(plan, {}));
    }
    /// Steers the fake.
    QJsonDocument tell(const QString &path, const QString &query = {}) const
    {
        const auto http = *io::HttpApi::create({});
        QUrl url = m_fake.base();
        url.setPath(path);
        url.setQuery(query);
        return QJsonDocument::fromJson(io::await(http->send({"GET", url, {}}, {}))->body);
    }
    QStringList served() const
    {
        QStringList lines;
        for (const QJsonValue &line : tell("/served").array())
            lines += line.toString();
        return lines;
    }

    fake_provider::Fake m_fake;
};

void TestOvhProvider::goesThereAndBack()
{
    const auto first = publish::planOf(alias("1"), zone());
    QCOMPARE(first->changes.size(), 3);
    QVERIFY(carryOut(*first));
    QVERIFY(zone() == publish::after(*first));
    QCOMPARE(served(),
             (QStringList{"_mta-sts TXT \"v=STSv1; id=1;\"", "_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:r@acme.test\"",
                          "mta-sts CNAME host.example.net."}));
    const auto second = publish::planOf(wanted("2", rollout::RecordKind::A, "192.0.2.1"), zone());
    QCOMPARE(second->changes.size(), 3); // the alias goes, the address comes, the id is replaced
    QVERIFY(carryOut(*second));
    QVERIFY(zone() == publish::after(*second));
    QVERIFY(served().contains("mta-sts A 192.0.2.1"));
    for (const auto &plan : {*second, *first}) {
        QVERIFY(carryOut(*publish::planOf(undoOf(plan), zone())));
        QVERIFY(zone() == plan.there);
    }
    QVERIFY(served().isEmpty());
}

void TestOvhProvider::readsOldTexts()
{
    tell("/old", "text=v=STSv1;%20id=7;");
    tell("/old", "text=\"unrelated\"");
    const publish::ZoneState there = zone();
    QCOMPARE(there.sets.size(), 1);
    QCOMPARE(there.sets[0].ttl, 0); // the zone's own
    QCOMPARE(there.sets[0].values, (QByteArrayList{"\"unrelated\"", "\"v=STSv1; id=7;\""}));
    const auto plan = publish::planOf(alias("8"), there);
    QVERIFY(carryOut(*plan));
    QCOMPARE(zone().find("_mta-sts.acme.test", "TXT")->values, (QByteArrayList{"\"unrelated\"", "\"v=STSv1; id=8;\""}));
}

void TestOvhProvider::stopsWhenTheZoneChanged()
{
    const auto plan = publish::planOf(alias("1"), zone());
    tell("/old", "text=\"v=STSv1;%20id=somebody\"");
    const auto done = carryOut(*plan);
    QVERIFY(!done);
    QCOMPARE(done.error().code, "changed-meanwhile");
    QCOMPARE(zone().sets.size(), 1);
    QVERIFY(served().isEmpty());
}

void TestOvhProvider::refuses_data()
{
    QTest::addColumn<QByteArray>("consumer");
    QTest::addColumn<QString>("application");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QString>("zoneName");
    QTest::addColumn<int>("ttl");
    QTest::addColumn<QString>("code");
    const QByteArray good = "consumer-good", secret = "application-secret-77";
    const QString application = "application-key-1";
    QTest::newRow("revoked key") << QByteArray("consumer-revoked") << application << secret << domain << 300
                                 << "unauthorized";
    QTest::newRow("unknown application") << good << "application-key-2" << secret << domain << 300 << "unauthorized";
    QTest::newRow("wrong secret") << good << application << QByteArray("wrong") << domain << 300 << "unauthorized";
    QTest::newRow("may only read") << QByteArray("consumer-reader") << application << secret << domain << 300
                                   << "forbidden";
    QTest::newRow("another zone") << good << application << secret << "test" << 300 << "not-zone";
    QTest::newRow("ttl too short") << good << application << secret << domain << 10 << "rejected";
}
void TestOvhProvider::refuses()
{
    QFETCH(QByteArray, consumer);
    QFETCH(QString, application);
    QFETCH(QByteArray, secret);
    QFETCH(QString, zoneName);
    QFETCH(int, ttl);
    QFETCH(QString, code);
    rollout::RecordSet set = alias("1");
    set.ttl = ttl;
    const auto plan = publish::planOf(set, zone());
    const auto writer = provider(consumer, application, secret, zoneName);
    const auto done = io::await(writer->apply(*plan, {}));
    QVERIFY(!done);
    QVERIFY2(done.error().code == code, qPrintable(done.error().code + ' ' + done.error().detail));
    QVERIFY(!done.error().detail.contains(consumer));
    QVERIFY(zone().sets.isEmpty());
}

void TestOvhProvider::takesBackWhatFailsMidway_data()
{
    QTest::addColumn<int>("nth");
    for (int nth = 1; nth <= 5; ++nth) // the last is the refresh
        QTest::newRow(qPrintable(QString::number(nth))) << nth;
}
void TestOvhProvider::takesBackWhatFailsMidway()
{
    QFETCH(int, nth);
    QVERIFY(carryOut(*publish::planOf(alias("1"), zone())));
    const publish::ZoneState before = zone();
    const QStringList servedBefore = served();
    rollout::RecordSet next = wanted("2", rollout::RecordKind::A, "192.0.2.1");
    next.records[1].value += ",https://r.example.net/";
    const auto plan = publish::planOf(next, before);
    tell("/refuse", "nth=" + QString::number(nth));
    const auto done = carryOut(*plan);
    QVERIFY(!done);
    QCOMPARE(done.error().code, "rejected");
    QVERIFY(zone() == before);
    QCOMPARE(served(), servedBefore);
    QVERIFY(carryOut(*plan)); // the refusal was the only one
    QVERIFY(zone() == publish::after(*plan));
}

// The program ends between two requests: the records stand half changed, and the undo file takes them back.
void TestOvhProvider::undoesWhatACrashLeft()
{
    tell("/old", "text=\"v=STSv1;%20id=1\"");
    tell("/old", "text=\"v=STSv1;%20id=2\"");
    const auto plan = publish::planOf(alias("3"), zone());
    publish::ZonePlan part = *plan;
    part.changes.removeIf([](const publish::Change &change) { return change.name != "_mta-sts.acme.test"; });
    part.changes[0].after->values += "\"v=STSv1; id=2\""; // one is replaced, the other not yet taken away
    QVERIFY(carryOut(part));
    const auto back = publish::planOf(undoOf(*plan), zone());
    QVERIFY2(back, back ? "" : qPrintable(back.error().code));
    QVERIFY(carryOut(*back));
    QCOMPARE(zone().find("_mta-sts.acme.test", "TXT")->values, plan->there.sets[0].values);
}

void TestOvhProvider::saysWhenTheClockLies()
{
    tell("/clock", "lie=7200");
    const auto reader = provider();
    const auto state = io::await(reader->list(publish::publishedNames(domain), {}));
    QVERIFY(!state);
    QCOMPARE(state.error().code, "bad-time");
    for (const char *code : {"bad-time", "half-made", "unauthorized"})
        QVERIFY(text::hasProviderSentence(code));
}

QTEST_GUILESS_MAIN(TestOvhProvider)
#include "test_ovh_provider.moc"
