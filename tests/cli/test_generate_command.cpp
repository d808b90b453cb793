// SPDX-License-Identifier: GPL-3.0-or-later
// `generate` as a program, offline with --mx: what it writes is read by a name server's own checker, by another
// implementation's policy parser, and by our own lint.
#include "cli/generate_source.h"
#include "cli_run.h"
#include "facts_builder.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace support;

namespace {

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(u' ');
}

/// The two parts of the output: the records, and the policy behind the line that separates them.
struct Parts
{
    QByteArray records, policy;
};
Parts partsOf(const QByteArray &output)
{
    const qsizetype line = output.indexOf("\n; ---- https://");
    const qsizetype end = output.indexOf('\n', line + 1);
    return {output.left(line), output.mid(end + 1)};
}

CliResult runTool(const QString &program, const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished(60'000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError(), 0};
}

QByteArray wholeZone(const QByteArray &records)
{
    return "$ORIGIN other.invalid.\n"
           "example.com. 300 IN SOA ns.example.net. host.example.net. 1 3600 600 86400 300\n"
           "example.com. 300 IN NS ns.example.net.\n" +
           records;
}

facts::DnsAnswer mxAnswer(const QList<facts::MxRecord> &records)
{
    QByteArrayList rdata;
    for (const facts::MxRecord &record : records)
        rdata += mxRdata(record.preference, record.exchange);
    return answer(QStringLiteral("example.com"), facts::RecordType::Mx, rdata);
}

} // namespace

class TestGenerateCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesRecordsAndPolicy()
    {
        const auto result =
            runCli(words("generate example.com --mx MX1.example.com. *.example.net --rua mailto:a,b!c@example.com "
                         "https://r.example.net/x --policy-host-target Host.Example.net --mode enforce --id abc1 "
                         "--ttl 600"));
        QCOMPARE(result.status, 0);
        const Parts parts = partsOf(result.out);
        QVERIFY(parts.records.contains("\nmta-sts.example.com.    600 IN CNAME host.example.net.\n"));
        QVERIFY(parts.records.contains("\n_smtp._tls.example.com. 600 IN TXT   \"v=TLSRPTv1; "
                                       "rua=mailto:a%2Cb%21c@example.com,https://r.example.net/x\"\n"));
        QVERIFY(parts.records.contains("\n_mta-sts.example.com.   600 IN TXT   \"v=STSv1; id=abc1;\"\n"));
        QCOMPARE(parts.policy,
                 QByteArray("version: STSv1\r\nmode: enforce\r\nmx: mx1.example.com\r\nmx: *.example.net\r\n"
                            "max_age: 1209600\r\n"));
    }

    void choosesSensibleDefaults()
    {
        const auto result = runCli(words("generate --mx mx.example.com example.com"));
        QCOMPARE(result.status, 0);
        QVERIFY(result.err.contains("mailto:tls-reports@example.com"));
        QVERIFY(result.err.contains("--policy-host-target"));
        const Parts parts = partsOf(result.out);
        QVERIFY(QRegularExpression(QStringLiteral("\"v=STSv1; id=20\\d{12}Z;\""))
                    .match(QString::fromUtf8(parts.records))
                    .hasMatch());
        QVERIFY(parts.policy.contains("mode: testing\r\n") && parts.policy.contains("max_age: 604800\r\n"));
        QVERIFY(!parts.records.contains("CNAME"));
    }

    void passesOurOwnLint_data()
    {
        QTest::addColumn<QString>("mode");
        for (const char *mode : {"testing", "enforce", "none"})
            QTest::newRow(mode) << QString::fromLatin1(mode);
    }
    void passesOurOwnLint()
    {
        QFETCH(QString, mode);
        const auto made =
            runCli(words("generate example.com --json --mx mx1.example.com mx2.example.com --mode") << mode).json();
        const auto policy =
            runCli(words("lint policy - --json --http-status 200 --content-type text/plain --domain example.com"),
                   {.input = made[u"policy"].toString().toUtf8()});
        QCOMPARE(policy.json()[u"effect"].toString(), QStringLiteral("usable"));
        QCOMPARE(policy.status, 0);
        const QJsonArray records = made[u"records"].toArray();
        QCOMPARE(records.size(), 2);
        const auto sts = runCli(words("lint sts-record --json") << records[1][u"value"].toString());
        QCOMPARE(sts.json()[u"severity"].toString(), QStringLiteral("ok"));
        const auto tlsrpt = runCli(words("lint tlsrpt-record --json") << records[0][u"value"].toString());
        QCOMPARE(tlsrpt.json()[u"severity"].toString(), QStringLiteral("ok"));
    }

    void passesNamedCheckzone()
    {
        const QString program = QStandardPaths::findExecutable(
            QStringLiteral("named-checkzone"),
            {QStringLiteral("/usr/bin"), QStringLiteral("/usr/sbin"), QStringLiteral("/sbin")});
        if (program.isEmpty())
            QSKIP("named-checkzone is not installed");
        QStringList arguments =
            words("generate example.com --mx mx.example.com --policy-host-address 192.0.2.80 2001:db8::80 --rua");
        for (int i = 0; i < 20; ++i)
            arguments += QStringLiteral("mailto:quite-a-long-mailbox-%1@reports.example.net").arg(i);
        const auto result = runCli(arguments);
        QCOMPARE(result.status, 0);
        const Parts parts = partsOf(result.out);
        QVERIFY(parts.records.contains("TXT   ( \"v=TLSRPTv1;"));
        QTemporaryDir dir;
        const QString zone = dir.filePath(QStringLiteral("zone")), dump = dir.filePath(QStringLiteral("dump"));
        QVERIFY(writeFile(zone, wholeZone(parts.records)));
        const auto check =
            runTool(program, {QStringLiteral("-D"), QStringLiteral("-o"), dump, QStringLiteral("example.com"), zone});
        QVERIFY2(check.status == 0, (check.out + check.err).constData());
        const QByteArray loaded = readFile(dump);
        QVERIFY2(loaded.contains("_mta-sts.example.com.") && loaded.contains("\"v=STSv1; id="), loaded.constData());
        QVERIFY(loaded.contains("AAAA\t2001:db8::80"));
        // Joined without blanks, the character-strings give the record back.
        const QByteArray joined = QByteArray(loaded).replace("\" \"", "");
        QVERIFY(joined.contains("mailto:quite-a-long-mailbox-0@reports.example.net,mailto:quite-a-long-mailbox-1@"));
        QVERIFY(joined.contains(",mailto:quite-a-long-mailbox-19@reports.example.net\""));
    }

    void isReadByAnotherImplementation()
    {
        const QString python = QStringLiteral("/usr/bin/python3");
        const QString script =
            QStringLiteral("import json, sys\n"
                           "from postfix_mta_sts_resolver.utils import parse_mta_sts_policy\n"
                           "json.dump(parse_mta_sts_policy(sys.stdin.buffer.read().decode('ascii')), sys.stdout)\n");
        if (runTool(python, {QStringLiteral("-c"), script}, "version: STSv1\n").status != 0)
            QSKIP("postfix-mta-sts-resolver is not installed");
        const auto made =
            runCli(words("generate example.com --mx mx.example.com *.example.net --mode enforce --max-age 86400"));
        const auto read = runTool(python, {QStringLiteral("-c"), script}, partsOf(made.out).policy);
        QCOMPARE(QJsonDocument::fromJson(read.out).object(),
                 (QJsonObject{{QStringLiteral("version"), QStringLiteral("STSv1")},
                              {QStringLiteral("mode"), QStringLiteral("enforce")},
                              {QStringLiteral("max_age"), QStringLiteral("86400")},
                              {QStringLiteral("mx"),
                               QJsonArray{QStringLiteral("mx.example.com"), QStringLiteral("*.example.net")}}}));
    }

    void writesFiles()
    {
        QTemporaryDir dir;
        const QString target = dir.filePath(QStringLiteral("new/place"));
        const auto run = [&target](const char *more) {
            return runCli(words("generate example.com --mx mx.example.com --output") + QStringList{target} +
                          words(more));
        };
        QCOMPARE(run("--id a").status, 0);
        const QString policy = target + QLatin1String("/.well-known/mta-sts.txt"),
                      zone = target + QLatin1String("/example.com.zone");
        QVERIFY(readFile(policy).startsWith("version: STSv1\r\n"));
        QVERIFY(readFile(zone).contains("id=a;"));
        const auto again = run("--id b");
        QCOMPARE(again.status, 64);
        QVERIFY(again.err.contains("--force"));
        QVERIFY(readFile(zone).contains("id=a;"));
        QCOMPARE(run("--id b --force").status, 0);
        QVERIFY(readFile(zone).contains("id=b;"));
        QCOMPARE(runCli(words("generate example.com --mx mx.example.com --output /proc/none")).status, 70);
    }

    void readsLiveMx_data()
    {
        QTest::addColumn<QList<facts::MxRecord>>("records");
        QTest::addColumn<QStringList>("patterns");
        using Records = QList<facts::MxRecord>;
        QTest::newRow("plain") << Records{{20, QStringLiteral("b.example.net")}, {10, QStringLiteral("a.example.net")}}
                               << words("a.example.net b.example.net");
        QTest::newRow("same host twice") << Records{{10, QStringLiteral("a.example.net")},
                                                    {20, QStringLiteral("a.example.net")}}
                                         << words("a.example.net");
        QTest::newRow("Google, one host")
            << Records{{1, QStringLiteral("smtp.google.com")}} << words("smtp.google.com");
        QTest::newRow("no host name") << Records{{1, QStringLiteral("a_b.example.net")},
                                                 {2, QStringLiteral("c.example.net")}}
                                      << words("c.example.net");
        QTest::newRow("null MX") << Records{{0, QString()}} << QStringList();
    }
    void readsLiveMx()
    {
        QFETCH(QList<facts::MxRecord>, records);
        const auto source = cli::patternsFrom(QStringLiteral("example.com"), {mxAnswer(records), {}, {}});
        QTEST(source.patterns, "patterns");
        QCOMPARE(source.problem.isEmpty(), !source.patterns.isEmpty());
        QVERIFY(!source.unknown);
    }

    void listsAWholeGoogleFamily()
    {
        const auto source = cli::patternsFrom(QStringLiteral("example.com"),
                                              {mxAnswer({{1, QStringLiteral("aspmx.l.google.com")},
                                                         {5, QStringLiteral("alt1.aspmx.l.google.com")},
                                                         {10, QStringLiteral("alt3.aspmx.l.google.com")},
                                                         {15, QStringLiteral("x.mx-verification.google.com")}}),
                                               {},
                                               {}});
        QVERIFY(source.patterns.contains(QStringLiteral("aspmx.l.google.com")));
        for (const QString &pattern : source.patterns)
            QVERIFY(pattern == QLatin1String("aspmx.l.google.com") ||
                    pattern.endsWith(QLatin1String(".aspmx.l.google.com")));
        QCOMPARE(source.notes.size(), 1);
    }

    void knowsWhatItDoesNotKnow()
    {
        const QString name = QStringLiteral("example.com");
        using enum facts::DnsStatus;
        const auto mx = [&name](facts::DnsStatus status) { return noAnswer(name, facts::RecordType::Mx, status); };
        const auto address = addressAnswer(name, facts::RecordType::A, {QStringLiteral("192.0.2.1")});
        const auto none = noAnswer(name, facts::RecordType::A, NoData);
        QCOMPARE(cli::patternsFrom(name, {mx(NoData), address, none}).patterns, QStringList{name});
        QVERIFY(!cli::patternsFrom(name, {mx(NoData), none, none}).unknown);
        QVERIFY(!cli::patternsFrom(name, {mx(NxDomain), none, none}).unknown);
        QVERIFY(cli::patternsFrom(name, {mx(NoData), none, noAnswer(name, facts::RecordType::Aaaa, Timeout)}).unknown);
        QVERIFY(cli::patternsFrom(name, {mx(ServFail), none, none}).unknown);
        QVERIFY(cli::patternsFrom(name, {mx(Bogus), none, none}).unknown);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("arguments");
        for (const char *line : {"",
                                 "example.com other.example",
                                 "example..com",
                                 "example.com --mode report",
                                 "example.com --max-age 86399",
                                 "example.com --max-age 31557601",
                                 "example.com --max-age x",
                                 "example.com --mx a,b",
                                 "example.com --mx *.*.example.net",
                                 "example.com --id a-b",
                                 "example.com --id aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                                 "example.com --rua ftp://x.example",
                                 "example.com --rua mailto:nobody",
                                 "example.com --format dnsmasq",
                                 "example.com --ttl -1",
                                 "example.com --force",
                                 "example.com --policy-host-target 192.0.2.1",
                                 "example.com --policy-host-address host.example.net",
                                 "example.com --policy-host-target mta-sts.example.com",
                                 "example.com --policy-host-target h.example --policy-host-address 192.0.2.1",
                                 "example.com --timeout 5",
                                 "example.com --json --output x"})
            QTest::newRow(*line ? line : "nothing") << QString::fromLatin1(line);
    }
    void refuses()
    {
        QFETCH(QString, arguments);
        QStringList all = words("generate") + arguments.split(u' ', Qt::SkipEmptyParts);
        if (!all.contains(QStringLiteral("--mx")))
            all += words("--mx mx.example.net");
        // The list would take a missing domain's place; here it must not.
        if (arguments.isEmpty())
            all = words("generate --mode testing");
        const auto result = runCli(all);
        QVERIFY2(result.status == 64, (result.out + result.err).constData());
        QCOMPARE(result.out, QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestGenerateCommand)
#include "test_generate_command.moc"
