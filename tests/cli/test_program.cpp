// SPDX-License-Identifier: GPL-3.0-or-later
// The program as scripts see it: help, usage errors, exit statuses, closed pipes and full disks, and checks that cannot
// reach a resolver.
#include "cli_run.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>
#include <QUdpSocket>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <csignal>
#include <cstring>
#endif

using namespace support;

namespace {

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(u' ', Qt::SkipEmptyParts);
}

/// A resolver that takes every question and never answers.
QString silentResolver(QUdpSocket &socket)
{
    socket.bind(QHostAddress::LocalHost);
    return QStringLiteral("127.0.0.1@%1").arg(socket.localPort());
}

/// A port where nothing listens.
QString closedResolver()
{
    QUdpSocket socket;
    socket.bind(QHostAddress::LocalHost);
    return QStringLiteral("127.0.0.1@%1").arg(socket.localPort());
}

} // namespace

class TestProgram : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void printsHelp_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QStringList>("mentions");
        QTest::newRow("overview") << QStringLiteral("--help") << words("check evaluate lint generate 64 70");
        QTest::newRow("check")
            << QStringLiteral("check --help")
            << words("--resolver --trust-anchor --ca-file --smtp-port --https-port --control-mx --timeout --json "
                     "--no-smtp --deep --facts --dkim-selector --allow-private --helo --now \\xNN status");
        QTest::newRow("evaluate") << QStringLiteral("evaluate --help") << words("--now --json status");
        QTest::newRow("lint") << QStringLiteral("lint --help")
                              << words("--rrset --http-status --content-type --policy status");
        QTest::newRow("generate")
            << QStringLiteral("help generate")
            << words("--mode --max-age --mx --rua --policy-host-target --policy-host-address --id --ttl "
                     "--format --output --force --plan --archive status");
        QTest::newRow("rollout") << QStringLiteral("rollout --help") << words("status plan advance rollback withdraw");
        QTest::newRow("rollout status") << QStringLiteral("rollout status --help")
                                        << words("--archive --check --now --json --resolver --no-smtp status");
        QTest::newRow("rollout plan") << QStringLiteral("rollout plan --help")
                                      << words("--goal --adopt --mx --rua --move-mx --cancel-move --testing-days "
                                               "--force --reason --check status");
        QTest::newRow("rollout advance") << QStringLiteral("rollout advance --help")
                                         << words("--force --reason --format --zone --output --replace --check status");
        QTest::newRow("rollout rollback") << QStringLiteral("rollout rollback --help") << words("--to rung new-id");
        QTest::newRow("rollout withdraw") << QStringLiteral("rollout withdraw --help") << words("--remove 8.3");
    }
    void printsHelp()
    {
        QFETCH(QString, arguments);
        QFETCH(QStringList, mentions);
        const auto result = runCli(arguments.split(u' '));
        QCOMPARE(result.status, 0);
        QCOMPARE(result.err, QByteArray());
        for (const QString &word : mentions)
            QVERIFY2(result.out.contains(word.toUtf8()), word.toUtf8().constData());
    }

    void printsItsVersion()
    {
        const auto result = runCli({QStringLiteral("--version")});
        QCOMPARE(result.status, 0);
        QCOMPARE(result.out, QByteArray("sigillo-cli " SIGILLO_VERSION "\n"));
    }

    void refuses_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char *name, const QStringList &arguments, const char *says) {
            QTest::newRow(name) << arguments << QByteArray(says);
        };
        const auto check = [](const QString &domain) { return QStringList{QStringLiteral("check"), domain}; };
        row("nothing", {}, "A command is needed");
        row("unknown command", words("audti"), "no command \"audti\"");
        row("option first", words("--json check"), "no option --json");
        row("unknown option", words("check --jason example.com"), "no option --jason");
        row("archive of evaluate", words("evaluate --archive x example.json"), "no option --archive");
        row("missing value", words("check example.com --resolver"), "--resolver needs a value");
        row("value for a flag", words("check example.com --json=1"), "--json takes no value");
        row("no domain", words("check"), "at least one");
        row("empty domain", check(QString()), "empty");
        row("IPv4", check(QStringLiteral("192.0.2.1")), "IP address");
        row("IPv6", check(QStringLiteral("2001:db8::1")), "IP address");
        row("empty label", check(QStringLiteral("example..com")), "two dots");
        row("leading dot", check(QStringLiteral(".example.com")), "dot");
        row("single label", check(QStringLiteral("localhost")), "no dot");
        row("mail address", check(QStringLiteral("postmaster@example.com")), "after the @");
        row("URL", check(QStringLiteral("https://example.com/")), "without a scheme");
        row("blank inside", check(QStringLiteral("exa mple.com")), "only letters");
        row("control character", check(QStringLiteral("exa\x1b[31mmple.com")), "\\x1b");
        row("long label", check(QString(64, u'a') + QLatin1String(".com")), "63");
        row("10,000 characters", check(QStringLiteral("a.").repeated(5000) + QLatin1String("com")), "253");
        row("one bad among good", words("check example.com -x-.com"), "no option -x-.com");
        row("bad port", words("check example.com --smtp-port 70000"), "--smtp-port takes");
        row("bad timeout", words("check example.com --timeout 0"), "--timeout takes");
        row("NaN timeout", words("check example.com --timeout nan"), "--timeout takes");
        row("bad resolver", words("check example.com --resolver dns.example"), "--resolver takes");
        row("bad resolver port", words("check example.com --resolver 192.0.2.1@x"), "has to be a number");
        row("bad anchor", words("check example.com --trust-anchor /nonexistent"), "/nonexistent");
        row("bad CA file", words("check example.com --ca-file /nonexistent"), "/nonexistent");
        row("CA file without certificates", words("check example.com --ca-file /dev/null"), "/dev/null");
        row("bad helo",
            {QStringLiteral("check"), QStringLiteral("example.com"), QStringLiteral("--helo"),
             QStringLiteral("a\r\nb")},
            "--helo takes");
        row("bad control", words("check example.com --control-mx x"), "no dot");
        row("bad moment", words("check example.com --now tomorrow"), "not a moment");
        row("deep without SMTP", words("check example.com --no-smtp --deep"), "means nothing");
        row("facts of two in one file", words("check a.example b.example --facts x.json"), "directory");
        row("facts nowhere", words("check a.example --facts /nonexistent/x.json"), "/nonexistent");
    }
    void refuses()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, says);
        const auto result = runCli(arguments);
        QVERIFY2(result.status == 64, result.err.constData());
        QCOMPARE(result.out, QByteArray());
        QVERIFY2(result.err.contains(says), result.err.constData());
        QVERIFY(isHarmless(result.err));
        QVERIFY(result.err.size() < 600);
    }

    void endsWithoutAResolver_data()
    {
        QTest::addColumn<bool>("silent");
        QTest::newRow("never answers") << true;
        QTest::newRow("not there") << false;
    }
    void endsWithoutAResolver()
    {
        QFETCH(bool, silent);
        QUdpSocket socket;
        const QString resolver = silent ? silentResolver(socket) : closedResolver();
        const auto result =
            runCli(words("check example.com --json --timeout 2 --resolver") << resolver, {.withinMs = 30'000});
        QVERIFY2(result.status == 3, (result.out.left(2000) + result.err).constData());
        QCOMPARE(result.json()[u"unknown"].toBool(), true);
        QCOMPARE(result.json()[u"exit_status"].toInt(), 3);
        QVERIFY(isHarmless(result.out));
        QCOMPARE(result.err, QByteArray());
    }

    void generatesNothingWithoutAResolver()
    {
        const auto result = runCli(words("generate example.com --timeout 2 --resolver") << closedResolver());
        QCOMPARE(result.status, 3);
        QCOMPARE(result.out, QByteArray());
    }

    void writesFacts()
    {
        QTemporaryDir dir;
        const QString resolver = closedResolver(), file = dir.filePath(QStringLiteral("facts.json"));
        const auto one = runCli(words("check example.com --json --timeout 1 --resolver")
                                << resolver << QStringLiteral("--facts") << file);
        QCOMPARE(one.status, 3);
        QCOMPARE(QFileInfo(file).permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther),
                 QFileDevice::Permissions());
        const auto again = runCli({QStringLiteral("evaluate"), QStringLiteral("--json"), file});
        QCOMPARE(again.json()[u"findings"].toArray(), one.json()[u"findings"].toArray());

        const auto two = runCli(words("check a.example b.example a.example --json --timeout 1 --resolver")
                                << resolver << QStringLiteral("--facts") << dir.path());
        QCOMPARE(two.json()[u"domains"].toArray().size(), 2);
        QCOMPARE(two.json()[u"domains"][0][u"domain"].toString(), QStringLiteral("a.example"));
        QVERIFY(QFileInfo::exists(dir.filePath(QStringLiteral("a.example.json"))));
        QVERIFY(QFileInfo::exists(dir.filePath(QStringLiteral("b.example.json"))));
    }

    void endsQuietlyOnAClosedPipe()
    {
#ifdef Q_OS_UNIX
        // The reader is gone before the program writes: the shell's exit status is that of the program.
        QProcess shell;
        shell.start(QStringLiteral("/bin/sh"),
                    {QStringLiteral("-c"), QStringLiteral("{ sleep 0.3; \"$0\" --help; echo $? >&2; } | true"),
                     QStringLiteral(CLI_PROGRAM)});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(shell.readAllStandardError(), QByteArray("0\n"));
#else
        QSKIP("pipes that close are a matter of POSIX");
#endif
    }

    void saysThatTheOutputIsFull()
    {
        if (!QFileInfo::exists(QStringLiteral("/dev/full")))
            QSKIP("this system has no /dev/full");
        const auto result = runCli({QStringLiteral("--help")}, {.outputFile = QStringLiteral("/dev/full")});
        QCOMPARE(result.status, 70);
        QVERIFY(result.err.contains("could not be written"));
    }

    void neverPrintsIntoASocket_data()
    {
        QTest::addColumn<QString>("command");
        QTest::newRow("help") << QStringLiteral("\"$0\" --help >&-; echo $? >&2");
        // The first socket that is opened would get the number of the closed stream.
        QTest::newRow("check") << QStringLiteral("\"$0\" check example.com --timeout 1 --resolver ") +
                                      closedResolver() + QStringLiteral(" >&-; echo $? >&2");
    }
    void neverPrintsIntoASocket()
    {
#ifdef Q_OS_UNIX
        QFETCH(QString, command);
        QProcess shell;
        shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), command, QStringLiteral(CLI_PROGRAM)});
        QVERIFY(shell.waitForFinished());
        const QByteArray says = shell.readAllStandardError();
        QVERIFY2(says.endsWith("70\n"), says.constData());
        QVERIFY2(says.contains(strerror(EBADF)), says.constData());
