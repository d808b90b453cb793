// SPDX-License-Identifier: GPL-3.0-or-later
// `publish --to rfc2136` against a real Knot DNS: what is planned, done, seen, undone and refused, and that a refusal
// or a broken connection leaves the zone as it was.
#include "cli_run.h"
#include "cutting_relay.h"
#include "knot_server.h"

#include "io/await.h"
#include "io/providers/rfc2136_provider.h"

#include <QJsonArray>
#include <QTest>

using namespace support;

namespace {

const QString domain = "acme.test";
const QString relayedRecords = "acme.test. MX 1 smtp.google.com.\n_mta-sts.other A 192.0.2.9\n";

QString fakeTimeLibrary()
{
    for (const char *path :
         {"/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
          "/usr/lib/faketime/libfaketime.so.1"})
        if (QFile::exists(path))
            return path;
    return {};
}

QString problemOf(const CliResult &result)
{
    return result.json().value("problem").toObject().value("code").toString();
}

QString item(const CliResult &result, const QString &list, int index, const QString &member)
{
    return result.json().value(list).toArray().at(index).toObject().value(member).toString();
}

} // namespace

class TestPublishRfc2136 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (KnotServer::program().isEmpty())
            QSKIP("knotd is not installed");
    }
    void init()
    {
        m_knot = std::make_unique<KnotServer>();
        const QString why = m_knot->start(domain, relayedRecords);
        QVERIFY2(why.isEmpty(), qPrintable(why));
        m_files = std::make_unique<QTemporaryDir>();
    }
    void cleanup() { m_knot.reset(); }

    void goesThereAndBack();
    void replacesWhatVoidsIt();
    void putsAddressesInThePlaceOfAnAlias();
    void refuses_data();
    void refuses();
    void findsTheZoneAbove();
    void saysThatTheClocksDiffer();
    void stopsWhenTheZoneChanged();
    void cutBeforeTheUpdate();
    void cutAfterTheUpdate();
    void undoesWhatACrashLeft();
    void namesTheServerThatIsLate();
    void keepsSecretsOffTheCommandLine();
    void undoNeverDestroysNewerWork();
    void keepsWhatWasNotAskedFor();
    void showsThePlan();

private:
    QStringList words(const QStringList &more, const QString &server = {}, const QString &key = "sigillo") const
    {
        return QStringList{"publish",
                           domain,
                           "--to",
                           "rfc2136",
                           "--server",
                           server.isEmpty() ? m_knot->address() : server,
                           "--key-name",
                           key,
                           "--secret-from",
                           "env:SIGILLO_TEST_KEY",
                           "--resolver",
                           m_knot->address(),
                           "--authority",
                           m_knot->address(),
                           "--skip-policy-check",
                           "--wait",
                           "0",
                           "--json"} +
               more;
    }
    CliResult run(const QStringList &more, const QString &server = {}, const QString &key = "sigillo",
                  const QString &secret = KnotServer::secret, const QStringList &environment = {}) const
    {
        return runCli(words(more, server, key),
                      {.environment = QStringList{"SIGILLO_TEST_KEY=" + secret} + environment});
    }
    QString file(const QString &name) const { return m_files->filePath(name); }
    QStringList wish(const QString &id = "20260101") const
    {
        return {"--id", id, "--rua", "mailto:r@acme.test", "--policy-host-target", "host.example.net"};
    }

    io::Rfc2136Provider provider() const
    {
        io::Rfc2136Options options{*io::DnsServer::parse(m_knot->address()), domain, {}, 5000};
        options.key.name = "sigillo";
        options.key.secret = io::Secret(QByteArray(KnotServer::secret));
        return io::Rfc2136Provider(std::move(options));
    }
    publish::ZoneState zone() const
    {
        auto reader = provider();
        const auto state = io::await(reader.list(publish::publishedNames(domain), {}));
        if (!state)
            qFatal("%s", qPrintable(state.error().code));
        return *state;
    }
    QByteArrayList values(const QString &name, const char *type) const
    {
        const publish::ZoneState state = zone();
        const publish::ZoneSet *set = state.find(name + '.' + domain, type);
        return set ? set->values : QByteArrayList();
    }
    void put(const QString &name, const QByteArray &type, const QByteArrayList &texts)
    {
        publish::ZonePlan plan{domain, zone(), {}, {}};
        const publish::ZoneSet *there = plan.there.find(name + '.' + domain, type);
        plan.changes += publish::Change{name + '.' + domain, type, there ? std::optional(*there) : std::nullopt,
                                        publish::ZoneSet{name + '.' + domain, type, 600, texts}};
        auto writer = provider();
        const auto done = io::await(writer.apply(plan, {}));
        QVERIFY2(done, done ? "" : qPrintable(done.error().code));
    }

    std::unique_ptr<KnotServer> m_knot;
    std::unique_ptr<QTemporaryDir> m_files;
};

