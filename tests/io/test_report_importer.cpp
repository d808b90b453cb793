// SPDX-License-Identifier: GPL-3.0-or-later
// Files into an archive: every outcome, hostile folders, the same import again, two importers at once, a stop in the
// middle, an archive that fails.
#include "archive/report_queries.h"
#include "io/file_source.h"
#include "io/report_importer.h"
#include "packed.h"
#include "report_files.h"

#include <QMap>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace io;
using support::reportJson;

namespace {

class Place
{
public:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    void writeReports(int count) const
    {
        for (int i = 0; i < count; ++i)
            write(QStringLiteral("in/%1.json").arg(i, 5, 10, QLatin1Char('0')), reportJson(i));
    }
    archive::Archive archive(const QString &name = QStringLiteral("archive.sqlite")) const
    {
        auto opened = archive::Archive::open(path(name));
        Q_ASSERT(opened);
        return std::move(*opened);
    }

private:
    QTemporaryDir m_folder;
};

struct Imported
{
    ImportResult result;
    QMap<QString, FileOutcome> files; ///< by path
    QStringList order;
};

Imported import(archive::Archive &archive, const QStringList &paths, const ImportOptions &options = {})
{
    Imported out;
    FileSource source(paths);
    out.result = ReportImporter(archive, options)
                     .run([&] { return source.next(); },
                          [&](const FileOutcome &outcome, const ImportResult &) {
                              out.files.insert(outcome.path, outcome);
                              out.order += outcome.path;
                          },
                          {});
    return out;
}

archive::Totals totalsOf(archive::Archive &archive)
{
    const auto totals = archive::ReportQueries(archive).totals({});
    Q_ASSERT(totals);
    return *totals;
}

std::string reasonOf(const FileOutcome &outcome)
{
    return outcome.faults.empty() ? std::string() : outcome.faults.front().reason;
}

} // namespace

