// SPDX-License-Identifier: GPL-3.0-or-later
// `reports import` when the program is killed, or its archive cannot be written: what it had reported is there and
// nothing twice, everything else gives a clear error, and another import completes what is missing. ARCHIVE_KILLS sets
// the number of kills. A full disk and a read-only folder are mounts in a namespace of their own, so that they bite
// root too.
#include "archive/archive.h"
#include "cli_run.h"
#include "report_files.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace support;

namespace {

constexpr int many = 8000; ///< several transactions

QByteArray numberedReport(int number)
{
    return reportJson(number).replace("192.0.2.1", "192.0.2." + QByteArray::number(number % 200));
}

bool writeReports(const QString &folder, int end, int begin = 0)
{
    for (int i = begin; i < end; ++i)
        if (!writeFile(QStringLiteral("%1/%2.json").arg(folder).arg(i, 6, 10, QLatin1Char('0')), numberedReport(i)))
            return false;
    return true;
}

QStringList importWords(const QString &reports, const QString &archive)
{
    return {QStringLiteral("reports"),   QStringLiteral("import"),
            QStringLiteral("--verbose"), reports,
            QStringLiteral("--archive"), archive};
}

/// How many reports an output calls imported. A line that was cut is none.
int told(const QByteArray &output)
{
    return int(output.count(".json: 1 imported\n"));
}

/// A sound archive, whose tables agree; the number of its reports, or -1 and why not.
qlonglong reportsIn(const QString &path, QString *why)
{
    auto archive = archive::Archive::open(path, {.mustExist = true});
    if (!archive) {
        *why = archive::message(archive.error());
        return -1;
    }
    if (auto sound = archive->check(); !sound) {
        *why = archive::message(sound.error());
        return -1;
    }
    const auto count = [&](const char *sql) {
        const auto value = archive->connection().value(QString::fromLatin1(sql));
        return value ? value->toLongLong() : -1;
    };
    const qlonglong reports = count("SELECT count(*) FROM reports");
    for (const char *sql :
         {"SELECT count(DISTINCT identity) FROM reports", "SELECT count(*) FROM report_bytes",
          "SELECT count(*) FROM policies", "SELECT count(*) FROM details",
          "SELECT coalesce(sum(details), 0) FROM failures", "SELECT coalesce(sum(details), 0) FROM sending_ips"})
        if (count(sql) != reports) {
            *why = QStringLiteral("%1: %2 of %3").arg(QLatin1String(sql)).arg(count(sql)).arg(reports);
            return -1;
        }
    return reports;
}

/// Runs a script of the shell as root of a namespace with mounts of its own.
CliResult inNamespace(const char *script, const QStringList &arguments)
{
    QProcess shell;
    shell.start(QStringLiteral("unshare"),
                QStringList{QStringLiteral("-r"), QStringLiteral("-n"), QStringLiteral("-m"), QStringLiteral("sh"),
                            QStringLiteral("-c"), QString::fromLatin1(script), QStringLiteral("sh")} +
                    arguments);
    CliResult result;
    if (shell.waitForFinished(120'000) && shell.exitStatus() == QProcess::NormalExit)
        result.status = shell.exitCode();
    result.out = shell.readAllStandardOutput();
    result.err = shell.readAllStandardError();
    return result;
}

} // namespace

class TestReportsArchiveFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void killed();
    void diskFull();
    void readOnlyFolder();
    void locked();
    void damaged();

private:
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    bool fill(int reports)
    {
        return writeReports(path("in"), reports) && runCli(importWords(path("in"), path("a.sqlite"))).status == 0;
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_why;
};

#define REPORTS_IN(path, expected)                                                                                     \
    do {                                                                                                               \
        const qlonglong found = reportsIn(path, &m_why);                                                               \
        QVERIFY2(found == (expected), qPrintable(QStringLiteral("%1 %2").arg(found).arg(m_why)));                      \
    } while (false)

void TestReportsArchiveFaults::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_why.clear();
}

void TestReportsArchiveFaults::killed()
{
    const int wanted = qEnvironmentVariableIntValue("ARCHIVE_KILLS");
    const int kills = wanted > 0 ? wanted : 20;
    QVERIFY(writeReports(path("in"), many));
    const QString archive = path("a.sqlite");
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(runCli(importWords(path("in"), path("whole.sqlite"))).status, 0);
    const auto whole = quint32(clock.elapsed());
    QRandomGenerator random(8460);
    int midway = 0, committed = 0;
    for (int kill = 0; kill < kills; ++kill) {
        QProcess program;
        program.start(QStringLiteral(CLI_PROGRAM), importWords(path("in"), archive));
        QVERIFY(program.waitForStarted());
        program.waitForFinished(int(random.bounded(whole + 1)));
        midway += program.state() == QProcess::Running ? 1 : 0;
        program.kill();
        program.waitForFinished();
        committed += told(program.readAllStandardOutput());
        if (!QFile::exists(archive)) // before it was made
            continue;
        const qlonglong there = reportsIn(archive, &m_why);
        QVERIFY2(there >= committed, qPrintable(QStringLiteral("%1 of %2 %3").arg(there).arg(committed).arg(m_why)));
        committed = int(there);
        if (committed == many) { // everything is in: begin again
            for (const char *suffix : {"", "-wal", "-shm"})
                QFile::remove(archive + QLatin1String(suffix));
            committed = 0;
        }
    }
    QVERIFY2(midway > kills / 3, qPrintable(QString::number(midway)));
    const CliResult rest = runCli(importWords(path("in"), archive));
    QCOMPARE(rest.status, 0);
    QCOMPARE(told(rest.out), many - committed);
    REPORTS_IN(archive, many);
}

void TestReportsArchiveFaults::diskFull()
{
    QVERIFY(fill(50));
    QVERIFY(writeReports(path("in"), many));
    QVERIFY(QDir().mkpath(path("small")) && QDir().mkpath(path("after")));
    const CliResult result =
        inNamespace("mount -t tmpfs -o size=2m tmpfs \"$2\" || exit 99\n"
                    "cp \"$4\" \"$2/a.sqlite\"\n"
                    "\"$1\" reports import --verbose \"$3\" --archive \"$2/a.sqlite\"\n"
                    "status=$?\n"
                    "cp \"$2\"/a.sqlite* \"$5\" || exit 98\n"
                    "exit $status",
                    {QStringLiteral(CLI_PROGRAM), path("small"), path("in"), path("a.sqlite"), path("after")});
    if (result.status == 99 || result.status == 1)
        QSKIP(qPrintable(QStringLiteral("no namespace with a small disk: ") + QString::fromUtf8(result.err)));
    QCOMPARE(result.status, 70);
    QVERIFY2(result.err.contains("There is no space left to write the archive " + path("small/a.sqlite").toUtf8()),
             result.err.constData());
    QVERIFY2(result.err.contains("Free space on the disk and try again."), result.err.constData());
    // Nothing but whole transactions, and all that was told.
    const int before = 50 + told(result.out);
    QVERIFY(before < many);
    REPORTS_IN(path("after/a.sqlite"), before);
    QCOMPARE(runCli(importWords(path("in"), path("after/a.sqlite"))).status, 0);
    REPORTS_IN(path("after/a.sqlite"), many);
}

void TestReportsArchiveFaults::readOnlyFolder()
{
    QVERIFY(QDir().mkpath(path("fixed")));
    QVERIFY(writeReports(path("in"), 20));
    QCOMPARE(runCli(importWords(path("in"), path("fixed/a.sqlite"))).status, 0);
    const QByteArray before = readFile(path("fixed/a.sqlite"));
    QVERIFY(writeReports(path("in"), 40));
    for (const char *name : {"fixed/a.sqlite", "fixed/new.sqlite"}) {
        const CliResult result =
            inNamespace("mount --bind \"$2\" \"$2\" && mount -o remount,bind,ro \"$2\" || exit 99\n"
                        "exec \"$1\" reports import \"$3\" --archive \"$4\"",
                        {QStringLiteral(CLI_PROGRAM), path("fixed"), path("in"), path(name)});
        if (result.status == 99 || result.status == 1)
            QSKIP(qPrintable(QStringLiteral("no namespace with a read-only folder: ") + QString::fromUtf8(result.err)));
        QCOMPARE(result.status, 70);
        QVERIFY2(result.err.contains("The archive " + path(name).toUtf8() + " cannot be written."),
                 result.err.constData());
        QVERIFY2(result.err.contains("Make the file and its folder writable"), result.err.constData());
    }
    QCOMPARE(readFile(path("fixed/a.sqlite")), before);
    REPORTS_IN(path("fixed/a.sqlite"), 20);
}

void TestReportsArchiveFaults::locked()
{
    QVERIFY(fill(20));
    QVERIFY(writeReports(path("in"), 40));
    CliResult result;
    {
        auto holder = archive::Archive::open(path("a.sqlite"));
        QVERIFY(holder.has_value());
        QVERIFY(holder->connection()
                    .transaction([&]() -> archive::Result<> {
                        result = runCli(importWords(path("in"), path("a.sqlite")));
                        return {};
                    })
                    .has_value());
    }
    QCOMPARE(result.status, 70);
    QVERIFY2(result.err.contains("Another program holds the archive " + path("a.sqlite").toUtf8()),
             result.err.constData());
    QVERIFY2(result.err.contains("Wait until the other program has finished"), result.err.constData());
    QCOMPARE(told(result.out), 0);
    REPORTS_IN(path("a.sqlite"), 20);
    QCOMPARE(runCli(importWords(path("in"), path("a.sqlite"))).status, 0);
    REPORTS_IN(path("a.sqlite"), 40);
}

void TestReportsArchiveFaults::damaged()
{
    QVERIFY(fill(400));
    QFile file(path("a.sqlite"));
    QVERIFY(file.open(QIODevice::ReadWrite));
    for (qint64 at = 8192 * 3; at < file.size(); at += 8192) {
        file.seek(at);
        file.write(QByteArray(4000, '\xA5'));
    }
    file.close();
    const QByteArray before = readFile(path("a.sqlite"));
    const CliResult result = runCli(importWords(path("in"), path("a.sqlite")));
    QCOMPARE(result.status, 70);
    QVERIFY2(result.err.contains("The archive " + path("a.sqlite").toUtf8() + " is damaged."), result.err.constData());
    QVERIFY2(result.err.contains("The reason given: ") && result.err.contains("Restore the file from a copy"),
             result.err.constData());
    QCOMPARE(readFile(path("a.sqlite")), before);
}

QTEST_GUILESS_MAIN(TestReportsArchiveFaults)
#include "test_reports_archive_faults.moc"