void TestPublishRfc2136::goesThereAndBack()
{
    const publish::ZoneState empty = zone();
    QVERIFY(empty.sets.isEmpty());
    const CliResult planned = run(wish());
    QCOMPARE(planned.status, 0);
    QCOMPARE(planned.json()["changes"].toArray().size(), 3);
    QCOMPARE(item(planned, "changes", 0, "name"), "mta-sts.acme.test");
    QCOMPARE(item(planned, "changes", 2, "name"), "_mta-sts.acme.test");
    QCOMPARE(run(wish() + QStringList{"--expect-no-changes"}).status, 2);
    QVERIFY(zone() == empty);

    const CliResult made = run(wish() + QStringList{"--apply", "--undo-file", file("first")});
    QVERIFY2(made.status == 0, (made.out + made.err).constData());
    QCOMPARE(made.json()["applied"].toBool(), true);
    QCOMPARE(item(made, "authorities", 0, "answer"), "as-wanted");
    QCOMPARE(made.json().value("public").toObject().value("answer").toString(), "as-wanted");
    QCOMPARE(values("_mta-sts", "TXT"), QByteArrayList{"\"v=STSv1; id=20260101;\""});
    QCOMPARE(values("_smtp._tls", "TXT"), QByteArrayList{"\"v=TLSRPTv1; rua=mailto:r@acme.test\""});
    QCOMPARE(values("mta-sts", "CNAME"), QByteArrayList{"host.example.net."});
    const publish::ZoneState first = zone();
    QCOMPARE(run(wish() + QStringList{"--expect-no-changes"}).status, 0);

    const CliResult changed = run(wish("20260202") + QStringList{"--apply", "--undo-file", file("second")});
    QCOMPARE(changed.status, 0);
    QCOMPARE(changed.json()["changes"].toArray().size(), 1);
    QCOMPARE(values("_mta-sts", "TXT"), QByteArrayList{"\"v=STSv1; id=20260202;\""});

    QCOMPARE(run({"--undo", file("second"), "--dry-run"}).json()["changes"].toArray().size(), 1);
    QCOMPARE(values("_mta-sts", "TXT"), QByteArrayList{"\"v=STSv1; id=20260202;\""});
    QCOMPARE(run({"--undo", file("second")}).status, 0);
    QVERIFY(zone() == first);

    const CliResult withdrawn = run({"--operation", "remove", "--apply", "--undo-file", file("third")});
    QVERIFY2(withdrawn.status == 0, (withdrawn.out + withdrawn.err).constData());
    QCOMPARE(item(withdrawn, "changes", 0, "name"), "_mta-sts.acme.test");
    QCOMPARE(item(withdrawn, "changes", 2, "name"), "mta-sts.acme.test");
    QVERIFY(zone() == empty);
    QCOMPARE(run({"--undo", file("third")}).status, 0);
    QVERIFY(zone() == first);
    QCOMPARE(run({"--undo", file("first")}).status, 0);
    QVERIFY(zone() == empty);
}

