// SPDX-License-Identifier: GPL-3.0-or-later
// `publish --to powerdns` against a real PowerDNS: there and back, what is kept, and what is refused.
#include "cli_run.h"
#include "cutting_relay.h"
#include "powerdns_server.h"

#include "io/await.h"
#include "io/providers/powerdns_provider.h"

#include <QJsonArray>
#include <QTest>

using namespace support;

namespace {

const QString domain = "acme.test";

QString problemOf(const CliResult &result)
{
    return result.json().value("problem").toObject().value("code").toString();
}

} // namespace

class TestPublishPowerDns : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (const QString missing = PowerDnsServer::missing(); !missing.isEmpty())
            QSKIP(qPrintable(missing + " is not installed"));
    }
    void init()
    {
        m_server = std::make_unique<PowerDnsServer>();
        const QString why = m_server->start(domain);
        QVERIFY2(why.isEmpty(), qPrintable(why));
        m_files = std::make_unique<QTemporaryDir>();
    }
    void cleanup() { m_server.reset(); }

    void goesThereAndBack();
    void keepsForeignTexts();
    void keepsDisabledRecords();
    void stopsWhenTheZoneChanged();
    void cutMidway_data();
    void cutMidway();
    void refuses_data();
    void refuses();
    void leavesTheZoneWhenRefused_data();
    void leavesTheZoneWhenRefused();
    void sendsNoKeyInTheClear();

private:
    QStringList words(const QStringList &more) const
    {
        return QStringList{"publish",
                           domain,
                           "--to",
                           "powerdns",
                           "--server",
                           m_server->url(),
                           "--secret-from",
                           "env:KEY",
                           "--resolver",
                           m_server->address(),
                           "--authority",
                           m_server->address(),
                           "--wait",
                           "0",
                           "--skip-policy-check",
                           "--json"} +
               more;
    }
    CliResult run(const QStringList &more, const QString &key = PowerDnsServer::key) const
    {
        return runCli(words(more), {.environment = {"KEY=" + key}});
    }
    QString file(const QString &name) const { return m_files->filePath(name); }
    QStringList wish(const QString &id = "1") const
    {
        return {"--id", id, "--rua", "mailto:r@acme.test", "--policy-host-target", "host.example.net"};
    }
    std::unique_ptr<io::PowerDnsProvider> provider() const
    {
        return std::make_unique<io::PowerDnsProvider>(
            io::PowerDnsOptions{QUrl(m_server->url()), "localhost", domain, io::Secret(PowerDnsServer::key)},
            *io::HttpApi::create({}));
    }
    publish::ZoneState zone() const
    {
        const auto reader = provider();
        const auto state = io::await(reader->list(publish::publishedNames(domain), {}));
        if (!state)
            qFatal("%s %s", qPrintable(state.error().code), qPrintable(state.error().detail));
        return *state;
    }
    QByteArrayList values(const QString &name, const char *type) const
    {
        const publish::ZoneState state = zone();
        const publish::ZoneSet *set = state.find(name + '.' + domain, type);
        return set ? set->values : QByteArrayList();
    }
    void put(const QByteArrayList &texts)
    {
        publish::ZonePlan plan{domain, zone(), {}, {}};
        const QString name = "_mta-sts." + domain;
        const publish::ZoneSet *there = plan.there.find(name, "TXT");
        plan.changes += publish::Change{name, "TXT", there ? std::optional(*there) : std::nullopt,
                                        publish::ZoneSet{name, "TXT", 600, texts}};
        const auto writer = provider();
        const auto done = io::await(writer->apply(plan, {}));
        QVERIFY2(done, done ? "" : qPrintable(done.error().code + done.error().detail));
    }

    std::unique_ptr<PowerDnsServer> m_server;
    std::unique_ptr<QTemporaryDir> m_files;
};

