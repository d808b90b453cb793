// SPDX-License-Identifier: GPL-3.0-or-later
// A web root on a server over SFTP, against a real OpenSSH server on loopback.
#include "cutting_relay.h"
#include "io/await.h"
#include "io/hosts/sftp_folder.h"
#include "ssh_server.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <atomic>

namespace {

const QByteArray first = "version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n", second = first + "x: y\r\n";
const QString wellKnown = ".well-known/mta-sts.txt";

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::atomic<int> packets, cutFrom, cutUpTo; // of what the client sends

bool isWithinTheCut(const QByteArray &)
{
    const int packet = ++packets;
    return packet >= cutFrom && packet <= cutUpTo;
}

} // namespace

class TestSftpFolder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_server->stop(); }

    void readsPlaces_data();
    void readsPlaces();
    void goesThereAndBack();
    void stopsWhenItChanged();
    void believesOnlyTheKnownServer_data();
    void believesOnlyTheKnownServer();
    void needsAKeyThatIsAuthorised_data();
    void needsAKeyThatIsAuthorised();
    void takesTheKeyOfTheAgent();
    void takesAHashedList();
    void namesWhatStandsInTheWay_data();
    void namesWhatStandsInTheWay();
    void isReadOnlyThere();
    void losesNothingWhenTheConnectionEnds_data();
    void losesNothingWhenTheConnectionEnds();
    void stopsOnDemand();