class TestReportImporter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsEachOutcome()
    {
        Place place;
        place.write(QStringLiteral("in/1-good.json"), reportJson(1));
        place.write(QStringLiteral("in/2-again.json.gz"), packed::gzip(reportJson(1)));
        place.write(QStringLiteral("in/3-conflict.eml"), support::reportMail(packed::gzip(reportJson(1, 6))));
        place.write(QStringLiteral("in/4-none.txt"), "hello there");
        place.write(QStringLiteral("in/5-bomb.json.gz"), packed::gzip(QByteArray(64 << 20, ' ')));
        place.write(QStringLiteral("in/6-cut.json.gz"), packed::gzip(reportJson(2)).chopped(20));
        place.write(QStringLiteral("in/7-cut.json"), reportJson(3).chopped(20));
        place.write(QStringLiteral("in/8-empty.json"), "");
        place.write(QStringLiteral("in/9-last.json"), reportJson(9));
        archive::Archive archive = place.archive();
        const Imported done = import(archive, {place.path(QStringLiteral("in")), place.path(QStringLiteral("gone"))});
        const auto outcome = [&](const char *name) {
            return done.files.value(place.path(QStringLiteral("in/") + QLatin1String(name)));
        };
        QCOMPARE(done.order.size(), 10);
        QCOMPARE(outcome("1-good.json").outcome(), ImportOutcome::Imported);
        QCOMPARE(outcome("2-again.json.gz").outcome(), ImportOutcome::Duplicate);
        QCOMPARE(outcome("3-conflict.eml").outcome(), ImportOutcome::Conflict);
        QCOMPARE(outcome("4-none.txt").outcome(), ImportOutcome::NotAReport);
        QCOMPARE(outcome("5-bomb.json.gz").outcome(), ImportOutcome::Refused);
        QVERIFY(reasonOf(outcome("5-bomb.json.gz")).starts_with("cap-"));
        QCOMPARE(outcome("6-cut.json.gz").outcome(), ImportOutcome::NotAReport);
        QCOMPARE(reasonOf(outcome("6-cut.json.gz")), std::string("gzip-truncated"));
        QCOMPARE(outcome("7-cut.json").outcome(), ImportOutcome::NotAReport);
        QCOMPARE(reasonOf(outcome("7-cut.json")), std::string("truncated"));
        QCOMPARE(reasonOf(outcome("8-empty.json")), std::string("empty"));
        QCOMPARE(outcome("9-last.json").outcome(), ImportOutcome::Imported);
        const FileOutcome gone = done.files.value(place.path(QStringLiteral("gone")));
        QCOMPARE(gone.outcome(), ImportOutcome::Unreadable);
        QCOMPARE(reasonOf(gone), std::string("not-found"));
        QVERIFY(!done.result.stopped);
        QVERIFY(!done.result.error);
        QCOMPARE(done.result.files, 10);
        QCOMPARE(totalsOf(archive).reports, 3);
    }

    void countsAllReportsOfAFile()
    {
        Place place;
        QByteArray mbox;
        for (int i = 0; i < 1200; ++i)
            mbox += "From x@sender.example Tue Aug 20 03:00:11 2024\r\n" +
                    support::reportMail(i == 600 ? QByteArray("no gzip") : packed::gzip(reportJson(i))) + "\r\n";
        place.write(QStringLiteral("all.mbox"), mbox);
        archive::Archive archive = place.archive();
        const Imported done = import(archive, {place.path(QStringLiteral("all.mbox"))});
        QCOMPARE(done.order.size(), 1);
        const FileOutcome outcome = done.files.first();
        QCOMPARE(outcome.outcome(), ImportOutcome::Imported);
        QCOMPARE(outcome.counts.imported, 1199);
        QCOMPARE(outcome.counts.notReports, 1);
        QCOMPARE(totalsOf(archive).reports, 1199);
    }

    void survivesHostileFolders()
    {
#ifdef Q_OS_UNIX
        Place place;
        place.writeReports(3);
        const QString in = place.path(QStringLiteral("in"));
        const auto link = [&](const char *name, const QString &target) {
            QVERIFY(QFile::link(target, in + u'/' + QLatin1String(name)));
        };
        link("loop", in);
        link("dangling", QStringLiteral("/nonexistent"));
        link("device", QStringLiteral("/dev/zero"));
        link("outside.json", place.path(QStringLiteral("outside.json")));
        place.write(QStringLiteral("outside.json"), reportJson(77));
        QCOMPARE(mkfifo(QFile::encodeName(in + QLatin1String("/pipe")).constData(), 0600), 0);
        place.write(QStringLiteral("in/deep/a/b/c/d.json"), reportJson(50));
        place.write(QStringLiteral("in/locked.json"), reportJson(51));
        QFile::setPermissions(in + QLatin1String("/locked.json"), {});
        archive::Archive archive = place.archive();
        const Imported done = import(archive, {in, QStringLiteral("/dev/zero"), QStringLiteral("/proc/self/mem")});
        const auto reason = [&](const QString &path) { return reasonOf(done.files.value(path)); };
        for (const char *name : {"loop", "dangling", "device", "outside.json"})
            QCOMPARE(reason(in + u'/' + QLatin1String(name)), std::string("link"));
        QCOMPARE(reason(in + QLatin1String("/pipe")), std::string("special"));
        QCOMPARE(reason(QStringLiteral("/dev/zero")), std::string("special"));
        QCOMPARE(reason(QStringLiteral("/proc/self/mem")), std::string("unreadable"));
        const bool isRoot = geteuid() == 0; // whom no permission stops
        QCOMPARE(reason(in + QLatin1String("/locked.json")), std::string(isRoot ? "" : "unreadable"));
        QCOMPARE(done.result.counts.imported, isRoot ? 5 : 4);
        QCOMPARE(totalsOf(archive).reports, done.result.counts.imported);
#else
        QSKIP("Links and pipes are made the POSIX way here.");
#endif
    }

    void readsOnlyTheMailsOfAMaildir()
    {
        Place place;
        place.write(QStringLiteral("in/cur/1:2,S"), support::reportMail(packed::gzip(reportJson(1))));
        place.write(QStringLiteral("in/new/2"), support::reportMail(packed::gzip(reportJson(2))));
        place.write(QStringLiteral("in/tmp/3"), support::reportMail(packed::gzip(reportJson(3))));
        place.write(QStringLiteral("in/.Old/cur/4"), support::reportMail(packed::gzip(reportJson(4))));
        place.write(QStringLiteral("in/.Old/new/.keep"), reportJson(6));
        place.write(QStringLiteral("in/dovecot-uidlist"), "3 V1");
        archive::Archive archive = place.archive();
        const Imported done = import(archive, {place.path(QStringLiteral("in"))});
        QCOMPARE(done.result.counts.imported, 3);
        QCOMPARE(done.result.files, 3);
    }

    void secondImportChangesNothing()
    {
        Place place;
        place.writeReports(700);
        archive::Archive archive = place.archive();
        const QStringList paths{place.path(QStringLiteral("in"))};
        QCOMPARE(import(archive, paths).result.counts.imported, 700);
        const archive::Totals before = totalsOf(archive);
        const auto listed = archive::ReportQueries(archive).list({}, {1000, 0});
        const Imported again = import(archive, paths);
        QCOMPARE(again.result.counts.duplicates, 700);
        QCOMPARE(again.result.counts.imported, 0);
        QVERIFY(totalsOf(archive) == before);
        const auto relisted = archive::ReportQueries(archive).list({}, {1000, 0});
        QVERIFY(listed && relisted);
        QCOMPARE(relisted->size(), listed->size());
        for (std::size_t i = 0; i < listed->size(); ++i)
            QCOMPARE((*relisted)[i].id, (*listed)[i].id);
    }

    void keepsTheOrderOfTheFiles()
    {
        Place place;
        place.writeReports(300);
        archive::Archive archive = place.archive();
        const Imported done = import(archive, {place.path(QStringLiteral("in"))}, {.threads = 4, .batchReports = 7});
        QStringList sorted = done.order;
        sorted.sort();
        QCOMPARE(done.order, sorted);
        QCOMPARE(done.order.size(), 300);
    }

    void twoImportersAgree()
    {
        Place place;
        place.writeReports(600);
        const QStringList paths{place.path(QStringLiteral("in"))};
        {
            place.archive();
        } // the schema is there before they begin
        std::atomic<qint64> imported = 0, duplicates = 0, errors = 0;
        const auto work = [&] {
            archive::Archive archive = place.archive();
            const Imported done = import(archive, paths, {.threads = 1, .batchReports = 20});
            imported += done.result.counts.imported;
            duplicates += done.result.counts.duplicates;
            errors += done.result.error.has_value();
        };
        {
            std::jthread one(work);
            std::jthread two(work);
        }
        QCOMPARE(qint64(errors), 0);
        QCOMPARE(qint64(imported), 600);
        QCOMPARE(qint64(duplicates), 600);
        archive::Archive archive = place.archive();
        QCOMPARE(totalsOf(archive).reports, 600);
        QVERIFY(archive.check());
    }

    void stopKeepsWhatWasCommitted()
    {
        Place place;
        place.writeReports(500);
        archive::Archive archive = place.archive();
        std::stop_source stop;
        FileSource source(QStringList{place.path(QStringLiteral("in"))});
        qint64 told = 0;
        const ImportResult result = ReportImporter(archive, {.batchReports = 50})
                                        .run([&] { return source.next(); },
                                             [&](const FileOutcome &outcome, const ImportResult &) {
                                                 told += outcome.counts.imported;
                                                 if (told == 120)
                                                     stop.request_stop();
                                             },
                                             stop.get_token());
        QVERIFY(result.stopped);
        QVERIFY(told >= 120 && told < 500);
        QCOMPARE(totalsOf(archive).reports, told);
        QCOMPARE(import(archive, {place.path(QStringLiteral("in"))}).result.counts.imported, 500 - told);
    }

    void stopBeforeTheStartDoesNothing()
    {
        Place place;
        place.writeReports(5);
        archive::Archive archive = place.archive();
        std::stop_source stop;
        stop.request_stop();
        FileSource source(QStringList{place.path(QStringLiteral("in"))});
        const ImportResult result = ReportImporter(archive).run([&] { return source.next(); }, {}, stop.get_token());
        QVERIFY(result.stopped);
        QCOMPARE(result.files, 0);
        QCOMPARE(totalsOf(archive).reports, 0);
    }

    void tellsWhenTheArchiveFails()
    {
        Place place;
        place.writeReports(200);
        archive::Archive archive = place.archive();
        import(archive, {place.path(QStringLiteral("in/00000.json"))});
        // Another program holds the lock for longer than this one waits.
        auto blocker = archive::Archive::open(place.path(QStringLiteral("archive.sqlite")));
        QVERIFY(blocker);
        QVERIFY(blocker->connection().run(QStringLiteral("BEGIN IMMEDIATE")));
        auto impatient = archive::Archive::open(place.path(QStringLiteral("archive.sqlite")), {.busyMs = 50});
        QVERIFY(impatient);
        const Imported failed = import(*impatient, {place.path(QStringLiteral("in"))}, {.batchReports = 10});
        QVERIFY(failed.result.error);
        QCOMPARE(failed.result.error->code, archive::ErrorCode::Locked);
        QVERIFY(failed.order.isEmpty());
        QVERIFY(blocker->connection().run(QStringLiteral("ROLLBACK")));
        QCOMPARE(totalsOf(archive).reports, 1);
        QCOMPARE(import(*impatient, {place.path(QStringLiteral("in"))}).result.counts.imported, 199);
    }
};

QTEST_GUILESS_MAIN(TestReportImporter)
#include "test_report_importer.moc"