#else
        QSKIP("closed streams are a matter of POSIX");
#endif
    }

    void neverReplacesWhatIsNoFile()
    {
#ifdef Q_OS_UNIX
        QTemporaryDir dir;
        QProcess shell;
        shell.setWorkingDirectory(dir.path());
        shell.start(
            QStringLiteral("/bin/sh"),
            {QStringLiteral("-c"),
             QStringLiteral("mkfifo pipe && { timeout 20 cat pipe >copy & } && \"$0\" check example.com --timeout 1 "
                            "--facts pipe --resolver ") +
                 closedResolver() + QStringLiteral(" >/dev/null; wait; test -p pipe && echo still a pipe"),
             QStringLiteral(CLI_PROGRAM)});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(shell.readAllStandardOutput(), QByteArray("still a pipe\n"));
        QVERIFY(readFile(dir.filePath(QStringLiteral("copy"))).contains("\"domain\": \"example.com\""));
#else
        QSKIP("named pipes are a matter of POSIX");
#endif
    }

    void stopsWhenInterrupted()
    {
#ifdef Q_OS_UNIX
        QUdpSocket socket;
        QProcess process;
        process.start(QStringLiteral(CLI_PROGRAM), words("check example.com --json --timeout 60 --resolver")
                                                       << silentResolver(socket));
        QVERIFY(process.waitForStarted());
        QVERIFY(socket.waitForReadyRead(10'000)); // it is asking
        ::kill(pid_t(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(10'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 3);
        QCOMPARE(QJsonDocument::fromJson(process.readAllStandardOutput())[u"cancelled"].toBool(), true);
#else
        QSKIP("signals are a matter of POSIX");
#endif
    }
};

QTEST_GUILESS_MAIN(TestProgram)
#include "test_program.moc"
