// SPDX-License-Identifier: GPL-3.0-or-later
// `publish --apply` writes a new id only when the policy is live: against a policy host on loopback and OVH's fake.
#include "cli_run.h"
#include "fake_provider.h"
#include "tls_server.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace support;

namespace {

const QByteArray policy =
    "version: STSv1\r\nmode: testing\r\nmx: mx1.acme.test\r\nmx: mx2.acme.test\r\nmax_age: 604800\r\n";

QByteArray reply(const QByteArray &status, const QByteArray &body)
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: text/plain\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\nConnection: close\r\n\r\n" + body;
}

QString problemOf(const CliResult &result)
{
    return result.json().value("problem").toObject().value("code").toString();
}

} // namespace

class TestPublishPolicy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_web.reset(); }

    void stopsBeforeTheId_data();
    void stopsBeforeTheId();
    void writesTheIdOfWhatIsLive();
    void asksForNothingElse();
    void readsTheExpectedPolicy();
    void findsTheZoneThatTheProviderHas();

private:
    CliResult run(const QStringList &more) const
    {
        return runCli(QStringList{"publish",
                                  "acme.test",
                                  "--to",
                                  "ovh",
                                  "--key-name",
                                  "application-key-1",
                                  "--server",
                                  m_fake.base().toString(),
                                  "--secret-from",
                                  "env:KEY",
                                  "--rua",
                                  "mailto:r@acme.test",
                                  "--policy-host-address",
                                  "127.0.0.1",
                                  "--allow-private",
                                  "--https-port",
                                  QString::number(m_web->port()),
                                  "--ca-file",
                                  m_files->filePath("ca"),
                                  "--authority",
                                  "127.0.0.1@9",
                                  "--resolver",
                                  "127.0.0.1@9",
                                  "--timeout",
                                  "3",
                                  "--wait",
                                  "0",
                                  "--json"} +
                          more,
                      {.environment = {"KEY=application-secret-77:consumer-good"}});
    }
    CliResult apply(const QStringList &more) const
    {
        return run(more + QStringList{"--apply", "--undo-file", m_files->filePath("undo")});
    }
    QString expected(const QByteArray &text) const
    {
        const QString path = m_files->filePath("policy");
        return writeFile(path, text) ? path : QString();
    }
    void serve(const QByteArray &answer)
    {
        const QMutexLocker lock(&m_mutex);
        m_answer = answer;
    }

    fake_provider::Fake m_fake;
    std::unique_ptr<QTemporaryDir> m_files;
    std::unique_ptr<fixture::TlsServer> m_web;
    mutable QMutex m_mutex;
    QByteArray m_answer;
};

void TestPublishPolicy::init()
{
    m_fake.stop();
    m_fake.start("fake_ovh.py");
    m_files = std::make_unique<QTemporaryDir>();
    const fixture::Certificate ca = fixture::authority("Policy CA");
    ca.writePem(m_files->filePath("ca"));
    serve(reply("200 OK", policy));
    m_web = std::make_unique<fixture::TlsServer>(fixture::ServerOptions{{fixture::leaf({"mta-sts.acme.test"}, ca), ca}},
                                                 [this](fixture::Peer &peer) {
                                                     if (!peer.handshake())
                                                         return;
                                                     peer.readUntil("\r\n\r\n");
                                                     const QMutexLocker lock(&m_mutex);
                                                     peer.send(m_answer);
                                                     peer.closeNotify();
                                                 });
}