void TestPublishRfc2136::replacesWhatVoidsIt()
{
    put("_mta-sts", "TXT", {"\"v=STSv1; id=1\"", "\"v=STSv1;\" \" id=2;\"", "\"google-site-verification=x\""});
    const CliResult made = run(wish() + QStringList{"--apply", "--undo-file", file("undo")});
    QVERIFY2(made.status == 0, (made.out + made.err).constData());
    QCOMPARE(item(made, "kept", 0, "text"), "google-site-verification=x");
    QCOMPARE(values("_mta-sts", "TXT"),
             (QByteArrayList{"\"google-site-verification=x\"", "\"v=STSv1; id=20260101;\""}));
    QCOMPARE(run({"--undo", file("undo")}).status, 0);
    QCOMPARE(values("_mta-sts", "TXT"),
             (QByteArrayList{"\"google-site-verification=x\"", "\"v=STSv1; id=1\"", "\"v=STSv1;\" \" id=2;\""}));
}

void TestPublishRfc2136::putsAddressesInThePlaceOfAnAlias()
{
    QCOMPARE(run(wish() + QStringList{"--apply", "--undo-file", file("undo")}).status, 0);
    const CliResult swapped = run({"--id", "20260101", "--rua", "mailto:r@acme.test", "--policy-host-address",
                                   "192.0.2.1", "2001:db8::1", "--apply", "--undo-file", file("undo2")});
    QVERIFY2(swapped.status == 0, (swapped.out + swapped.err).constData());
    QCOMPARE(values("mta-sts", "A"), QByteArrayList{"192.0.2.1"});
    QCOMPARE(values("mta-sts", "AAAA"), QByteArrayList{"2001:db8::1"});
    QCOMPARE(values("mta-sts", "CNAME"), QByteArrayList());
    QCOMPARE(run({"--undo", file("undo2")}).status, 0);
    QCOMPARE(values("mta-sts", "CNAME"), QByteArrayList{"host.example.net."});
}

void TestPublishRfc2136::refuses_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("secret");
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QString>("code");
    const QString good = KnotServer::secret;
    QTest::newRow("wrong secret") << "sigillo"
                                  << "d3Jvbmc=" << QStringList() << "bad-signature";
    QTest::newRow("unknown key") << "nobody" << good << QStringList() << "bad-key";
    QTest::newRow("wrong algorithm") << "sigillo" << good << QStringList{"--key-algorithm", "hmac-sha512"} << "bad-key";
    QTest::newRow("not base64") << "sigillo"
                                << "!!!" << QStringList() << "bad-key";
    QTest::newRow("may not update") << "reader" << good << QStringList() << "refused";
}
void TestPublishRfc2136::refuses()
{
    QFETCH(QString, key);
    QFETCH(QString, secret);
    QFETCH(QStringList, more);
    QFETCH(QString, code);
    const CliResult result = run(wish() + QStringList{"--apply", "--undo-file", file("undo")} + more, {}, key, secret);
    QVERIFY2(problemOf(result) == code, (result.out + result.err).constData());
    QCOMPARE(result.status, 2);
    QCOMPARE(result.json()["applied"].toBool(), false);
    QVERIFY(!result.out.contains(secret.toLatin1()) && !result.err.contains(secret.toLatin1()));
    QVERIFY(zone().sets.isEmpty());
}

void TestPublishRfc2136::findsTheZoneAbove()
{
    QStringList arguments = words(wish() + QStringList{"--apply", "--undo-file", file("undo")});
    arguments[1] = "mail.acme.test";
    const CliSetting setting{.environment = {QString("SIGILLO_TEST_KEY=") + KnotServer::secret}};
    const CliResult own = runCli(arguments + QStringList{"--zone", "mail.acme.test"}, setting);
    QVERIFY2(problemOf(own) == "not-zone", (own.out + own.err).constData());
    arguments[arguments.indexOf(file("undo"))] = file("other");
    const CliResult result = runCli(arguments, setting);
    QVERIFY2(result.status == 0, (result.out + result.err).constData());
    QCOMPARE(result.json().value("zone").toString(), domain);
    QVERIFY(zone().sets.isEmpty()); // none of acme.test's own names
    auto reader = provider();
    QCOMPARE(io::await(reader.list(publish::publishedNames("mail.acme.test"), {}))->sets.size(), 3);
}

