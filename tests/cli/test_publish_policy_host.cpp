// SPDX-License-Identifier: GPL-3.0-or-later
// `publish --policy-host`: the plan, the change, the look as senders look, and the way back, with a web root on this
// machine behind a real HTTPS server.
#include "policy_web.h"
#include "ssh_server.h"

#include <QRegularExpression>
#include <QTest>

using namespace support;

namespace {

const QByteArray testing = "version: STSv1\r\nmode: testing\r\nmx: mx1.acme.test\r\nmax_age: 604800\r\n";
const QByteArray enforce = QByteArray(testing).replace("testing", "enforce");

QString problemOf(const CliResult &result)
{
    return result.json().value("problem").toObject().value("code").toString();
}

} // namespace

class TestPublishPolicyHost : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_web.reset(); }

    void showsThePlanAndChangesNothing();
    void goesThereAndBack();
    void tellsWhatSendersSee();
    void undoesNothingOfOthers();
    void goesOverSftp();
    void reportsWhatStandsInTheWay();
    void refusesWhatMeansNothing_data();
    void refusesWhatMeansNothing();

private:
    CliResult run(const QStringList &more) const
    {
        return runCli(QStringList{"publish", "acme.test", "--policy-host", "local:" + m_web->root(), "--json"} +
                      m_web->options() + more);
    }
    QString policy(const QByteArray &text, const QString &name = "policy") const
    {
        return writeFile(m_web->path(name), text) ? m_web->path(name) : QString();
    }
    CliResult put(const QByteArray &text, const QString &undo) const
    {
        return run({"--policy", policy(text), "--apply", "--undo-file", m_web->path(undo)});
    }

    std::unique_ptr<PolicyWeb> m_web;
};

void TestPublishPolicyHost::init()
{
    m_web = std::make_unique<PolicyWeb>();
}

void TestPublishPolicyHost::showsThePlanAndChangesNothing()
{
    const CliResult plan = run({"--policy", policy(testing)});
    QCOMPARE(plan.status, 0);
    QCOMPARE(plan.json().value("change").toString(), "add");
    QCOMPARE(plan.json().value("after").toString().toUtf8(), testing);
    QVERIFY(plan.json().value("before").isNull());
    QVERIFY(!plan.json().value("applied").toBool());
    QCOMPARE(run({"--policy", policy(testing), "--expect-no-changes"}).status, 2);
    QVERIFY(!QFile::exists(m_web->file()));
    const CliResult text = runCli(
        QStringList{"publish", "acme.test", "--policy-host", "local:" + m_web->root(), "--policy", policy(testing)} +
        m_web->options());
    QVERIFY2(text.out.contains("  + mode: testing\n") && isHarmless(text.out), text.out.constData());
    QVERIFY(text.err.contains("--apply"));
}

void TestPublishPolicyHost::goesThereAndBack()
{
    const CliResult first = put(testing, "undo1");
    QVERIFY2(first.status == 0, (first.out + first.err).constData());
    QVERIFY(first.json().value("applied").toBool());
    QCOMPARE(first.json().value("senders").toObject().value("answer").toString(), "as-wanted");
    QCOMPARE(readFile(m_web->file()), testing);
    QCOMPARE(first.json().value("undo_file").toString(), m_web->path("undo1"));
    QCOMPARE(run({"--policy", policy(testing), "--expect-no-changes"}).status, 0);

    const CliResult second = put(enforce, "undo2");
    QCOMPARE(second.json().value("change").toString(), "replace");
    QCOMPARE(readFile(m_web->file()), enforce);

    QCOMPARE(run({"--undo", m_web->path("undo2"), "--dry-run"}).json().value("applied").toBool(), false);
    QCOMPARE(readFile(m_web->file()), enforce);
    const CliResult back = run({"--undo", m_web->path("undo2")});
    QVERIFY2(back.status == 0, (back.out + back.err).constData());
    QCOMPARE(readFile(m_web->file()), testing);
    QCOMPARE(run({"--undo", m_web->path("undo2")}).json().value("change").toString(), "none"); // twice does no harm
    QCOMPARE(run({"--undo", m_web->path("undo1")}).status, 0);
    QVERIFY(!QFile::exists(m_web->file()));
}

void TestPublishPolicyHost::tellsWhatSendersSee()
{
    m_web->hold(testing);
    const CliResult late = put(enforce, "undo1");
    QCOMPARE(late.status, 1);
    QVERIFY(late.json().value("applied").toBool());
    QCOMPARE(late.json().value("senders").toObject().value("answer").toString(), "differs");
    m_web->hold({});
    const QStringList unreachable{"--policy",           policy(testing), "--apply", "--undo-file",
                                  m_web->path("undo2"), "--https-port",  "9"};
    const CliResult dark = run(unreachable);
    QCOMPARE(dark.status, 1);
    QCOMPARE(dark.json().value("senders").toObject().value("answer").toString(), "not-live");
    QCOMPARE(readFile(m_web->file()), testing);
    const CliResult blind = run({"--policy", policy(enforce), "--apply", "--undo-file", m_web->path("undo3"),
                                 "--https-port", "9", "--skip-policy-check"});
    QCOMPARE(blind.status, 0);
    QVERIFY(blind.json().value("senders").isNull());
}

void TestPublishPolicyHost::undoesNothingOfOthers()
{
    QCOMPARE(put(testing, "undo1").status, 0);
    QVERIFY(writeFile(m_web->file(), "somebody else's"));
    const CliResult back = run({"--undo", m_web->path("undo1")});
    QCOMPARE(back.status, 2);
    QCOMPARE(problemOf(back), "changed-since");
    QCOMPARE(readFile(m_web->file()), "somebody else's");
    const CliResult over = put(enforce, "undo1"); // the undo file exists: nothing is changed without one
    QCOMPARE(over.status, 64);
    QCOMPARE(readFile(m_web->file()), "somebody else's");
}

