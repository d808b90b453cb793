// SPDX-License-Identifier: GPL-3.0-or-later
// `monitor` as a program: against a scripted resolver and a policy host on loopback that change between the passes.
#include "cli_run.h"
#include "scripted_dns.h"
#include "tls_server.h"

#include "cli/local_mail.h"

#include <QJsonArray>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace support;
using facts::RecordType;

namespace {

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(u' ', Qt::SkipEmptyParts);
}

/// A domain that the test changes, and an archive.
class Place
{
public:
    Place()
        : m_ca(fixture::authority(QStringLiteral("Test CA"))),
          m_host({{fixture::leaf({QStringLiteral("mta-sts.acme.example")}, m_ca)}},
                 [this](fixture::Peer &peer) { serve(peer); }),
          m_dns([this](const AskedQuestion &question) { return reply(question); })
    {
        m_ca.writePem(path("ca.pem"));
    }

    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    void setId(const QByteArray &id) { set(m_id, id); }
    void setMode(const QByteArray &mode) { set(m_mode, mode); }
    void setAlias(const QByteArray &alias) { set(m_alias, alias); }
    void setSilent(bool silent) { m_silent = silent; }

    CliResult monitor(const QStringList &arguments, const CliSetting &setting = {}) const
    {
        return runCli(QStringList{"monitor"} + arguments +
                          QStringList{"--archive", path("archive.sqlite"), "--resolver", m_dns.address(), "--ca-file",
                                      path("ca.pem"), "--https-port", QString::number(m_host.port()), "--allow-private",
                                      "--no-smtp", "--timeout", "5"},
                      setting);
    }

private:
    void set(QByteArray &member, const QByteArray &value)
    {
        const std::lock_guard lock(m_mutex);
        member = value;
    }
    QByteArray get(const QByteArray &member)
    {
        const std::lock_guard lock(m_mutex);
        return member;
    }

    void serve(fixture::Peer &peer)
    {
        if (!peer.handshake())
            return;
        peer.readUntil("\r\n\r\n");
        const QByteArray body =
            "version: STSv1\r\nmode: " + get(m_mode) + "\r\nmx: mx.acme.example\r\nmax_age: 604800\r\n";
        peer.send("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + QByteArray::number(body.size()) +
                  "\r\n\r\n" + body);
        peer.closeNotify();
        peer.holdOpen();
    }

    ScriptedReply reply(const AskedQuestion &question)
    {
        if (m_silent)
            return {.rcode = 2};
        const auto is = [&question](const char *name, RecordType type) {
            return question.name == QLatin1String(name) && question.type == int(type);
        };
        if (is("acme.example", RecordType::Mx))
            return {
                .answer = {record(question.name, RecordType::Mx, mxRdata(10, QStringLiteral("mx.acme.example")), 1)}};
        if (is("_mta-sts.acme.example", RecordType::Txt))
            return {.answer = {record(question.name, RecordType::Txt, txtRdata("v=STSv1; id=" + get(m_id) + ";"), 1)}};
        if (is("_smtp._tls.acme.example", RecordType::Txt))
            return {.answer = {record(question.name, RecordType::Txt,
                                      txtRdata("v=TLSRPTv1; rua=mailto:t@reports.example"), 1)}};
        const QByteArray alias = get(m_alias);
        if (question.name == u"mta-sts.acme.example" && !alias.isEmpty())
            return {.rcode = 3,
                    .answer = {cnameRecord(question.name, QString::fromUtf8(alias), 1)},
                    .authority = {soaRecord(QStringLiteral("example"))}};
        if (is("mta-sts.acme.example", RecordType::A))
            return {.answer = {aRecord(question.name, QStringLiteral("127.0.0.1"), 1)}};
        return {.rcode = question.name.endsWith(u"acme.example") ? 0 : 3,
                .authority = {soaRecord(QStringLiteral("example"))}};
    }

    QTemporaryDir m_folder;
    std::mutex m_mutex;
    QByteArray m_id = "1", m_mode = "testing", m_alias;
    std::atomic<bool> m_silent = false;
    fixture::Certificate m_ca;
    fixture::TlsServer m_host;
    ScriptedDns m_dns;
};

QByteArray script(const char *body)
{
    return QByteArray("#!/bin/sh\n") + body;
}

bool writeProgram(const QString &path, const QByteArray &content)
{
    return writeFile(path, content) &&
           QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
}

} // namespace

class TestMonitorCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsWhatChanged()
    {
        Place place;
        const CliResult empty = place.monitor({});
        QCOMPARE(empty.status, 0);
        QCOMPARE(empty.out, QByteArray());
        QVERIFY2(empty.err.contains("--add"), empty.err.constData());

        const CliResult first = place.monitor(words("--add acme.example"));
        QVERIFY2(first.status == 0, (first.out + first.err).constData());
        QVERIFY2(first.out.contains("acme.example") && first.out.contains("first look"), first.out.constData());

        const CliResult quiet = place.monitor({});
        QCOMPARE(quiet.status, 0);
        QCOMPARE(quiet.out, QByteArray()); // so that cron says nothing
        QCOMPARE(quiet.err, QByteArray());

        place.setId("2");
        place.setMode("enforce");
        const CliResult changed = place.monitor({});
        QVERIFY2(changed.out.contains("The mode of the policy changed from testing to enforce."),
                 changed.out.constData());
        QVERIFY(changed.out.contains("The id of the record changed from 1 to 2."));
        QVERIFY(isHarmless(changed.out));

        place.setAlias("gone.example");
        const CliResult dangling = place.monitor(words("--json acme.example"));
        QCOMPARE(dangling.status, 2);
        const QJsonObject told = dangling.json()["domains"][0].toObject();
        QCOMPARE(told["raised"].toArray().size(), 1);
        QCOMPARE(told["raised"][0]["kind"].toString(), QString("policy-host-alias-dangling"));
        QCOMPARE(told["raised"][0]["subject"].toString(), QString("gone.example"));
        QCOMPARE(dangling.json()["exit_status"].toInt(), 2);

        const CliResult lasting = place.monitor({});
        QCOMPARE(lasting.status, 2);
        QVERIFY2(!lasting.out.contains("dangling"), lasting.out.constData()); // told once

        const CliResult line = place.monitor(words("--plugin"));
        QCOMPARE(line.status, 2);
        QVERIFY2(line.out.startsWith("SIGILLO CRITICAL - 1 domain, 1 alarm: acme.example: "), line.out.constData());
        QCOMPARE(line.out.count('\n'), 1);
        QCOMPARE(line.out.count('|'), 1);
        QVERIFY(line.out.contains(" errors="));

        const CliResult timeline =
            runCli({"monitor", "--timeline", "acme.example", "--archive", place.path("archive.sqlite")});
        QCOMPARE(timeline.status, 0);
        QVERIFY2(timeline.out.contains("from testing to enforce") && timeline.out.contains("dangling alias"),
                 timeline.out.constData());
        const CliResult json =
            runCli({"monitor", "--timeline", "acme.example", "--json", "--archive", place.path("archive.sqlite")});
        QCOMPARE(json.json()["looks"].toInt(), 6);
        QVERIFY(json.json()["timeline"].toArray().size() >= 2);
        QVERIFY(json.json()["alarms"].toArray().size() >= 1);
    }

    void blindPassesAreUnknownAtLast()
    {
        Place place;
        place.monitor(words("--add acme.example"));
        place.setSilent(true);
        for (int blind = 0; blind < 2; ++blind) { // not well, and no news
            const CliResult result = place.monitor({});
            QCOMPARE(result.status, 3);
            QCOMPARE(result.out, QByteArray());
        }
        const CliResult third = place.monitor(words("--plugin"));
        QVERIFY2(third.status == 3, third.out.constData());
        QVERIFY2(third.out.startsWith("SIGILLO UNKNOWN - 1 domain, 1 alarm, 1 domain could not be seen: "),
                 third.out.constData());
        QVERIFY(third.out.contains(" unknown=1 blind=1 changes=0\n"));
        place.setSilent(false);
        const CliResult over = place.monitor({});
        QCOMPARE(over.status, 0);
        QVERIFY2(over.out.contains("Over: "), over.out.constData());
    }

    void pluginLineStaysOneLine()
    {
        Place place;
        place.monitor(words("--add acme.example"));
        place.setAlias("a|b\n\x1b[31m|x=1.example");
        const CliResult line = place.monitor(words("--plugin"));
        QCOMPARE(line.status, 2);
        QVERIFY2(line.out.contains("dangling alias: a"), line.out.constData());
        QCOMPARE(line.out.count('\n'), 1);
        QCOMPARE(line.out.count('|'), 1);
        QVERIFY(isHarmless(line.out));
    }

    void mailsOnlyNews()
    {
#ifdef Q_OS_UNIX
        Place place;
        const QString sendmail = place.path("sendmail"), sent = place.path("sent");
        QVERIFY(writeProgram(sendmail, script("{ echo \"$@\"; cat; } > \"${0%/*}/sent\"\n")));
        const QStringList mail{"--mail", "admin@acme.example", "--sendmail", sendmail};
        QCOMPARE(place.monitor(mail + words("--add acme.example")).status, 0);
        const QByteArray first = readFile(sent);
        QVERIFY2(first.startsWith("-t -i\nTo: admin@acme.example\nSubject: Sigillo: "), first.constData());
        QVERIFY(first.contains("\nAuto-Submitted: auto-generated\n"));
        QVERIFY(QFile::remove(sent));
        QCOMPARE(place.monitor(mail).status, 0);
        QVERIFY(!QFile::exists(sent));
        place.setId("2");
        QCOMPARE(place.monitor(mail + words("--plugin")).status, 0);
        QVERIFY2(readFile(sent).contains("id of the record changed from 1 to 2"), readFile(sent).constData());

        QVERIFY(writeProgram(sendmail, script("cat > /dev/null; echo 'no such \033[31muser' >&2; exit 67\n")));
        place.setId("3");
        const CliResult refused = place.monitor(mail);
        QCOMPARE(refused.status, 70);
        QVERIFY2(refused.err.contains("no such \\x1b[31muser"), refused.err.constData());
        QVERIFY(isHarmless(refused.err));
        place.setId("4");
        const CliResult missing = place.monitor({"--mail", "root", "--sendmail", place.path("nothing")});
        QCOMPARE(missing.status, 70);

        // Whoever was not told yet is told by the next pass that can, with what is new, and once.
        QVERIFY(writeProgram(sendmail, script("{ echo \"$@\"; cat; } > \"${0%/*}/sent\"\n")));
        QVERIFY(QFile::remove(sent));
        place.setId("5");
        QCOMPARE(place.monitor(mail).status, 0);
        const QByteArray late = readFile(sent);
        QCOMPARE(late.count("id of the record changed from 2 to 3"), 1);
        QVERIFY2(late.indexOf("changed from 2 to 3") < late.indexOf("changed from 4 to 5"), late.constData());
        QCOMPARE(late.count("Not sent on 20"), 1);
        QVERIFY(QFile::remove(sent));
        QCOMPARE(place.monitor(mail).status, 0);
        QVERIFY(!QFile::exists(sent));
        // The other address waits for its own, and needs no further news.
        QCOMPARE(place.monitor({"--mail", "root", "--sendmail", sendmail}).status, 0);
        QVERIFY2(readFile(sent).contains("changed from 3 to 4"), readFile(sent).constData());
#else
        QSKIP("sendmail is a matter of POSIX");
#endif
    }

    void headerHoldsNothingFromOutside()
    {
        const QByteArray message =
            cli::mailMessage("a@b.example", "one\r\nBcc: x@y.example\nthree", "body\n.\nFrom me\r\x1b[31m\nend");
        const QByteArray header = message.left(message.indexOf("\n\n"));
        QCOMPARE(header.count('\n'), 5);
        QVERIFY(!header.contains("\nBcc:"));
        QVERIFY(message.contains("\n.\nFrom me\\r\\x1b[31m\nend\n"));
        QVERIFY(!message.contains('\r'));
        const QByteArray wide = cli::mailMessage("root", QString(200, QChar(0x20ac)), QString(3000, QChar(0x20ac)));
        for (const QByteArray &line : wide.split('\n'))
            QVERIFY(line.size() <= 998);
        const QByteArray subject = wide.left(wide.indexOf("\nAuto-Submitted")).mid(wide.indexOf("Subject: ") + 9);
        QByteArray decoded;
        for (const QByteArray &word : subject.split('\n')) {
            QVERIFY2(word.trimmed().size() <= 75, word.constData());
            decoded += QByteArray::fromBase64(word.trimmed().mid(10).chopped(2));
        }
        QCOMPARE(QString::fromUtf8(decoded), QString(200, QChar(0x20ac)));
    }

    void addresses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        const auto row = [](const char *text, bool good) { QTest::newRow(text) << QString::fromLatin1(text) << good; };
        row("admin@acme.example", true);
        row("first.last+tag@acme.example", true);
        row("root", true);
        row("admin@acme.example, eve@evil.example", false);
        row("admin@acme.example\nBcc: eve@evil.example", false);
        row("admin@acme.example\n", false);
        row("<admin@acme.example>", false);
        row("Admin <admin@acme.example>", false);
        row("-oQ/tmp@acme.example", false);
        row("\"a b\"@acme.example", false);
        row("@acme.example", false);
        row("admin@", false);
        row("", false);
        row("|/bin/sh", false);
        row("/tmp/file", false);
    }
    void addresses()
    {
        QFETCH(QString, text);
        QFETCH(bool, good);
        QCOMPARE(cli::mailAddress(text).has_value(), good);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("forms") << "--json --plugin" << QByteArray("exclude");
        QTest::newRow("timeline and domain") << "--timeline a.example b.example" << QByteArray("archive only");
        QTest::newRow("bad domain") << "exa..mple" << QByteArray("two dots");
        QTest::newRow("bad added") << "--add 192.0.2.1" << QByteArray("IP address");
        QTest::newRow("bad mail") << "--mail a,b@c.example" << QByteArray("--mail takes");
        QTest::newRow("sendmail alone") << "--sendmail /bin/true" << QByteArray("means nothing");
    }
    void refuses()
    {
        QFETCH(QString, line);
        QFETCH(QByteArray, says);
        const CliResult result = runCli(QStringList{"monitor"} + line.split(' '));
        QCOMPARE(result.status, 64);
        QVERIFY2(result.err.contains(says), result.err.constData());
    }

    void archiveThatIsNone()
    {
        QTemporaryDir folder;
        QVERIFY(writeFile(folder.filePath("x"), QByteArray(4096, 'x')));
        const QStringList with{"monitor", "--archive", folder.filePath("x")};
        QCOMPARE(runCli(with).status, 70);
        const CliResult plugin = runCli(with + QStringList{"--plugin"});
        QCOMPARE(plugin.status, 3);
        QVERIFY2(plugin.out.startsWith("SIGILLO UNKNOWN - "), plugin.out.constData());
    }

    void timerUnitsAreInOrder()
    {
        const QString analyze = QStandardPaths::findExecutable("systemd-analyze");
        if (analyze.isEmpty())
            QSKIP("systemd-analyze is not installed");
        QTemporaryDir folder;
        QByteArray service = readFile(SOURCE_DIR "/installer/systemd/sigillo-monitor.service");
        QVERIFY(service.contains("ExecStart=/usr/bin/sigillo-cli monitor\n"));
        service.replace("/usr/bin/sigillo-cli", CLI_PROGRAM); // which need not be installed here
        QVERIFY(writeFile(folder.filePath("sigillo-monitor.service"), service));
        QVERIFY(writeFile(folder.filePath("sigillo-monitor.timer"),
                          readFile(SOURCE_DIR "/installer/systemd/sigillo-monitor.timer")));
        QProcess verify;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_RUNTIME_DIR", folder.path());
        verify.setProcessEnvironment(environment);
        verify.setProcessChannelMode(QProcess::MergedChannels);
        verify.start(analyze, {"--user", "--man=no", "verify", folder.filePath("sigillo-monitor.service"),
                               folder.filePath("sigillo-monitor.timer")});
        QVERIFY(verify.waitForFinished());
        const QByteArray said = verify.readAll();
        QVERIFY2(said.isEmpty(), said.constData()); // unknown keys are complained of with status 0
        QCOMPARE(verify.exitCode(), 0);
    }

    void taskDefinitionIsWellFormed()
    {
        const QByteArray bytes = readFile(SOURCE_DIR "/installer/windows/sigillo-monitor.xml");
        QVERIFY(
            bytes.startsWith(QByteArray("\xff\xfe<\0", 4))); // schtasks takes neither UTF-8 nor a file without the mark
        QProcess parse;
        parse.setProcessChannelMode(QProcess::MergedChannels);
        parse.start("/usr/bin/python3", {"-c",
                                         "import sys, xml.etree.ElementTree as tree\n"
                                         "task = tree.parse(sys.argv[1]).getroot()\n"
                                         "space = '{http://schemas.microsoft.com/windows/2004/02/mit/task}'\n"
                                         "assert task.tag == space + 'Task', task.tag\n"
                                         "run = task.find(space + 'Actions/' + space + 'Exec')\n"
                                         "assert run.find(space + 'Arguments').text == 'monitor'\n"
                                         "assert [each.tag[len(space):] for each in task] == "
                                         "['RegistrationInfo', 'Triggers', 'Principals', 'Settings', 'Actions']\n",
                                         SOURCE_DIR "/installer/windows/sigillo-monitor.xml"});
        QVERIFY(parse.waitForFinished());
        QVERIFY2(parse.exitCode() == 0, parse.readAll().constData());
    }
};

QTEST_GUILESS_MAIN(TestMonitorCommand)
#include "test_monitor_command.moc"