void TestPublishRfc2136::saysThatTheClocksDiffer()
{
    const QString library = fakeTimeLibrary();
    if (library.isEmpty())
        QSKIP("libfaketime is not installed");
    const CliResult result = run(wish() + QStringList{"--apply", "--undo-file", file("undo")}, {}, "sigillo",
                                 KnotServer::secret, {"LD_PRELOAD=" + library, "FAKETIME=-1h"});
    QVERIFY2(problemOf(result) == "bad-time", (result.out + result.err).constData());
    QCOMPARE(result.status, 2);
    QVERIFY(zone().sets.isEmpty());
}

void TestPublishRfc2136::stopsWhenTheZoneChanged()
{
    rollout::RecordSet wanted;
    wanted.domain = domain;
    wanted.records = {{"_mta-sts." + domain, rollout::RecordKind::Txt, "v=STSv1; id=1;"}};
    const auto plan = publish::planOf(wanted, zone());
    QVERIFY(plan);
    put("_mta-sts", "TXT", {"\"v=STSv1; id=somebody\""});
    auto writer = provider();
    const auto done = io::await(writer.apply(*plan, {}));
    QVERIFY(!done);
    QCOMPARE(done.error().code, "changed-meanwhile");
    QCOMPARE(values("_mta-sts", "TXT"), QByteArrayList{"\"v=STSv1; id=somebody\""});
}

void TestPublishRfc2136::cutBeforeTheUpdate()
{
    CuttingRelay relay(m_knot->port(), CuttingRelay::Cut::Before);
    const CliResult result = run(wish() + QStringList{"--apply", "--undo-file", file("undo")}, relay.address());
    QVERIFY2(problemOf(result) == "cut", (result.out + result.err).constData());
    QCOMPARE(result.status, 3);
    QCOMPARE(result.json()["applied"].toBool(), false);
    QVERIFY(zone().sets.isEmpty());
    const CliResult undone = run({"--undo", file("undo")});
    QCOMPARE(undone.status, 0);
    QCOMPARE(undone.json()["changes"].toArray().size(), 0);
}

void TestPublishRfc2136::cutAfterTheUpdate()
{
    CuttingRelay relay(m_knot->port(), CuttingRelay::Cut::After);
    const CliResult result = run(wish() + QStringList{"--apply", "--undo-file", file("undo")}, relay.address());
    QVERIFY2(result.status == 0, (result.out + result.err).constData());
    QCOMPARE(result.json()["applied"].toBool(), true);
    QCOMPARE(zone().sets.size(), 3);
}

