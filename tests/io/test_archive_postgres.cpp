// SPDX-License-Identifier: GPL-3.0-or-later
// The same schema and queries on PostgreSQL, against a real server: every answer equals the count that SQLite's answers
// equal, and writers at the same time agree.
#include "archive_counts.h"
#include "postgres_server.h"

#include "archive/facts_store.h"
#include "archive/migrations.h"
#include "archive/plan_store.h"
#include "archive/retention.h"

#include <thread>

using namespace archive;
using namespace archive_reports;

class TestArchivePostgres : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void opensByWordsAndByUrl();
    void comesBackEqual();
    void answersEqualACount();
    void identityRules();
    void writersAtTheSameTimeAgree();
    void openersAtTheSameTimeAgree();
    void purges();
    void addsUpWhatAnOlderVersionKept();
    void keepsFactsAndPlans();
    void refusesANewerSchema();
    void refusesAForeignDatabase();
    void saysThatNoServerAnswers();
    void givesUpWaitingForALock();

private:
    Archive open(const QString &dsn)
    {
        auto opened = Archive::open(dsn, {.busyMs = 5000});
        if (!opened)
            qFatal("%s", qPrintable(message(opened.error())));
        return std::move(*opened);
    }
    QString fresh() { return m_server.words(m_server.createDatabase()); }
    PostgresServer m_server;
};

void TestArchivePostgres::initTestCase()
{
    if (PostgresServer::programs().isEmpty())
        QSKIP("PostgreSQL is not installed");
    if (!QSqlDatabase::isDriverAvailable("QPSQL"))
        QSKIP("Qt's driver for PostgreSQL is not installed");
    const QString why = m_server.start();
    QVERIFY2(why.isEmpty(), qPrintable(why));
}

void TestArchivePostgres::opensByWordsAndByUrl()
{
    const QString database = m_server.createDatabase();
    {
        Archive archive = open(m_server.words(database));
        const StoredReport report = numbered(1);
        ARCHIVE_OK(ReportStore(archive).add({&report, 1}));
    }
    Archive again = open(m_server.url(database));
    QCOMPARE(count(again, "SELECT count(*) FROM reports"), 1);
}

void TestArchivePostgres::comesBackEqual()
{
    Archive archive = open(fresh());
    StoredReport in = stored(fullReport());
    in.trust = Trust::Verified;
    in.dkim = "pass";
    in.source = "with 'quotes' and \\ and ?";
    in.evidence = "{\"subject\":\"\\u0000\"}";
    const auto added = ReportStore(archive).add({&in, 1});
    ARCHIVE_OK(added);
    const auto out = ReportQueries(archive).report(added->at(0).id);
    ARCHIVE_OK(out);
    QVERIFY((*out)->stored.report == in.report);
    QCOMPARE((*out)->stored.source, in.source);
    QCOMPARE((*out)->stored.evidence, in.evidence);
    QCOMPARE((*out)->stored.identity, in.identity);
    QCOMPARE((*out)->stored.bytes, in.bytes);
}

void TestArchivePostgres::answersEqualACount()
{
    Archive archive = open(fresh());
    auto reports = numberedUpTo(700);
    lengthenAddresses(reports);
    for (std::size_t i = 0; i < reports.size(); i += 7)
        reports[i].trust = Trust::Verified;
    ARCHIVE_OK(ReportStore(archive).add(reports));
    QCOMPARE(archive_counts::difference(archive, reports), QString());
    const auto modes = ReportQueries(archive).modesSeen(archive_counts::filters()[1]);
    ARCHIVE_OK(modes);
    QVERIFY(!modes->empty());
    const auto coverage = ReportQueries(archive).coverage({});
    ARCHIVE_OK(coverage);
    QCOMPARE(coverage->size(), 5);
}

void TestArchivePostgres::identityRules()
{
    Archive archive = open(fresh());
    std::vector<StoredReport> reports = {stored(fullReport(), "a"), numbered(1), stored(fullReport(), "b"),
                                         stored(fullReport(), "a")};
    reports[3].trust = Trust::Verified;
    const auto added = ReportStore(archive).add(reports);
    ARCHIVE_OK(added);
    QCOMPARE(*added,
             (std::vector<Stored>{
                 {Outcome::Imported, 1}, {Outcome::Imported, 2}, {Outcome::Conflict, 3}, {Outcome::BetterCarrier, 1}}));
    const StoredReport other = stored(fullReport(), "c");
    reports[1].trust = Trust::Verified;
    QCOMPARE(ReportStore(archive).add({&other, 1})->at(0), (Stored{Outcome::Conflict, 4}));
    QCOMPARE(ReportStore(archive).add({&reports[1], 1})->at(0), (Stored{Outcome::BetterCarrier, 2}));
    QCOMPARE(ReportStore(archive).add({&reports[2], 1})->at(0), (Stored{Outcome::Duplicate, 3}));
    QCOMPARE(count(archive, "SELECT count(*) FROM reports WHERE conflict = 1"), 3);
}

