// SPDX-License-Identifier: GPL-3.0-or-later
// A Worker with a custom domain, against a fake of Cloudflare's API with a state; the program itself is run by node.
#include "fake_provider.h"
#include "io/hosts/cloudflare_worker.h"
#include "publish/worker_script.h"

#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using publish::HostedPolicy;

namespace {

const QByteArray first = "version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n";
const QByteArray second = first + "x: \"y\" \\ \xc3\xa9;\r\n";
const HostedPolicy nothing{{}, false};

} // namespace

class TestCloudflareWorker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_fake.start("fake_cloudflare_worker.py"); }
    void cleanup() { m_fake.stop(); }

    void writesAProgramThatServesThePolicy();
    void knowsItsOwnProgramOnly();
    void goesThereAndBack();
    void stopsWhenItChanged();
    void leavesOthersAlone();
    void refuses_data();
    void refuses();
    void saysWhatStandsAfterAFailure_data();
    void saysWhatStandsAfterAFailure();

private:
    std::unique_ptr<io::CloudflareWorker> host(const QByteArray &token = "good", const QString &name = "mine",
                                               const QString &domain = "acme.test",
                                               const QString &account = "acc1") const
    {
        return std::make_unique<io::CloudflareWorker>(
            io::CloudflareWorkerOptions{account, name, domain, io::Secret(token), m_fake.base()},
            *io::HttpApi::create({}));
    }
    io::ProviderResult<void> put(const HostedPolicy &there, const HostedPolicy &wanted) const
    {
        const auto worker = host();
        return io::await(worker->put({"acme.test", there, wanted}, {}));
    }
    HostedPolicy there() const
    {
        const auto worker = host();
        const auto seen = io::await(worker->look({}));
        return seen ? *seen : HostedPolicy{"failed: " + seen.error().code.toUtf8()};
    }
    void steer(const QString &query) const
    {
        const auto http = *io::HttpApi::create({});
        QUrl url = m_fake.base();
        url.setPath("/steer");
        url.setQuery(query);
        QCOMPARE(io::await(http->send({"GET", url, {}}, {}))->status, 200);
    }

    fake_provider::Fake m_fake;
};

void TestCloudflareWorker::writesAProgramThatServesThePolicy()
{
    const QString node = QStandardPaths::findExecutable("node");
    if (node.isEmpty())
        QSKIP("needs node (Debian: nodejs)");
    QTemporaryDir folder;
    QFile program(folder.filePath("worker.mjs"));
    QVERIFY(program.open(QIODevice::WriteOnly));
    program.write(publish::workerScript("mta-sts.acme.test", second));
    program.close();
    const QByteArray ask = R"(
import worker from "./worker.mjs";
const get = async (url, method) => {
  const reply = await worker.fetch(new Request(url, { method }));
  return [reply.status, reply.headers.get("content-type"), Buffer.from(await reply.arrayBuffer()).toString("hex")];
};
const good = "https://mta-sts.acme.test/.well-known/mta-sts.txt";
console.log(JSON.stringify([await get(good, "GET"), await get(good, "HEAD"), await get(good, "POST"),
  await get("https://mta-sts.acme.test/", "GET"), await get("https://acme.test/.well-known/mta-sts.txt", "GET")]));
)";
    QFile asker(folder.filePath("ask.mjs"));
    QVERIFY(asker.open(QIODevice::WriteOnly));
    asker.write(ask);
    asker.close();
    QProcess process;
    process.start(node, {asker.fileName()});
    QVERIFY(process.waitForFinished());
    const QByteArray out = process.readAllStandardOutput();
    const QByteArray type = "text/plain; charset=utf-8";
    QVERIFY2(out.startsWith("[[200,\"" + type + "\",\"" + second.toHex() + "\"],[200,\"" + type + "\",\"\"],[405,"),
             (out + process.readAllStandardError()).constData());
    QCOMPARE(out.count("[404,"), 2);
}

void TestCloudflareWorker::knowsItsOwnProgramOnly()
{
    const QByteArray program = publish::workerScript("mta-sts.acme.test", second);
    QCOMPARE(publish::policyInWorker("mta-sts.acme.test", program), second);
    QCOMPARE(publish::policyInWorker("mta-sts.acme.test", "--x\r\n\r\n" + program + "\r\n--x--"), second);
    QVERIFY(!publish::policyInWorker("mta-sts.other.test", program));
    QVERIFY(!publish::policyInWorker("mta-sts.acme.test", QByteArray(program).replace("404", "200")));
    QVERIFY(!publish::policyInWorker("mta-sts.acme.test", "const policy = 7;\n"));
    QVERIFY(!publish::policyInWorker("mta-sts.acme.test", {}));
}