// The program is killed between the change and its answer; what it wrote before is enough to go back.
void TestPublishRfc2136::undoesWhatACrashLeft()
{
    CuttingRelay relay(m_knot->port(), CuttingRelay::Cut::Hold);
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("SIGILLO_TEST_KEY", KnotServer::secret);
    process.setProcessEnvironment(environment);
    process.start(CLI_PROGRAM, words(wish() + QStringList{"--apply", "--undo-file", file("undo")}, relay.address()));
    QTRY_COMPARE_WITH_TIMEOUT(zone().sets.size(), 3, 20'000);
    QCOMPARE(process.state(), QProcess::Running);
    process.kill();
    QVERIFY(process.waitForFinished());
    const CliResult undone = run({"--undo", file("undo")});
    QVERIFY2(undone.status == 0, (undone.out + undone.err).constData());
    QVERIFY(zone().sets.isEmpty());
}

void TestPublishRfc2136::namesTheServerThatIsLate()
{
    KnotServer late;
    QCOMPARE(late.start(domain, relayedRecords), QString());
    const CliResult result =
        run(wish() + QStringList{"--apply", "--undo-file", file("undo"), "--authority", late.address()});
    QVERIFY2(result.status == 1, (result.out + result.err).constData());
    QCOMPARE(item(result, "authorities", 0, "answer"), "as-wanted");
    QCOMPARE(item(result, "authorities", 1, "answer"), "different");
    QCOMPARE(item(result, "authorities", 1, "address"), late.address());
}

void TestPublishRfc2136::keepsSecretsOffTheCommandLine()
{
    const QString path = file("key");
    QVERIFY(writeFile(path, KnotServer::secret));
    QStringList arguments = words(wish());
    arguments[arguments.indexOf("env:SIGILLO_TEST_KEY")] = "file:" + path;
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
    const CliResult open = runCli(arguments);
    QCOMPARE(open.status, 64);
    QVERIFY(open.err.contains("chmod 600"));
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    QCOMPARE(runCli(arguments).status, 0);
    QVERIFY(writeFile(path, QByteArray(KnotServer::secret) + "\n; a comment\n"));
    QCOMPARE(runCli(arguments).status, 0);
    arguments[arguments.indexOf("file:" + path)] = KnotServer::secret;
    const CliResult bare = runCli(arguments);
    QCOMPARE(bare.status, 64);
    QVERIFY(!bare.err.contains(KnotServer::secret));
}

void TestPublishRfc2136::undoNeverDestroysNewerWork()
{
    QCOMPARE(run(wish() + QStringList{"--apply", "--undo-file", file("undo")}).status, 0);
    const CliResult again = run(wish("2") + QStringList{"--apply", "--undo-file", file("undo")});
    QCOMPARE(again.status, 64); // the file is there already
    put("_mta-sts", "TXT", {"\"v=STSv1; id=somebody\""});
    const CliResult undone = run({"--undo", file("undo")});
    QCOMPARE(undone.status, 2);
    QCOMPARE(problemOf(undone), "changed-since");
    QCOMPARE(values("_mta-sts", "TXT"), QByteArrayList{"\"v=STSv1; id=somebody\""});
    QVERIFY(writeFile(file("foreign"), readFile(file("undo")).replace("_mta-sts.acme.test", "www.acme.test")));
    QCOMPARE(run({"--undo", file("foreign")}).status, 64);
}

void TestPublishRfc2136::keepsWhatWasNotAskedFor()
{
    QCOMPARE(run(wish("77") + QStringList{"--ttl", "3600", "--apply", "--undo-file", file("undo")}).status, 0);
    const publish::ZoneState first = zone();
    const CliResult same = run({"--expect-no-changes"});
    QVERIFY2(same.status == 0, (same.out + same.err).constData());
    const CliResult renewed = run({"--new-id", "--apply", "--undo-file", file("undo2")});
    QCOMPARE(renewed.status, 0);
    QCOMPARE(renewed.json().value("changes").toArray().size(), 1);
    QVERIFY(!values("_mta-sts", "TXT").first().contains("77"));
    QCOMPARE(values("_smtp._tls", "TXT"), QByteArrayList{"\"v=TLSRPTv1; rua=mailto:r@acme.test\""});
    QCOMPARE(run({"--undo", file("undo2")}).status, 0);
    QVERIFY(zone() == first);
    QCOMPARE(run(wish("77") + QStringList{"--ttl", "300"}).json().value("changes").toArray().size(), 3);
}

void TestPublishRfc2136::showsThePlan()
{
    put("_mta-sts", "TXT", {"\"v=STSv1; id=1;\"", "\"\\027[2J\""});
    QStringList arguments = words(wish());
    arguments.removeAll("--json");
    const CliResult shown = runCli(arguments, {.environment = {QString("SIGILLO_TEST_KEY=") + KnotServer::secret}});
    QCOMPARE(shown.status, 0);
    QVERIFY2(shown.out.contains("  + mta-sts.acme.test. 300 CNAME host.example.net.\n"), shown.out.constData());
    QVERIFY(shown.out.contains("  - _mta-sts.acme.test. 600 TXT \"v=STSv1; id=1;\"\n"));
    QVERIFY(shown.out.contains("  ~ _mta-sts.acme.test. 300 TXT \"v=STSv1; id=20260101;\"\n"));
    QVERIFY(isHarmless(shown.out));
    QVERIFY(shown.err.contains("--apply"));
}

QTEST_GUILESS_MAIN(TestPublishRfc2136)
#include "test_publish_rfc2136.moc"