void TestArchivePostgres::writersAtTheSameTimeAgree()
{
    const QString dsn = fresh();
    const auto reports = numberedUpTo(400);
    std::atomic<int> imported = 0, known = 0, failed = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 3; ++t)
        threads.emplace_back([&] {
            Archive archive = open(dsn);
            for (std::size_t i = 0; i < reports.size(); i += 20) {
                const auto added = ReportStore(archive).add(std::span(reports).subspan(i, 20));
                failed += added ? 0 : 1;
                for (const Stored &one : added ? *added : std::vector<Stored>{})
                    ++(one.outcome == Outcome::Imported ? imported : known);
            }
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(failed.load(), 0);
    QCOMPARE(imported.load(), 400);
    QCOMPARE(known.load(), 800);
    Archive archive = open(dsn);
    QCOMPARE(archive_counts::difference(archive, reports), QString());
}

void TestArchivePostgres::openersAtTheSameTimeAgree()
{
    const QString dsn = fresh();
    std::atomic<int> opened = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] { opened += Archive::open(dsn).has_value() ? 1 : 0; });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(opened.load(), 4);
}

void TestArchivePostgres::purges()
{
    Archive archive = open(fresh());
    auto reports = numberedUpTo(300);
    ARCHIVE_OK(ReportStore(archive).add(reports));
    const auto purged = Retention(archive).purgeReports(firstDay + 50);
    ARCHIVE_OK(purged);
    QCOMPARE(*purged, 150);
    std::erase_if(reports, [](const StoredReport &report) { return dayOf(report.report) < firstDay + 50; });
    QCOMPARE(archive_counts::difference(archive, reports), QString());
}

void TestArchivePostgres::addsUpWhatAnOlderVersionKept()
{
    const QString dsn = fresh();
    auto reports = numberedUpTo(300);
    lengthenAddresses(reports);
    {
        Archive archive = open(dsn);
        ARCHIVE_OK(ReportStore(archive).add(std::span(reports).first(250)));
        ARCHIVE_OK(backToVersion2(archive));
    }
    Archive archive = open(dsn);
    ARCHIVE_OK(ReportStore(archive).add(std::span(reports).last(50)));
    QCOMPARE(archive_counts::difference(archive, reports), QString());
}

void TestArchivePostgres::keepsFactsAndPlans()
{
    Archive archive = open(fresh());
    facts::DomainFacts facts;
    facts.domain = "acme.example";
    facts.observedAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC);
    ARCHIVE_OK(FactsStore(archive).add(facts));
    ARCHIVE_OK(FactsStore(archive).add(facts));
    const auto latest = FactsStore(archive).latest("acme.example");
    ARCHIVE_OK(latest);
    QVERIFY(*latest == facts);
    ARCHIVE_OK(PlanStore(archive).save("acme.example", {{"mode", "enforce"}}, 1));
    QCOMPARE((*PlanStore(archive).plan("acme.example"))->value("mode").toString(), "enforce");
}

void TestArchivePostgres::refusesANewerSchema()
{
    const QString dsn = fresh();
    {
        Archive archive = open(dsn);
        ARCHIVE_OK(archive.connection().run("UPDATE schema_version SET version = 99"));
    }
    const auto opened = Archive::open(dsn);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::NewerSchema);
}

void TestArchivePostgres::refusesAForeignDatabase()
{
    const QString dsn = fresh();
    const auto parsed = parseDsn(dsn);
    ARCHIVE_OK((*Connection::open(*parsed, 1000))->run("CREATE TABLE other (x INTEGER)"));
    const auto opened = Archive::open(dsn);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::NotAnArchive);
}

void TestArchivePostgres::saysThatNoServerAnswers()
{
    const auto opened =
        Archive::open("host='" + m_server.socketFolder() + "' port=1 dbname=x user=archive password=hidden");
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::Unreachable);
    QVERIFY(!message(opened.error()).contains("hidden"));
    QVERIFY(!advice(opened.error()).isEmpty());
}

void TestArchivePostgres::givesUpWaitingForALock()
{
    const QString dsn = fresh();
    Archive holder = open(dsn);
    auto waiting = Archive::open(dsn, {.busyMs = 200});
    ARCHIVE_OK(waiting);
    const StoredReport report = numbered(1);
    Result<std::vector<Stored>> refused;
    ARCHIVE_OK(holder.connection().transaction([&]() -> Result<> {
        if (auto locked = lockCounters(holder.connection()); !locked)
            return tl::unexpected(locked.error());
        refused = ReportStore(*waiting).add({&report, 1});
        return {};
    }));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Locked);
    ARCHIVE_OK(ReportStore(*waiting).add({&report, 1}));
}

QTEST_GUILESS_MAIN(TestArchivePostgres)
#include "test_archive_postgres.moc"