private:
    /// PAM answers late when a password is wrong, so there is time.
    std::unique_ptr<io::SftpFolder> host(const QByteArray &secret, const QString &knownHosts, int port,
                                         const QString &folder = {}) const
    {
        const auto place = io::SftpPlace::parse(QString("%1@127.0.0.1:%2%3")
                                                    .arg(support::SshServer::userName())
                                                    .arg(port)
                                                    .arg(folder.isEmpty() ? m_root->path() : folder));
        return std::make_unique<io::SftpFolder>(io::SftpOptions{*place, io::Secret(secret), knownHosts, 20'000});
    }
    std::unique_ptr<io::SftpFolder> host() const
    {
        return host(m_server->privateKey("user"), m_server->knownHosts("host", m_server->port()), m_server->port());
    }
    static io::ProviderResult<void> put(io::SftpFolder &to, const publish::HostedPolicy &there,
                                        const publish::HostedPolicy &wanted)
    {
        return io::await(to.put({"acme.test", there, wanted}, {}));
    }
    QString path(const QString &name) const { return m_root->filePath(name); }
    QStringList allNames() const
    {
        return QDir(path(".well-known")).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

    /// The change itself begins after as many.
    int packetsOfALook()
    {
        if (m_packetsOfALook > 0)
            return m_packetsOfALook;
        const int before = packets;
        const support::CuttingRelay relay(m_server->port(), support::CuttingRelay::Cut::Before, [](const QByteArray &) {
            ++packets;
            return false;
        });
        const int port = relay.address().section('@', 1).toInt();
        const auto server = host(m_server->privateKey("user"), m_server->knownHosts("host", port), port);
        const bool isSeen = io::await(server->look({})).has_value();
        m_packetsOfALook = isSeen ? packets - before : 0;
        return m_packetsOfALook;
    }

    int m_packetsOfALook = 0;
    std::unique_ptr<support::SshServer> m_server = std::make_unique<support::SshServer>();
    std::unique_ptr<QTemporaryDir> m_root;
};

void TestSftpFolder::initTestCase()
{
    if (support::SshServer::program().isEmpty())
        QSKIP("needs OpenSSH's server (Debian: openssh-server)");
}

void TestSftpFolder::init()
{
    m_root = std::make_unique<QTemporaryDir>();
    const QString problem = m_server->start();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TestSftpFolder::readsPlaces_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QByteArray>("folder");
    QTest::addColumn<QByteArray>("url");
    const auto good = [](const char *text, const char *folder, const char *url) {
        QTest::newRow(text) << text << "" << QByteArray(folder) << QByteArray(url);
    };
    good("u@h/srv/www", "/srv/www", "sftp://h:22/srv/www/f");
    good("u@h:2200/srv/", "/srv", "sftp://h:2200/srv/f");
    good("u@[::1]/srv", "/srv", "sftp://[::1]:22/srv/f");
    good("u@h/", "", "sftp://h:22/f");
    good("u@h/~/www", "./www", "sftp://h:22/~/./www/f");
    good("u@h/a%20b%23", "/a b#", "sftp://h:22/a%20b%23/f");
    const auto bad = [](const char *text, const char *code) {
        QTest::newRow(text) << text << code << QByteArray() << QByteArray();
    };
    bad("h/srv", "bad-place");
    bad("u@h", "bad-place");
    bad("u@/srv", "bad-place");
    bad("u@h/srv?x", "bad-place");
    bad("u@h/a%0Ab", "bad-place");
    bad("u%00@h/a", "bad-place");
    bad("u:secret@h/srv", "password-in-place");
}
void TestSftpFolder::readsPlaces()
{
    QFETCH(QString, text);
    QFETCH(QString, code);
    QFETCH(QByteArray, folder);
    QFETCH(QByteArray, url);
    const auto place = io::SftpPlace::parse(text);
    QCOMPARE(place ? QString() : place.error().code, code);
    if (!place)
        return;
    QCOMPARE(place->folder, folder);
    QCOMPARE(place->urlOf(place->folder + "/f"), url);
}

void TestSftpFolder::goesThereAndBack()
{
    const auto server = host();
    QVERIFY(!io::await(server->look({}))->bytes);
    const auto made = put(*server, {}, {first});
    QVERIFY2(made, made ? "" : qPrintable(made.error().code + made.error().detail));
    QCOMPARE(contentOf(path(wellKnown)), first);
    QCOMPARE(io::await(server->look({}))->bytes, first);
    const auto replaced = put(*server, {first}, {second});
    QVERIFY2(replaced, replaced ? "" : qPrintable(replaced.error().code + replaced.error().detail));
    QCOMPARE(contentOf(path(wellKnown)), second);
    QCOMPARE(allNames(), QStringList{"mta-sts.txt"});
    QVERIFY(QFile(path(wellKnown)).permissions() & QFileDevice::ReadOther);
    QVERIFY(put(*server, {second}, {first}));
    QVERIFY(put(*server, {first}, {}));
    QVERIFY(allNames().isEmpty());
}

void TestSftpFolder::stopsWhenItChanged()
{
    const auto server = host();
    QVERIFY(put(*server, {}, {first}));
    QCOMPARE(put(*server, {}, {second}).error().code, "changed-meanwhile");
    QCOMPARE(put(*server, {second}, {}).error().code, "changed-meanwhile");
    QCOMPARE(contentOf(path(wellKnown)), first);
}

void TestSftpFolder::believesOnlyTheKnownServer_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("code");
    QTest::newRow("another key") << "stranger"
                                 << "host-key-changed";
    QTest::newRow("an empty list") << ""
                                   << "host-key-unknown";
    QTest::newRow("no list") << "absent"
                             << "bad-known-hosts";
}
void TestSftpFolder::believesOnlyTheKnownServer()
{
    QFETCH(QString, list);
    QFETCH(QString, code);
    QString name = list.isEmpty() ? "/dev/null" : m_server->path("absent");
    if (list == "stranger")
        name = m_server->knownHosts(list, m_server->port());
    const auto server = host(m_server->privateKey("user"), name, m_server->port());
    const auto seen = io::await(server->look({}));
    QVERIFY(!seen);
    QCOMPARE(seen.error().code, code);
    QCOMPARE(put(*server, {}, {first}).error().code, code);
    if (code == "bad-known-hosts")
        return;
    QProcess keygen;
    keygen.start("ssh-keygen", {"-l", "-f", m_server->path("host.pub")});
    QVERIFY(keygen.waitForFinished());
    QVERIFY2(keygen.readAllStandardOutput().contains(seen.error().detail.toUtf8()), qPrintable(seen.error().detail));
}

void TestSftpFolder::needsAKeyThatIsAuthorised_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::newRow("another key") << m_server->privateKey("stranger");
    QTest::newRow("a broken key") << QByteArray("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n");
    QTest::newRow("a wrong password") << QByteArray("not-the-password-77");
}
void TestSftpFolder::needsAKeyThatIsAuthorised()
{
    QFETCH(QByteArray, secret);
    const auto server = host(secret, m_server->knownHosts("host", m_server->port()), m_server->port());
    const auto seen = io::await(server->look({}));
    QVERIFY(!seen);
    QCOMPARE(seen.error().code, "bad-login");
    QVERIFY(!seen.error().detail.contains("77"));
    QVERIFY(!put(*server, {}, {first}));
    QVERIFY(!QFile::exists(path(".well-known")));
}