void TestPublishPolicyHost::goesOverSftp()
{
    if (SshServer::program().isEmpty())
        QSKIP("needs OpenSSH's server (Debian: openssh-server)");
    SshServer server;
    QCOMPARE(server.start(), QString());
    const auto runThere = [&](const QString &key, const QString &knownHosts, const QStringList &more) {
        return runCli(
            QStringList{
                "publish", "acme.test", "--json", "--policy-host",
                QString("sftp:%1@127.0.0.1:%2%3").arg(SshServer::userName()).arg(server.port()).arg(m_web->root()),
                "--secret-from", "file:" + server.path(key), "--known-hosts", knownHosts} +
            m_web->options() + more);
    };
    const QString known = server.knownHosts("host", server.port());
    const QStringList change{"--policy", policy(testing), "--apply", "--undo-file", m_web->path("undo1")};
    const CliResult done = runThere("user", known, change);
    QVERIFY2(done.status == 0, (done.out + done.err).constData());
    QCOMPARE(done.json().value("senders").toObject().value("answer").toString(), "as-wanted");
    QCOMPARE(readFile(m_web->file()), testing);
    const CliResult stranger = runThere("stranger", known, change);
    QCOMPARE(stranger.status, 2);
    QCOMPARE(problemOf(stranger), "bad-login");
    QVERIFY(!stranger.out.contains("PRIVATE KEY"));
    QCOMPARE(problemOf(runThere("user", server.knownHosts("stranger", server.port()), change)), "host-key-changed");
    const CliResult back = runThere("user", server.knownHosts("host", server.port()), {"--undo", m_web->path("undo1")});
    QVERIFY2(back.status == 0, (back.out + back.err).constData());
    QVERIFY(!QFile::exists(m_web->file()));
    server.stop();
    const CliResult gone = runThere("user", known, change);
    QCOMPARE(gone.status, 3);
    QCOMPARE(problemOf(gone), "unreachable");
}

void TestPublishPolicyHost::reportsWhatStandsInTheWay()
{
    const CliResult absent = runCli(QStringList{"publish", "acme.test", "--policy-host", "local:/nonexistent/folder",
                                                "--policy", policy(testing), "--json"} +
                                    m_web->options());
    QCOMPARE(absent.status, 2);
    QCOMPARE(problemOf(absent), "absent-place");
    QVERIFY(QDir(m_web->root()).mkdir(".well-known"));
    QVERIFY(QFile::link("/etc/hostname", m_web->file()));
    QCOMPARE(problemOf(put(testing, "undo1")), "link");
    QVERIFY(!QFile::exists(m_web->path("undo1")));
}

void TestPublishPolicyHost::refusesWhatMeansNothing_data()
{
    QTest::addColumn<QStringList>("more");
    const QString good = "local:/srv";
    QTest::newRow("no policy") << QStringList{"--policy-host", good};
    QTest::newRow("no place") << QStringList{"--policy-host", "/srv", "--policy", "P"};
    QTest::newRow("unknown place") << QStringList{"--policy-host", "ftp://x/", "--policy", "P"};
    QTest::newRow("a relative folder") << QStringList{"--policy-host", "local:srv", "--policy", "P"};
    QTest::newRow("a password") << QStringList{"--policy-host", "sftp:u:secret@h/x", "--policy", "P"};
    QTest::newRow("no user") << QStringList{"--policy-host", "sftp:h/x", "--policy", "P"};
    QTest::newRow("no token") << QStringList{"--policy-host", "cloudflare-worker:a/b", "--policy", "P"};
    QTest::newRow("records too") << QStringList{"--policy-host", good, "--policy", "P", "--to", "ovh"};
    QTest::newRow("an id too") << QStringList{"--policy-host", good, "--policy", "P", "--new-id"};
    QTest::newRow("a secret") << QStringList{"--policy-host", good, "--policy", "P", "--secret-from", "env:X"};
    QTest::newRow("undo and policy") << QStringList{"--policy-host", good, "--policy", "P", "--undo", "U"};
    QTest::newRow("both ways") << QStringList{"--policy-host", good, "--policy", "P", "--apply", "--dry-run"};
    QTest::newRow("no policy in it") << QStringList{"--policy-host", good, "--policy", "BAD"};
    QTest::newRow("an undo file of records") << QStringList{"--policy-host", good, "--undo", "RECORDS"};
    QTest::newRow("an undo file for another place") << QStringList{"--policy-host", "local:/other", "--undo", "UNDO"};
}
void TestPublishPolicyHost::refusesWhatMeansNothing()
{
    QFETCH(QStringList, more);
    QVERIFY(put(testing, "UNDO").json().value("applied").toBool());
    more.replaceInStrings(QRegularExpression("^P$"), policy(testing));
    more.replaceInStrings(QRegularExpression("^BAD$"), policy("mode: enforce\n", "bad"));
    more.replaceInStrings(QRegularExpression("^RECORDS$"), policy(R"({"sigillo_undo": 1})", "records"));
    more.replaceInStrings(QRegularExpression("^UNDO$"), m_web->path("UNDO"));
    const CliResult result = runCli(QStringList{"publish", "acme.test"} + more);
    QVERIFY2(result.status == 64, (result.out + result.err).constData());
    QVERIFY(!result.err.isEmpty());
}

QTEST_GUILESS_MAIN(TestPublishPolicyHost)
#include "test_publish_policy_host.moc"
