// SPDX-License-Identifier: GPL-3.0-or-later
// Secrets in a real gnome-keyring: put in, used by `publish`, removed; and a keychain that is locked, silent or not
// there.
#include "cli_run.h"
#include "fake_provider.h"
#include "keyring_session.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QTest>

using namespace support;

namespace {

const QByteArray secret = "application-secret-77:consumer-good";
constexpr int quickMs = 20'000;

} // namespace

class TestSecretCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (const QString missing = KeyringSession::missing(); !missing.isEmpty())
            QSKIP(qPrintable(missing + " is not installed"));
    }
    void init()
    {
        m_session = std::make_unique<KeyringSession>();
        QCOMPARE(m_session->start(), QString());
    }
    void cleanup() { m_session.reset(); }

    void keepsAndRemoves();
    void publishesWithIt();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void saysThatThereIsNoKeychain();
    void saysThatItDoesNotAnswer();
    void takesNoSecretFromTheCommandLine();

private:
    CliResult run(const QStringList &words, const QByteArray &input = {}) const
    {
        return runCli(words, {.input = input, .environment = m_session->environment(), .withinMs = quickMs});
    }
    CliResult publish(const QString &source, const QString &server = "http://127.0.0.1:9") const
    {
        return run({"publish", "acme.test", "--to", "ovh", "--key-name", "application-key-1", "--server", server,
                    "--id", "1", "--rua", "mailto:r@acme.test", "--policy-host-target", "host.example.net",
                    "--secret-from", source, "--json"});
    }
    std::unique_ptr<KeyringSession> m_session;
};

void TestSecretCommand::keepsAndRemoves()
{
    QCOMPARE(m_session->startKeyring(), QString());
    QCOMPARE(publish("keychain:ovh").status, 64);
    QVERIFY(publish("keychain:ovh").err.contains("holds no secret of this name"));
    QCOMPARE(run({"secret", "set", "ovh"}, "another\n").status, 0);
    const CliResult set = run({"secret", "set", "ovh"}, secret + "\nnot this\n");
    QVERIFY2(set.status == 0, set.err.constData());
    QVERIFY(!set.err.contains(secret) && !set.out.contains(secret));
    QVERIFY(publish("keychain:ovh").status != 64);
    QCOMPARE(run({"secret", "remove", "ovh"}).status, 0);
    QCOMPARE(publish("keychain:ovh").status, 64);
    QCOMPARE(run({"secret", "remove", "ovh"}).status, 0);
}

void TestSecretCommand::publishesWithIt()
{
    QCOMPARE(m_session->startKeyring(), QString());
    QCOMPARE(run({"secret", "set", "ovh"}, secret).status, 0);
    fake_provider::Fake fake;
    fake.start("fake_ovh.py");
    const CliResult planned = publish("keychain:ovh", fake.base().toString());
    QVERIFY2(planned.status == 0, (planned.out + planned.err).constData());
    QCOMPARE(planned.json().value("changes").toArray().size(), 3);
    QVERIFY(!planned.out.contains("application-secret-77") && !planned.err.contains("application-secret-77"));
    // Nothing of it lies in a file, encrypted ones aside.
    QDirIterator files(m_session->home(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext())
        QVERIFY2(!readFile(files.next()).contains("application-secret-77"), qPrintable(files.filePath()));
}

void TestSecretCommand::saysWhatIsWrong_data()
{
    QTest::addColumn<QStringList>("words");
    const QStringList publish{"publish", "acme.test", "--to", "cloudflare", "--secret-from", "keychain:token"};
    QTest::newRow("reading") << publish;
    QTest::newRow("keeping") << QStringList{"secret", "set", "token"};
    QTest::newRow("removing") << QStringList{"secret", "remove", "token"};
}
void TestSecretCommand::saysWhatIsWrong()
{
    QFETCH(QStringList, words);
    QCOMPARE(m_session->startKeyring(), QString());
    QCOMPARE(run({"secret", "set", "token"}, secret).status, 0);
    m_session->lock();
    const CliResult result = run(words, "other");
    QVERIFY2(result.status == 2 || result.status == 64, result.err.constData());
    QVERIFY2(result.err.contains("The keychain is locked"), result.err.constData());
}

void TestSecretCommand::saysThatThereIsNoKeychain()
{
    for (const bool hasBus : {true, false}) {
        QStringList environment = m_session->environment();
        if (!hasBus)
            environment += "DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent/bus";
        const CliResult result = runCli({"secret", "set", "token"}, {.input = secret, .environment = environment});
        QCOMPARE(result.status, 2);
        QVERIFY2(result.err.contains("This session has no keychain"), result.err.constData());
    }
}

void TestSecretCommand::saysThatItDoesNotAnswer()
{
    QCOMPARE(m_session->startKeyring(), QString());
    QCOMPARE(run({"secret", "set", "token"}, secret).status, 0);
    m_session->suspend();
    const CliResult result = run({"secret", "remove", "token", "--timeout", "1"});
    m_session->resume();
    QCOMPARE(result.status, 2);
    QVERIFY2(result.err.contains("did not answer in time"), result.err.constData());
    QVERIFY(result.elapsedMs < 5'000);
}

void TestSecretCommand::takesNoSecretFromTheCommandLine()
{
    QCOMPARE(run({"secret", "set", "name", "value"}).status, 64);
    QCOMPARE(run({"secret", "set", "two words"}, secret).status, 2);
    QCOMPARE(run({"secret", "set", "name"}, "\n").status, 64);
    QCOMPARE(run({"secret", "remove"}).status, 64);
    QCOMPARE(run({"secret", "remove", "name", "--timeout", "soon"}).status, 64);
}

QTEST_GUILESS_MAIN(TestSecretCommand)
#include "test_secret_command.moc"