void TestCloudflareWorker::goesThereAndBack()
{
    QVERIFY(there().isSameAs(nothing));
    const auto made = put(nothing, {first});
    QVERIFY2(made, made ? "" : qPrintable(made.error().code + made.error().detail));
    QVERIFY(there().isSameAs({first}));
    QVERIFY(put({first}, {second}));
    QVERIFY(there().isSameAs({second}));
    QVERIFY(put({second}, {first, false})); // as it was before the domain was connected
    QVERIFY(there().isSameAs({first, false}));
    QVERIFY(put({first, false}, {first}));
    QVERIFY(put({first}, nothing));
    QVERIFY(there().isSameAs(nothing));
}

void TestCloudflareWorker::stopsWhenItChanged()
{
    QVERIFY(put(nothing, {first}));
    QCOMPARE(put(nothing, {second}).error().code, "changed-meanwhile");
    QCOMPARE(put({second}, nothing).error().code, "changed-meanwhile");
    QVERIFY(there().isSameAs({first}));
}

void TestCloudflareWorker::leavesOthersAlone()
{
    const auto worker = host("good", "theirs"), domain = host("good", "mine", "taken.acme.test");
    for (io::PolicyHost *each : {worker.get(), domain.get()}) {
        QCOMPARE(io::await(each->look({})).error().code, "occupied");
        QCOMPARE(io::await(each->put({"acme.test", nothing, {first}}, {})).error().code, "occupied");
    }
}

void TestCloudflareWorker::refuses_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QString>("account");
    QTest::addColumn<QString>("code");
    QTest::newRow("unknown token") << QByteArray("wrong-token-77") << "acme.test"
                                   << "acc1"
                                   << "unauthorized";
    QTest::newRow("may only read") << QByteArray("read-only") << "acme.test"
                                   << "acc1"
                                   << "forbidden";
    QTest::newRow("another account") << QByteArray("good") << "acme.test"
                                     << "acc2"
                                     << "absent-place";
    QTest::newRow("no zone") << QByteArray("good") << "other.test"
                             << "acc1"
                             << "half-made";
}
void TestCloudflareWorker::refuses()
{
    QFETCH(QByteArray, token);
    QFETCH(QString, domain);
    QFETCH(QString, account);
    QFETCH(QString, code);
    const auto worker = host(token, "mine", domain, account);
    const auto done = io::await(worker->put({domain, nothing, {first}}, {}));
    QVERIFY(!done);
    QCOMPARE(done.error().code, code);
    QVERIFY(!done.error().detail.contains("77"));
    QVERIFY(there().isSameAs(nothing) || code == "half-made");
}

void TestCloudflareWorker::saysWhatStandsAfterAFailure_data()
{
    QTest::addColumn<QString>("steering");
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("isThere");
    QTest::addColumn<bool>("isConnected");
    QTest::newRow("first, 429") << "nth=1&fail=429"
                                << "rate-limited" << false << false;
    QTest::newRow("first, 409") << "nth=1&fail=409"
                                << "changed-meanwhile" << false << false;
    QTest::newRow("first, 500") << "nth=1&fail=500"
                                << "server-failure" << false << false;
    QTest::newRow("second, 403") << "nth=2&fail=403"
                                 << "half-made" << true << false;
    QTest::newRow("second, 429") << "nth=2&fail=429"
                                 << "half-made" << true << false;
    QTest::newRow("gone before the first") << "gone=1"
                                           << "cut" << false << false;
    QTest::newRow("first answer lost") << "cut=1"
                                       << "cut" << true << false;
    QTest::newRow("gone before the second") << "gone=2"
                                            << "cut" << true << false;
    QTest::newRow("second answer lost") << "cut=2"
                                        << "cut" << true << true;
}
void TestCloudflareWorker::saysWhatStandsAfterAFailure()
{
    QFETCH(QString, steering);
    QFETCH(QString, code);
    QFETCH(bool, isThere);
    QFETCH(bool, isConnected);
    steer(steering);
    const auto done = put(nothing, {first});
    steer({});
    QVERIFY(!done);
    QVERIFY2(done.error().code == code, qPrintable(done.error().code + done.error().detail));
    const HostedPolicy now = there();
    QCOMPARE(now.bytes.has_value(), isThere);
    QCOMPARE(now.isConnected, isConnected);
    const auto back = publish::planOf(publish::PolicyUndo{"x", "acme.test", {}, nothing, {first}}, now);
    QVERIFY(back);
    QVERIFY(put(back->there, back->wanted));
    QVERIFY(there().isSameAs(nothing));
}

QTEST_GUILESS_MAIN(TestCloudflareWorker)
#include "test_cloudflare_worker.moc"