void TestPublishPolicy::stopsBeforeTheId_data()
{
    QTest::addColumn<QByteArray>("served");
    QTest::addColumn<QByteArray>("wanted");
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QString>("code");
    const QByteArray live = reply("200 OK", policy);
    const QString differs = "policy-differs", notLive = "policy-not-live";
    QTest::newRow("404") << reply("404 Not Found", "x") << QByteArray() << QStringList() << notLive;
    QTest::newRow("moved") << QByteArray(
                                  "HTTP/1.1 301 Moved\r\nLocation: https://acme.test/\r\nContent-Length: 0\r\n\r\n")
                           << QByteArray() << QStringList() << notLive;
    QTest::newRow("a page") << reply("200 OK", "<html>") << QByteArray() << QStringList() << notLive;
    QTest::newRow("nobody listens") << live << QByteArray() << QStringList{"--https-port", "9"} << notLive;
    QTest::newRow("private") << live << QByteArray() << QStringList{"--policy-host-address", "127.0.0.2"} << notLive;
    QTest::newRow("other mode") << live << QByteArray(policy).replace("testing", "enforce") << QStringList() << differs;
    QTest::newRow("other mx") << live << QByteArray(policy).replace("mx2", "mx3") << QStringList() << differs;
    QTest::newRow("other max_age") << live << QByteArray(policy).replace("604800", "86400") << QStringList() << differs;
}
void TestPublishPolicy::stopsBeforeTheId()
{
    QFETCH(QByteArray, served);
    QFETCH(QByteArray, wanted);
    QFETCH(QStringList, more);
    QFETCH(QString, code);
    serve(served);
    if (!wanted.isEmpty())
        more += {"--policy", expected(wanted)};
    const CliResult result = apply(QStringList{"--id", "1"} + more);
    QVERIFY2(problemOf(result) == code, (result.out + result.err).constData());
    QCOMPARE(result.status, 2);
    QVERIFY(!QFile::exists(m_files->filePath("undo")));
    QCOMPARE(run({"--id", "1"}).json().value("changes").toArray().size(), 3); // nothing was written
    QVERIFY(apply(QStringList{"--id", "1", "--skip-policy-check"} + more).json().value("applied").toBool());
}

void TestPublishPolicy::writesTheIdOfWhatIsLive()
{
    QByteArray wanted = "version: STSv1\nmode: testing\nmx: mx2.acme.test\nmx: mx1.acme.test\nmax_age: 604800\n";
    const CliResult first = apply({"--id", "1", "--policy", expected(wanted)}); // order and line ends do not matter
    QVERIFY2(first.json().value("applied").toBool(), (first.out + first.err).constData());
    QVERIFY(QFile::remove(m_files->filePath("undo")));
    QCOMPARE(problemOf(apply({"--id", "2", "--policy", expected(wanted.replace("testing", "enforce"))})),
             "policy-differs");
    serve(reply("200 OK", wanted));
    QVERIFY(apply({"--id", "2", "--policy", expected(wanted)}).json().value("applied").toBool());
}

// An id that stays, a withdrawal and the way back announce nothing.
void TestPublishPolicy::asksForNothingElse()
{
    QVERIFY(apply({"--id", "1"}).json().value("applied").toBool());
    const QString undo = m_files->filePath("undo"), before = m_files->filePath("before");
    QVERIFY(QFile::rename(undo, before));
    serve(reply("404 Not Found", {}));
    QVERIFY(apply({"--rua", "mailto:other@acme.test"}).json().value("applied").toBool());
    QVERIFY(QFile::remove(undo));
    QVERIFY(apply({"--operation", "remove"}).json().value("applied").toBool());
    QCOMPARE(runCli({"publish",
                     "acme.test",
                     "--to",
                     "ovh",
                     "--key-name",
                     "application-key-1",
                     "--server",
                     m_fake.base().toString(),
                     "--secret-from",
                     "env:KEY",
                     "--resolver",
                     "127.0.0.1@9",
                     "--authority",
                     "127.0.0.1@9",
                     "--timeout",
                     "3",
                     "--wait",
                     "0",
                     "--json",
                     "--undo",
                     undo},
                    {.environment = {"KEY=application-secret-77:consumer-good"}})
                 .json()
                 .value("applied")
                 .toBool(),
             true);
}

void TestPublishPolicy::readsTheExpectedPolicy()
{
    QCOMPARE(apply({"--id", "1", "--policy", expected("mode: enforce\n")}).status, 64);
    QCOMPARE(apply({"--id", "1", "--policy", m_files->filePath("absent")}).status, 64);
    QCOMPARE(apply({"--id", "1", "--https-port", "0"}).status, 64);
}

// The DNS tells nothing here; the provider knows its zones.
void TestPublishPolicy::findsTheZoneThatTheProviderHas()
{
    const auto planFor = [this](const QString &domain) {
        return runCli({"publish", domain, "--to", "ovh", "--key-name", "application-key-1", "--server",
                       m_fake.base().toString(), "--secret-from", "env:KEY", "--resolver", "127.0.0.1@9", "--timeout",
                       "1", "--json"},
                      {.environment = {"KEY=application-secret-77:consumer-good"}});
    };
    const CliResult above = planFor("a.mail.acme.test");
    QVERIFY2(above.status == 0, (above.out + above.err).constData());
    QCOMPARE(above.json().value("zone").toString(), "acme.test");
    QCOMPARE(problemOf(planFor("a.mail.other.test")), "not-zone");
}

QTEST_GUILESS_MAIN(TestPublishPolicy)
#include "test_publish_policy.moc"
