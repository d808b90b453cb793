// SPDX-License-Identifier: GPL-3.0-or-later
// `reports …` as a program: the JSON of parse, exit statuses, import and what the archive answers, exports, hostile
// texts, a watched folder.
#include "cli_run.h"
#include "packed.h"
#include "report_files.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace support;

namespace {

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(u' ', Qt::SkipEmptyParts);
}

/// Further reports, when there are any beside the sources.
QString sharedReports()
{
    return qEnvironmentVariable("SIGILLO_SHARED", QStringLiteral(SOURCE_DIR "/../shared")) + QLatin1String("/reports");
}

/// A folder with an archive in it.
class Place
{
public:
    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    CliResult run(QStringList arguments, const CliSetting &setting = {}) const
    {
        arguments.prepend(QStringLiteral("reports"));
        return runCli(arguments + archive(), setting);
    }
    QStringList archive() const { return {QStringLiteral("--archive"), path("archive.sqlite")}; }

private:
    QTemporaryDir m_folder;
};

CliResult parse(const QStringList &paths)
{
    return runCli(QStringList{QStringLiteral("reports"), QStringLiteral("parse"), QStringLiteral("--json")} + paths);
}

// What the terminal, the spreadsheet and the browser must not get raw.
const QByteArray hostile = "=cmd|' /C calc'!A0 <script>alert(1)</script> \\u001b[31m\\u202e\\u0007 \\u0000 \xC2\x9B";

QByteArray hostileReport()
{
    return reportJson(1)
        .replace("\"Sender\"", '"' + hostile + '"')
        .replace("\"certificate-expired\"", '"' + hostile + '"')
        .replace("mx.receiver.example", hostile)
        .replace("\"r1\"", '"' + hostile + '"');
}

} // namespace

class TestReportsCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refuses_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char *arguments, const char *says) {
            QTest::newRow(arguments) << words(arguments) << QByteArray(says);
        };
        row("reports", "parse, import");
        row("reports audit", "parse, import");
        row("reports parse", "at least one");
        row("reports import", "at least one");
        row("reports parse --archive x y", "no option --archive");
        row("reports list extra", "takes options only");
        row("reports list --since yesterday", "--since takes a day");
        row("reports list --since 2024-02-02 --until 2024-02-01", "later than");
        row("reports list --result-type tea", "--result-type takes one of");
        row("reports list --policy-type tea", "--policy-type takes one of");
        row("reports list --mode tea", "--mode takes one of");
        row("reports list --limit -1", "--limit takes");
        row("reports export", "--format");
        row("reports export --format pdf", "--format");
        row("reports watch /nonexistent", "/nonexistent");
        row("reports watch", "one folder");
        row("reports parse x --resolver 192.0.2.1", "without --dkim");
        row("reports explain", "one result type");
        row("reports explain a b c", "one result type");
        row("reports explain a --policy-type x", "--policy-type takes one of");
        row("reports list --archive=", "--archive needs");
    }
    void refuses()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, says);
        const auto result = runCli(arguments);
        QCOMPARE(result.status, 64);
        QCOMPARE(result.out, QByteArray());
        QVERIFY2(result.err.contains(says), result.err.constData());
    }

    void printsHelp()
    {
        const auto group = runCli(words("reports --help"));
        QCOMPARE(group.status, 0);
        for (const char *name : {"parse", "import", "watch", "list", "summary", "failures", "export", "explain"}) {
            QVERIFY2(group.out.contains(QByteArray("reports ") + name), name);
            const auto own = runCli({QStringLiteral("reports"), QLatin1String(name), QStringLiteral("--help")});
            QCOMPARE(own.status, 0);
            QVERIFY2(own.out.contains("Exit status") || own.out.contains("xit status"), name);
            QCOMPARE(runCli({QStringLiteral("help"), QStringLiteral("reports"), QLatin1String(name)}).out, own.out);
        }
        QVERIFY(!group.out.contains("  check "));
    }

    void parsesToJson()
    {
        Place place;
        QVERIFY(writeFile(place.path("a.json"), reportJson(1).replace("\"mx-host\":[\"mx.receiver.example\"]",
                                                                      "\"mx-host\":\"mx.receiver.example\"")));
        QVERIFY(writeFile(place.path("b.eml"), reportMail(packed::gzip(reportJson(2)))));
        QVERIFY(writeFile(place.path("c.txt"), "nothing"));
        const auto result = parse({place.path("a.json"), place.path("b.eml"), place.path("c.txt")});
        QCOMPARE(result.status, 1);
        QCOMPARE(result.err, QByteArray());
        const QJsonObject out = result.json();
        QCOMPARE(out.keys(), (QStringList{QStringLiteral("rejected"), QStringLiteral("reports")}));
        const QJsonArray reports = out[u"reports"].toArray();
        QCOMPARE(reports.size(), 2);
        const QJsonObject first = reports[0].toObject();
        QCOMPARE(first.keys(), (QStringList{QStringLiteral("deviations"), QStringLiteral("dkim"),
                                            QStringLiteral("report"), QStringLiteral("source")}));
        QCOMPARE(first[u"source"].toString(), place.path("a.json"));
        QCOMPARE(first[u"dkim"][u"verdict"].toString(), QStringLiteral("no-mail"));
        QCOMPARE(first[u"report"].toObject(), QJsonDocument::fromJson(reportJson(1)).object());
        const QJsonObject deviation = first[u"deviations"][0].toObject();
        QCOMPARE(deviation.keys(),
                 (QStringList{QStringLiteral("clause"), QStringLiteral("code"), QStringLiteral("known_senders"),
                              QStringLiteral("value"), QStringLiteral("where")}));
        QCOMPARE(deviation[u"code"].toString(), QStringLiteral("not-an-array"));
        QVERIFY(reports[1][u"source"].toString().startsWith(place.path("b.eml") + u'!'));
        QCOMPARE(reports[1][u"dkim"][u"verdict"].toString(), QStringLiteral("none"));
        const QJsonObject rejected = out[u"rejected"][0].toObject();
        QCOMPARE(rejected.keys(), (QStringList{QStringLiteral("reason"), QStringLiteral("source")}));
        QCOMPARE(rejected[u"source"].toString(), place.path("c.txt"));
        QCOMPARE(rejected[u"reason"].toString(), QStringLiteral("not-a-report"));
    }

    void givesAnExitStatus()
    {
        Place place;
        QVERIFY(writeFile(place.path("good.json"), reportJson(1)));
        QVERIFY(writeFile(place.path("bad.json"), "{"));
        QCOMPARE(parse({place.path("good.json")}).status, 0);
        QCOMPARE(parse({place.path("good.json"), place.path("bad.json")}).status, 1);
        QCOMPARE(parse({place.path("bad.json")}).status, 2);
        const auto gone = parse({place.path("gone.json")});
        QCOMPARE(gone.status, 2);
        QCOMPARE(gone.json()[u"rejected"][0][u"reason"].toString(), QStringLiteral("not-found"));
        const QString import = QStringLiteral("import");
        QCOMPARE(place.run({import, place.path("good.json")}).status, 0);
        QCOMPARE(place.run({import, place.path("good.json"), place.path("bad.json")}).status, 1);
        QCOMPARE(place.run({import, place.path("bad.json")}).status, 2);
        QCOMPARE(runCli({QStringLiteral("reports"), import, place.path("good.json"), QStringLiteral("--archive"),
                         place.path("good.json/x.sqlite")})
                     .status,
                 70);
        QCOMPARE(runCli({QStringLiteral("reports"), QStringLiteral("list"), QStringLiteral("--archive"),
                         place.path("none.sqlite")})
                     .status,
                 70);
        QVERIFY(!QFileInfo::exists(place.path("none.sqlite")));
    }

    void archivesAndAnswers()
    {
        Place place;
        for (int i = 0; i < 3; ++i)
            QVERIFY(writeFile(place.path("in") + QStringLiteral("/%1.json").arg(i), reportJson(i)));
        QVERIFY(writeFile(place.path("in/again.json.gz"), packed::gzip(reportJson(2))));
        const auto imported = place.run({QStringLiteral("import"), place.path("in"), QStringLiteral("--json")});
        QCOMPARE(imported.status, 0);
        QCOMPARE(imported.json()[u"imported"].toInt(), 3);
        QCOMPARE(imported.json()[u"duplicates"].toInt(), 1);
        QCOMPARE(imported.json()[u"files"].toInt(), 4);

        const auto list = place.run(words("list --json --domain receiver.example --result-type certificate-expired"));
        QCOMPARE(list.json()[u"reports"].toArray().size(), 3);
        QCOMPARE(list.json()[u"reports"][0][u"sender"].toString(), QStringLiteral("sender.example"));
        QCOMPARE(place.run(words("list --json --limit 1")).json()[u"reports"].toArray().size(), 1);
        for (const char *none :
             {"--domain other.example", "--sender other.example", "--since 2024-08-21", "--until 2024-08-19",
              "--mx other.example", "--mode testing", "--policy-type tlsa", "--result-type dane-required"})
            QCOMPARE(place.run(words("list --json") + words(none)).json()[u"reports"].toArray().size(), 0);

        const QJsonObject summary = place.run(words("summary --json")).json();
        QCOMPARE(summary[u"reports"].toInt(), 3);
        QCOMPARE(summary[u"sessions"][u"successful"].toInt(), 15);
        QCOMPARE(summary[u"sessions"][u"failed"].toInt(), 3);
        QCOMPARE(summary[u"by_mode"][0][u"key"].toString(), QStringLiteral("enforce"));
        QVERIFY(place.run(words("summary")).out.contains("16.67%"));

        const QJsonArray failures = place.run(words("failures --json")).json()[u"failures"].toArray();
        QCOMPARE(failures.size(), 3);
        QCOMPARE(failures[0][u"result_type"].toString(), QStringLiteral("certificate-expired"));
        QCOMPARE(failures[0][u"failed_session_count"].toInt(), 1);
    }

    void exportEqualsParse()
    {
        if (!QFileInfo(sharedReports()).isDir())
            QSKIP("There are no further sample reports beside the sources.");
        Place place;
        // Equal reports are one in the archive, so each file gets an archive of its own.
        QDirIterator files(sharedReports(), QDir::Files, QDirIterator::Subdirectories);
        int compared = 0;
        while (files.hasNext()) {
            const QString file = files.next();
            Place own;
            QCOMPARE(own.run({QStringLiteral("import"), file}).status, 0);
            const auto exported = own.run(words("export --format json"));
            QCOMPARE(exported.status, 0);
            const auto parsed = parse({file});
            QCOMPARE(parsed.status, 0);
            const QJsonArray want = parsed.json()[u"reports"].toArray();
            const QJsonArray have = exported.json()[u"reports"].toArray();
            QVERIFY2(!want.isEmpty(), qPrintable(file));
            QCOMPARE(have.size(), want.size());
            for (qsizetype i = 0; i < want.size(); ++i)
                for (const char *part : {"report", "deviations", "source"})
                    QCOMPARE(have[i][QLatin1String(part)], want[i][QLatin1String(part)]);
            ++compared;
        }
        QVERIFY(compared > 0);
    }

    void hostileTextsStayTexts()
    {
        Place place;
        QVERIFY(writeFile(place.path("h\x1b[31m.json"), hostileReport()));
        QVERIFY(writeFile(place.path("bad\x1b[31m.json"), "{"));
        const QStringList files{place.path("h\x1b[31m.json"), place.path("bad\x1b[31m.json")};
        for (const auto &result :
             {parse(files), runCli(words("reports parse") + files), place.run(words("import --verbose") + files),
              place.run(words("import --json --verbose") + files), place.run(words("list")),
              place.run(words("list --json")), place.run(words("summary")), place.run(words("summary --json")),
              place.run(words("failures")), place.run(words("failures --json")),
              place.run(words("export --format json")), place.run(words("export --format html")),
              runCli(words("reports explain") + QStringList{QString::fromUtf8("a\x1b[31m"), QString(QChar(0x202e))})}) {
            QVERIFY(result.status >= 0 && result.status < 3);
            QVERIFY(!result.out.isEmpty());
            QVERIFY2(isHarmless(result.out), result.out.constData());
            QVERIFY2(isHarmless(result.err), result.err.constData());
        }
        const auto html = place.run(words("export --format html"));
        QVERIFY(!html.out.contains("<script"));
        const auto csv = place.run(words("export --format csv"));
        QVERIFY(isHarmless(QByteArray(csv.out).replace("\r\n", "\n")));
        QVERIFY(csv.out.contains("\n'=cmd") || csv.out.contains("\n\"'=cmd"));
        QVERIFY(!csv.out.contains("\n=") && !csv.out.contains(",=") && !csv.out.contains(",\"="));
    }

    void exportsIntoAFile()
    {
        Place place;
        QVERIFY(writeFile(place.path("a.json"), reportJson(1)));
        QCOMPARE(place.run({QStringLiteral("import"), place.path("a.json")}).status, 0);
        const auto toStdout = place.run(words("export --format csv"));
        QCOMPARE(toStdout.out.count("\r\n"), 3);
        const auto toFile = place.run(words("export --format csv --output") + QStringList{place.path("out.csv")});
        QCOMPARE(toFile.status, 0);
        QCOMPARE(toFile.out, QByteArray());
        QCOMPARE(readFile(place.path("out.csv")), toStdout.out);
        QCOMPARE(place.run(words("export --format csv --output /dev/full/x")).status, 70);
        QCOMPARE(place.run(words("export --format csv"), {.outputFile = QStringLiteral("/dev/full")}).status, 70);
    }

    void usesTheFolderOfTheUser()
    {
        Place place;
        QVERIFY(writeFile(place.path("a.json"), reportJson(1)));
        const CliSetting setting{.environment = {QLatin1String("XDG_DATA_HOME=") + place.path("data")}};
        QCOMPARE(runCli({QStringLiteral("reports"), QStringLiteral("import"), place.path("a.json")}, setting).status,
                 0);
        QVERIFY(QFileInfo::exists(place.path("data/sigillo/archive.sqlite")));
        QCOMPARE(runCli(words("reports list --json"), setting).json()[u"reports"].toArray().size(), 1);
    }

    void explains()
    {
        const auto known = runCli(words("reports explain certificate-expired --json --mx mx.receiver.example"));
        QCOMPARE(known.status, 0);
        QCOMPARE(known.json()[u"side"].toString(), QStringLiteral("receiver"));
        QVERIFY(!known.json()[u"fix"].toString().isEmpty());
        QVERIFY(runCli(words("reports explain certificate-expired")).out.contains("Fix"));
        QCOMPARE(runCli(words("reports explain made-up")).status, 1);
    }

    void watchesAFolder()
    {
#ifdef Q_OS_UNIX
        Place place;
        QVERIFY(writeFile(place.path("in/a.json"), reportJson(1)));
        const CliSetting setting{.environment = { QLatin1String("XDG_DATA_HOME=") + place.path("data") }};
        for (int round = 0; round < 2; ++round) {
            QProcess process;
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
            environment.insert(QStringLiteral("XDG_DATA_HOME"), place.path("data"));
            process.setProcessEnvironment(environment);
            process.start(QStringLiteral(CLI_PROGRAM),
                          words("reports watch --json") + QStringList{place.path("in")} + place.archive());
            QByteArray out;
            const auto waitFor = [&](const char *what) {
                QElapsedTimer clock;
                clock.start();
                while (!out.contains(what) && clock.elapsed() < 30'000 && process.state() != QProcess::NotRunning) {
                    process.waitForReadyRead(200);
                    out += process.readAllStandardOutput();
                }
                return out.contains(what);
            };
            if (round == 0)
                QVERIFY2(waitFor("a.json"), out.constData());
            else
                QVERIFY(process.waitForStarted());
            const QByteArray name = round == 0 ? "b.json" : "c.json";
            QVERIFY(writeFile(place.path(("in/" + name).constData()), reportJson(10 + round)));
            QVERIFY2(waitFor(name.constData()), out.constData());
            // What was done before the restart does not come again.
            QCOMPARE(out.contains("a.json"), round == 0);
            for (const QByteArray &line : out.trimmed().split('\n'))
                QCOMPARE(QJsonDocument::fromJson(line)[u"outcome"].toString(), QStringLiteral("imported"));
            ::kill(pid_t(process.processId()), SIGTERM);
            QVERIFY(process.waitForFinished(10'000));
            QCOMPARE(process.exitStatus(), QProcess::NormalExit);
            QCOMPARE(process.exitCode(), 0);
        }
        QCOMPARE(place.run(words("list --json")).json()[u"reports"].toArray().size(), 3);
#else
        QSKIP("The program is told to end the POSIX way here.");
#endif
    }
};

QTEST_GUILESS_MAIN(TestReportsCommand)
#include "test_reports_command.moc"