void TestSftpFolder::takesTheKeyOfTheAgent()
{
    QTemporaryDir folder;
    const QString socket = folder.filePath("agent");
    QProcess agent;
    agent.start("ssh-agent", {"-D", "-a", socket});
    QTRY_VERIFY(QFile::exists(socket));
    const QByteArray before = qgetenv("SSH_AUTH_SOCK");
    qputenv("SSH_AUTH_SOCK", socket.toUtf8());
    QFile::setPermissions(m_server->path("user"), QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    const int added = QProcess::execute("ssh-add", {"-q", m_server->path("user")});
    const auto server = host({}, m_server->knownHosts("host", m_server->port()), m_server->port());
    const auto done = put(*server, {}, {first});
    before.isEmpty() ? qunsetenv("SSH_AUTH_SOCK") : qputenv("SSH_AUTH_SOCK", before);
    agent.terminate();
    agent.waitForFinished();
    QCOMPARE(added, 0);
    QVERIFY2(done, done ? "" : qPrintable(done.error().code + done.error().detail));
    QCOMPARE(contentOf(path(wellKnown)), first);
}

void TestSftpFolder::takesAHashedList()
{
    const QString list = m_server->knownHosts("host", m_server->port());
    QCOMPARE(QProcess::execute("ssh-keygen", {"-q", "-H", "-f", list}), 0);
    QVERIFY(contentOf(list).startsWith("|1|"));
    const auto server = host(m_server->privateKey("user"), list, m_server->port());
    const auto seen = io::await(server->look({}));
    QVERIFY2(seen, seen ? "" : qPrintable(seen.error().code + seen.error().detail));
}

void TestSftpFolder::namesWhatStandsInTheWay_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<bool>("fileForFolder");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<QString>("code");
    QTest::newRow("no such folder") << "/nonexistent/folder" << false << qint64(0) << "absent-place";
    QTest::newRow("a file for the folder") << "" << true << qint64(0) << "";
    QTest::newRow("too long") << "" << false << qint64(65 * 1024) << "too-long";
}
void TestSftpFolder::namesWhatStandsInTheWay()
{
    QFETCH(QString, folder);
    QFETCH(bool, fileForFolder);
    QFETCH(qint64, size);
    QFETCH(QString, code);
    QVERIFY(fileForFolder || QDir(m_root->path()).mkdir(".well-known"));
    QFile file(path(fileForFolder ? ".well-known" : wellKnown));
    if (fileForFolder || size > 0)
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(size, 'x')) == size);
    file.close();
    const auto server =
        host(m_server->privateKey("user"), m_server->knownHosts("host", m_server->port()), m_server->port(), folder);
    const auto done = put(*server, {}, {first});
    QVERIFY(!done);
    QVERIFY2(code.isEmpty() || done.error().code == code, qPrintable(done.error().code + done.error().detail));
    QCOMPARE(file.size(), size);
}

void TestSftpFolder::isReadOnlyThere()
{
    QVERIFY(put(*host(), {}, {first}));
    m_server->stop();
    QCOMPARE(m_server->start("internal-sftp -R"), QString());
    const auto server = host();
    QCOMPARE(io::await(server->look({}))->bytes, first);
    const auto done = put(*server, {first}, {second});
    QVERIFY(!done);
    QCOMPARE(done.error().code, "no-permission");
    QCOMPARE(put(*server, {first}, {}).error().code, "no-permission");
    QCOMPARE(contentOf(path(wellKnown)), first);
    QCOMPARE(allNames(), QStringList{"mta-sts.txt"});
}

// Wherever the connection ends, the file is whole; when it is away, the message says where it lies.
void TestSftpFolder::losesNothingWhenTheConnectionEnds_data()
{
    QTest::addColumn<bool>("comesBack");
    QTest::newRow("and a new one is possible") << true;
    QTest::newRow("and the server is gone") << false;
}
void TestSftpFolder::losesNothingWhenTheConnectionEnds()
{
    QFETCH(bool, comesBack);
    static const QStringList usual{"cut", "unreachable", "timeout", "bad-login", "failed"};
    bool wasMovedAside = false, wasCut = false;
    for (int cut = 2;; cut += cut < packetsOfALook() ? 5 : 1) {
        QDir(path(".well-known")).removeRecursively();
        QVERIFY(put(*host(), {}, {first}));
        packets = 0;
        cutFrom = cut;
        cutUpTo = comesBack ? cut : 1'000'000;
        const support::CuttingRelay relay(m_server->port(), support::CuttingRelay::Cut::Before, isWithinTheCut);
        const int port = relay.address().section('@', 1).toInt();
        const auto server = host(m_server->privateKey("user"), m_server->knownHosts("host", port), port);
        QElapsedTimer clock;
        clock.start();
        const auto done = put(*server, {first}, {second});
        if (clock.elapsed() > 1500)
            qInfo("cut at %d: %lld ms", cut, clock.elapsed());
        const bool wasReached = packets >= cut;
        const QByteArray there = contentOf(path(wellKnown));
        const QString code = done ? QString() : done.error().code;
        if (code == "moved-aside") {
            wasMovedAside = true;
            QCOMPARE(there.isEmpty() ? contentOf(done.error().detail.section(':', 0, 0)) : there, first);
        } else {
            QVERIFY2(there == first || there == second, qPrintable(QString::number(cut)));
            QVERIFY2(done || usual.contains(code), qPrintable(done ? code : code + done.error().detail));
            QVERIFY(!done || there == second);
            wasCut |= code == "cut";
        }
        if (!wasReached)
            break;
        QVERIFY(cut < 1000);
    }
    QVERIFY(wasCut);
    QCOMPARE(wasMovedAside, !comesBack);
}

void TestSftpFolder::stopsOnDemand()
{
    std::stop_source stop;
    stop.request_stop();
    const auto done = io::await(host()->put({"acme.test", {}, {first}}, stop.get_token()));
    QCOMPARE(done.error().code, "cancelled");
    m_server->stop();
    QCOMPARE(io::await(host()->look({})).error().code, "unreachable");
    QVERIFY(!QFile::exists(path(".well-known")));
}

QTEST_GUILESS_MAIN(TestSftpFolder)
#include "test_sftp_folder.moc"