void TestPublishPowerDns::goesThereAndBack()
{
    const publish::ZoneState empty = zone();
    QVERIFY(empty.sets.isEmpty());
    QCOMPARE(run(wish() + QStringList{"--expect-no-changes"}).status, 2);
    QVERIFY(zone() == empty);
    const CliResult made = run(wish() + QStringList{"--apply", "--undo-file", file("first")});
    QVERIFY2(made.status == 0, (made.out + made.err).constData());
    QCOMPARE(values("_mta-sts", "TXT"), QByteArrayList{"\"v=STSv1; id=1;\""});
    QCOMPARE(values("mta-sts", "CNAME"), QByteArrayList{"host.example.net."});
    const publish::ZoneState first = zone();
    QCOMPARE(run(wish() + QStringList{"--expect-no-changes"}).status, 0);

    const CliResult changed = run({"--id", "2", "--rua", "mailto:r@acme.test", "--policy-host-address", "192.0.2.1",
                                   "2001:db8::1", "--apply", "--undo-file", file("second")});
    QVERIFY2(changed.status == 0, (changed.out + changed.err).constData());
    QCOMPARE(values("mta-sts", "AAAA"), QByteArrayList{"2001:db8::1"});
    QCOMPARE(values("mta-sts", "CNAME"), QByteArrayList());
    const CliResult undone = run({"--undo", file("second")});
    QVERIFY2(undone.status == 0, (undone.out + undone.err).constData());
    QVERIFY(zone() == first);

    const CliResult withdrawn = run({"--operation", "remove", "--apply", "--undo-file", file("third")});
    QVERIFY2(withdrawn.status == 0, (withdrawn.out + withdrawn.err).constData());
    QVERIFY(zone() == empty);
    QCOMPARE(run({"--undo", file("third")}).status, 0);
    QVERIFY(zone() == first);
}

void TestPublishPowerDns::keepsForeignTexts()
{
    put({"\"google-site-verification=x\"", "\"v=STSv1; id=old\"", "\"v=STSv1;\" \" id=older\""});
    QCOMPARE(run(wish() + QStringList{"--apply", "--undo-file", file("undo")}).status, 0);
    QCOMPARE(values("_mta-sts", "TXT"), (QByteArrayList{"\"google-site-verification=x\"", "\"v=STSv1; id=1;\""}));
    QCOMPARE(run({"--undo", file("undo")}).status, 0);
    QCOMPARE(values("_mta-sts", "TXT").size(), 3);
}

// What the server keeps without serving it is nobody's to throw away.
void TestPublishPowerDns::keepsDisabledRecords()
{
    const auto http = *io::HttpApi::create({});
    QUrl url(m_server->url());
    url.setPath("/api/v1/servers/localhost/zones/acme.test.");
    const QList<std::pair<QByteArray, QByteArray>> headers{{"X-API-Key", PowerDnsServer::key},
                                                           {"Content-Type", "application/json"}};
    const QByteArray content = "v=STSv1; id=parked;";
    const QByteArray patch = "{\"rrsets\":[{\"name\":\"_mta-sts.acme.test.\",\"type\":\"TXT\",\"ttl\":60,"
                             "\"changetype\":\"REPLACE\",\"records\":[{\"content\":\"\\\"" +
                             content + "\\\"\",\"disabled\":true}]}]}";
    QCOMPARE(io::await(http->send({"PATCH", url, headers, patch}, {}))->status, 204);
    QVERIFY(zone().sets.isEmpty());
    QCOMPARE(run(wish() + QStringList{"--apply", "--undo-file", file("undo")}).status, 0);
    QCOMPARE(values("_mta-sts", "TXT"), QByteArrayList{"\"v=STSv1; id=1;\""});
    QVERIFY(io::await(http->send({"GET", url, headers}, {}))->body.contains(content));
    QCOMPARE(run({"--undo", file("undo")}).status, 0);
    QVERIFY(zone().sets.isEmpty());
    QVERIFY(io::await(http->send({"GET", url, headers}, {}))->body.contains(content));
}

void TestPublishPowerDns::stopsWhenTheZoneChanged()
{
    rollout::RecordSet wanted;
    wanted.domain = domain;
    wanted.records = {{"_mta-sts." + domain, rollout::RecordKind::Txt, "v=STSv1; id=1;"}};
    const auto plan = publish::planOf(wanted, zone());
    QVERIFY(plan);
    put({"\"v=STSv1; id=somebody\""});
    const auto writer = provider();
    const auto done = io::await(writer->apply(*plan, {}));
    QVERIFY(!done);
    QCOMPARE(done.error().code, "changed-meanwhile");
    QCOMPARE(values("_mta-sts", "TXT"), QByteArrayList{"\"v=STSv1; id=somebody\""});
}

