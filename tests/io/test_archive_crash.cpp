// SPDX-License-Identifier: GPL-3.0-or-later
// A program that is killed in the middle of an import: what it had reported as committed is there, nothing is there
// twice, and the file is sound. ARCHIVE_KILLS sets the number of kills.
#include "archive_counts.h"

#include <QProcess>
#include <QRandomGenerator>

using namespace archive;
using namespace archive_reports;

namespace {

constexpr int reportCount = 4000;
constexpr int batch = 25;

/// Imports all reports from the start, and says after each batch how many are committed.
int importAll(const QString &path)
{
    auto archive = Archive::open(path);
    if (!archive)
        return 2;
    const auto reports = numberedUpTo(reportCount);
    for (int at = 0; at < reportCount; at += batch) {
        if (!ReportStore(*archive).add(std::span(reports).subspan(std::size_t(at), batch)))
            return 3;
        std::printf("%d\n", at + batch);
        std::fflush(stdout);
    }
    return 0;
}

} // namespace

class TestArchiveCrash : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void killedWhileImporting();
    void twoProgramsImportTheSame();
};

void TestArchiveCrash::killedWhileImporting()
{
    const int wanted = qEnvironmentVariableIntValue("ARCHIVE_KILLS");
    const int kills = wanted > 0 ? wanted : 20;
    QTemporaryDir folder;
    const QString path = folder.filePath("a.db");
    auto random = QRandomGenerator(8460);
    int midway = 0;
    int committed = 0;
    for (int kill = 0; kill < kills; ++kill) {
        if (committed == reportCount) { // everything is in: begin again
            for (const char *suffix : {"", "-wal", "-shm"})
                QFile::remove(path + suffix);
            committed = 0;
        }
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {"--import", path});
        QVERIFY(child.waitForReadyRead(30'000));
        QTest::qSleep(int(random.bounded(30)));
        child.kill();
        QVERIFY(child.waitForFinished());
        const QByteArrayList lines = child.readAllStandardOutput().split('\n'); // the last one may be cut: not counted
        committed = std::max(committed, lines.size() >= 2 ? lines[lines.size() - 2].toInt() : 0);
        midway += child.exitStatus() == QProcess::CrashExit ? 1 : 0;

        auto archive = Archive::open(path);
        ARCHIVE_OK(archive);
        ARCHIVE_OK(archive->check());
        const qlonglong there = count(*archive, "SELECT count(*) FROM reports");
        QVERIFY2(there >= committed, qPrintable(QStringLiteral("%1 of %2").arg(there).arg(committed)));
        QCOMPARE(there % batch, 0); // whole batches only
        const auto reports = numberedUpTo(int(there));
        const auto totals = ReportQueries(*archive).totals({});
        ARCHIVE_OK(totals);
        QCOMPARE(*totals, archive_counts::totals(reports, {}));
        QCOMPARE(count(*archive, "SELECT count(DISTINCT identity) FROM reports"), there);
        QCOMPARE(count(*archive, "SELECT count(*) FROM report_bytes"), there);
        QCOMPARE(count(*archive, "SELECT count(*) FROM details"), totals->failures.details);
        QCOMPARE(count(*archive, "SELECT coalesce(sum(details), 0) FROM sending_ips"), totals->failures.details);
    }
    QVERIFY2(midway > kills / 2, qPrintable(QString::number(midway)));
    QCOMPARE(importAll(path), 0);
    auto archive = Archive::open(path);
    ARCHIVE_OK(archive);
    QCOMPARE(archive_counts::difference(*archive, numberedUpTo(reportCount)), QString());
}

void TestArchiveCrash::twoProgramsImportTheSame()
{
    QTemporaryDir folder;
    const QString path = folder.filePath("a.db");
    QProcess first, second;
    for (QProcess *child : {&first, &second})
        child->start(QCoreApplication::applicationFilePath(), {"--import", path});
    for (QProcess *child : {&first, &second}) {
        QVERIFY(child->waitForFinished(120'000));
        QCOMPARE(child->exitCode(), 0);
    }
    auto archive = Archive::open(path);
    ARCHIVE_OK(archive);
    ARCHIVE_OK(archive->check());
    QCOMPARE(archive_counts::difference(*archive, numberedUpTo(reportCount)), QString());
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--import") == 0)
        return importAll(QString::fromLocal8Bit(argv[2]));
    TestArchiveCrash test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_archive_crash.moc"