void TestPublishPowerDns::cutMidway_data()
{
    QTest::addColumn<bool>("isDone");
    QTest::newRow("before the change") << false;
    QTest::newRow("after the change") << true;
}
// The server goes away: the zone itself tells whether the change was made.
void TestPublishPowerDns::cutMidway()
{
    QFETCH(bool, isDone);
    CuttingRelay relay(QUrl(m_server->url()).port(), isDone ? CuttingRelay::Cut::After : CuttingRelay::Cut::Before,
                       CuttingRelay::isPatch);
    const CliResult result = run(wish() + QStringList{"--apply", "--undo-file", file("undo"), "--server", relay.url()});
    QVERIFY2(result.json()["applied"].toBool() == isDone, (result.out + result.err).constData());
    QCOMPARE(result.status, isDone ? 0 : 3);
    QCOMPARE(problemOf(result), isDone ? QString() : QString("cut"));
    QCOMPARE(zone().sets.size(), isDone ? 3 : 0);
    QCOMPARE(run({"--undo", file("undo")}).status, 0);
    QVERIFY(zone().sets.isEmpty());
}

void TestPublishPowerDns::refuses_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("status");
    const QString good = PowerDnsServer::key;
    const QString closed = QString("http://127.0.0.1:%1").arg(KnotServer::freePort());
    QTest::newRow("wrong key") << "wrong-key-999" << QStringList() << "unauthorized" << 2;
    QTest::newRow("no such server") << good << QStringList{"--server-id", "other"} << "not-zone" << 2;
    QTest::newRow("nobody listens") << good << QStringList{"--server", closed} << "unreachable" << 3;
}
void TestPublishPowerDns::refuses()
{
    QFETCH(QString, key);
    QFETCH(QStringList, more);
    QFETCH(QString, code);
    QFETCH(int, status);
    const CliResult result = run(wish() + QStringList{"--apply", "--undo-file", file("undo")} + more, key);
    QVERIFY2(problemOf(result) == code, (result.out + result.err).constData());
    QCOMPARE(result.status, status);
    QVERIFY(!result.out.contains(key.toLatin1()) && !result.err.contains(key.toLatin1()));
    QVERIFY(!QFile::exists(file("undo")));
    QVERIFY(zone().sets.isEmpty());
}

void TestPublishPowerDns::leavesTheZoneWhenRefused_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("status");
    const QString refusal = "CREATE TRIGGER refusal BEFORE %1 ON records WHEN %2 BEGIN SELECT RAISE(ABORT, 'no'); END";
    QTest::newRow("takes nothing") << refusal.arg("INSERT", "1") << "server-failure" << 3;
    QTest::newRow("lets nothing go") << refusal.arg("DELETE", "1") << "server-failure" << 3;
    QTest::newRow("the last of the sets")
        << refusal.arg("INSERT", "NEW.name = '_mta-sts.acme.test'") << "server-failure" << 3;
}
// The key is good and the request is read, but the change is refused: all of it, and the message says so.
void TestPublishPowerDns::leavesTheZoneWhenRefused()
{
    QFETCH(QString, statement);
    QFETCH(QString, code);
    QFETCH(int, status);
    QCOMPARE(run(wish() + QStringList{"--apply", "--undo-file", file("first")}).status, 0);
    const publish::ZoneState before = zone();
    QVERIFY(m_server->sql(statement));
    const QStringList next{"--id", "2", "--rua", "mailto:s@acme.test", "--policy-host-address", "192.0.2.1", "--apply"};
    const CliResult refused = run(next + QStringList{"--undo-file", file("second")});
    QVERIFY2(problemOf(refused) == code, (refused.out + refused.err).constData());
    QCOMPARE(refused.status, status);
    QCOMPARE(refused.json()["applied"].toBool(), false);
    QVERIFY(zone() == before);
    QVERIFY(m_server->sql("DROP TRIGGER refusal"));
    QCOMPARE(run(next + QStringList{"--undo-file", file("third")}).status, 0);
    QCOMPARE(values("mta-sts", "A"), QByteArrayList{"192.0.2.1"});
}

void TestPublishPowerDns::sendsNoKeyInTheClear()
{
    for (const QString server : {"http://dns.example.net:8081", "ftp://127.0.0.1", "dns.example.net", "https://u:p@h"})
        QCOMPARE(run(wish() + QStringList{"--server", server}).status, 64);
}

QTEST_GUILESS_MAIN(TestPublishPowerDns)
#include "test_publish_powerdns.moc"
