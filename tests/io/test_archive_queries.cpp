// SPDX-License-Identifier: GPL-3.0-or-later
// Every answer equals a count over the reports themselves, comes from an index, and stays so after a purge.
#include "archive_counts.h"

#include "archive/retention.h"

#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>

using namespace archive;
using namespace archive_reports;

class TestArchiveQueries : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void answersEqualACount();
    void sqliteProgramCountsTheSame();
    void everyViewReadsAnIndex();
    void listsNewestFirstByPages();
    void failuresByPages();
    void coverageTellsTheSilent();
    void modesSeenByDay();
    void conflictsCanBeLeftOut();
    void forgedCountsDoNotOverflow();
    void purgeRemovesAllOfIt();
    void purgeTakesReportsWithoutARange();

private:
    Archive open(const QString &name)
    {
        auto opened = Archive::open(m_folder.filePath(name));
        if (!opened)
            qFatal("%s", qPrintable(message(opened.error())));
        return std::move(*opened);
    }
    QTemporaryDir m_folder;
    archive_counts::Reports m_reports;
    std::unique_ptr<Archive> m_archive;
};

void TestArchiveQueries::initTestCase()
{
    m_reports = numberedUpTo(900);
    for (std::size_t i = 0; i < m_reports.size(); i += 7)
        m_reports[i].trust = Trust::Verified;
    // Two policies for one domain in one report, as Microsoft sends them.
    m_reports[10].report.policies.push_back(m_reports[9].report.policies[0]);
    m_reports[10].report.policies.back().policyDomain = m_reports[10].report.policies[0].policyDomain;
    m_reports[10].report.policies.back().policyType = tlsrpt::PolicyType::Tlsa;
    lengthenAddresses(m_reports);
    m_archive = std::make_unique<Archive>(open("queries.db"));
    for (std::size_t i = 0; i < m_reports.size(); i += 90)
        ARCHIVE_OK(ReportStore(*m_archive).add(std::span(m_reports).subspan(i, 90)));
}

void TestArchiveQueries::answersEqualACount()
{
    QCOMPARE(archive_counts::difference(*m_archive, m_reports), QString());
}

void TestArchiveQueries::sqliteProgramCountsTheSame()
{
    if (QStandardPaths::findExecutable("sqlite3").isEmpty())
        QSKIP("sqlite3 is not installed");
    const Totals totals = archive_counts::totals(m_reports, {});
    QProcess sqlite;
    sqlite.start("sqlite3", {"-readonly", m_folder.filePath("queries.db"),
                             "SELECT (SELECT count(*) FROM reports), (SELECT sum(successful) FROM policies), "
                             "(SELECT sum(failed) FROM policies), (SELECT count(*) FROM details), "
                             "(SELECT sum(details) FROM failures), (SELECT sum(sessions) FROM details)"});
    QVERIFY(sqlite.waitForFinished());
    QCOMPARE(QString::fromLatin1(sqlite.readAllStandardOutput().trimmed()), QStringLiteral("%1|%2|%3|%4|%4|%5")
                                                                                .arg(totals.reports)
                                                                                .arg(totals.sessions.successful)
                                                                                .arg(totals.sessions.failed)
                                                                                .arg(totals.failures.details)
                                                                                .arg(totals.failures.sessions));
}

void TestArchiveQueries::everyViewReadsAnIndex()
{
    Connection &connection = m_archive->connection();
    std::vector<std::pair<QString, QVariantList>> asked;
    connection.onSelect([&](const QString &sql, const QVariantList &values) { asked.emplace_back(sql, values); });
    QCOMPARE(archive_counts::difference(*m_archive, m_reports), QString());
    ReportQueries queries(*m_archive);
    for (const ReportFilter &filter : archive_counts::filters()) {
        ARCHIVE_OK(queries.modesSeen(filter));
        ARCHIVE_OK(queries.coverage(filter));
        ARCHIVE_OK(queries.daysOf("sender1.example", filter));
    }
    ARCHIVE_OK(queries.report(10));
    connection.onSelect({});
    QVERIFY(asked.size() > 200);
    // A whole index may be read (it holds the numbers of a summary), a whole table may not; and the details are only
    // ever reached from the failures that a filter means, or for texts that are too long for an address.
    static const QRegularExpression own(QStringLiteral(
        "^SCAN [dfprw]$|^SCAN [fprw] (?!USING COVERING INDEX)|^SCAN d (?!USING INDEX details_long_ip$)"));
    for (const auto &[sql, values] : asked) {
        auto plan = connection.select("EXPLAIN QUERY PLAN " + sql, values);
        ARCHIVE_OK(plan);
        while (plan->next())
            QVERIFY2(!own.match(plan->value(3).toString()).hasMatch(),
                     qPrintable(plan->value(3).toString() + "\n" + sql));
    }
}

void TestArchiveQueries::listsNewestFirstByPages()
{
    ReportQueries queries(*m_archive);
    const auto all = queries.list({}, {.limit = 10'000, .offset = 0});
    ARCHIVE_OK(all);
    QCOMPARE(all->size(), m_reports.size());
    for (std::size_t i = 1; i < all->size(); ++i)
        QVERIFY(std::tuple(all->at(i - 1).day, all->at(i - 1).id) > std::tuple(all->at(i).day, all->at(i).id));
    std::vector<std::int64_t> paged;
    for (int offset = 0; offset < 900; offset += 250) {
        const auto page = queries.list({}, {.limit = 250, .offset = offset});
        ARCHIVE_OK(page);
        for (const ListedReport &report : *page)
            paged.push_back(report.id);
    }
    QCOMPARE(paged.size(), all->size());
    for (std::size_t i = 0; i < paged.size(); ++i)
        QCOMPARE(paged[i], all->at(i).id);
    const auto found = std::find_if(all->begin(), all->end(), [](const auto &report) { return report.id == 11; });
    QCOMPARE(found->reportId, "id-10");
    QCOMPARE(found->domains, std::vector<std::string>{"domain10.example"});
    QCOMPARE(found->sessions, (Sessions{2, 20 + 19, 5}));
}

void TestArchiveQueries::failuresByPages()
{
    ReportQueries queries(*m_archive);
    ReportFilter filter;
    filter.domain = "domain6.example";
    const auto all = queries.failures(filter, {.limit = 10'000, .offset = 0});
    ARCHIVE_OK(all);
    std::size_t seen = 0;
    for (int offset = 0; offset < int(all->size()); offset += 7) {
        const auto page = queries.failures(filter, {.limit = 7, .offset = offset});
        ARCHIVE_OK(page);
        for (const ListedFailure &failure : *page) {
            QCOMPARE(failure.report, all->at(seen).report);
            QVERIFY(failure.detail == all->at(seen++).detail);
            QCOMPARE(failure.domain, filter.domain);
        }
    }
    QCOMPARE(seen, all->size());
}

void TestArchiveQueries::coverageTellsTheSilent()
{
    const auto coverage = ReportQueries(*m_archive).coverage({});
    ARCHIVE_OK(coverage);
    QCOMPARE(coverage->size(), 5);
    for (int i = 0; i < 5; ++i) {
        QCOMPARE(coverage->at(std::size_t(i)).sender, "sender" + std::to_string(i) + ".example");
        QCOMPARE(coverage->at(std::size_t(i)).firstDay, firstDay + i);
        QCOMPARE(coverage->at(std::size_t(i)).lastDay, firstDay + 95 + i);
        QCOMPARE(coverage->at(std::size_t(i)).days, 20);
    }
    const auto days = ReportQueries(*m_archive).daysOf("sender2.example", {});
    ARCHIVE_OK(days);
    QCOMPARE(days->size(), 20);
    QCOMPARE(days->at(1), firstDay + 7);
}

void TestArchiveQueries::modesSeenByDay()
{
    ReportFilter filter;
    filter.domain = "domain8.example";
    const auto modes = ReportQueries(*m_archive).modesSeen(filter);
    ARCHIVE_OK(modes);
    QCOMPARE(modes->size(), 5); // reports 8, 28, 48 … fall on five days
    for (const ModeSeen &seen : *modes) {
        QCOMPARE(seen.mode, "testing");
        QCOMPARE(seen.type, "sts");
        QCOMPARE(seen.sender, "sender3.example");
        QCOMPARE(seen.sessions.policies, 9);
    }
}

void TestArchiveQueries::conflictsCanBeLeftOut()
{
    Archive archive = open("conflicts.db");
    const std::vector<StoredReport> reports = {stored(fullReport(), "a"), stored(fullReport(), "b"), numbered(1)};
    ARCHIVE_OK(ReportStore(archive).add(reports));
    ReportFilter filter;
    const auto totals = [&](Conflicts conflicts) {
        filter.conflicts = conflicts;
        return ReportQueries(archive).totals(filter);
    };
    QCOMPARE(totals(Conflicts::Included)->reports, 3);
    QCOMPARE(totals(Conflicts::Included)->conflicting, 2);
    QCOMPARE(totals(Conflicts::Excluded)->reports, 1);
    QCOMPARE(totals(Conflicts::Excluded)->sessions.policies, 1);
    QCOMPARE(totals(Conflicts::Only)->failures.details, 8);
}

void TestArchiveQueries::forgedCountsDoNotOverflow()
{
    Archive archive = open("forged.db");
    std::vector<StoredReport> reports = numberedUpTo(30);
    for (StoredReport &report : reports) {
        tlsrpt::PolicyResult &policy = report.report.policies[0];
        policy.successfulSessions = std::numeric_limits<std::int64_t>::max();
        policy.failedSessions = std::numeric_limits<std::int64_t>::min();
        for (tlsrpt::FailureDetails &detail : policy.failures)
            detail.failedSessionCount = std::numeric_limits<std::int64_t>::max();
    }
    ARCHIVE_OK(ReportStore(archive).add(reports));
    const auto totals = ReportQueries(archive).totals({});
    ARCHIVE_OK(totals);
    QCOMPARE(totals->sessions, (Sessions{30, 30'000'000'000'000, 0}));
    QCOMPARE(totals->failures, (Failures{20, 20'000'000'000'000}));
    const auto byIp = ReportQueries(archive).failuresBy(FailureKey::SendingIp, {});
    ARCHIVE_OK(byIp);
    QCOMPARE(byIp->at(0).failures.sessions, 2'000'000'000'000);
    const auto read = ReportQueries(archive).report(1);
    ARCHIVE_OK(read);
    QVERIFY((*read)->stored.report == reports[0].report);
}

void TestArchiveQueries::purgeRemovesAllOfIt()
{
    Archive archive = open("purge.db");
    Archive other = open("purge.db"); // learns the words that the purge forgets
    auto reports = numberedUpTo(3000);
    for (StoredReport &report : reports)
        report.report.policies[0].policyStrings.push_back("mx: only-" + std::to_string(*report.report.start) +
                                                          ".example");
    ARCHIVE_OK(ReportStore(other).add(reports));
    const qlonglong before = count(archive, "PRAGMA page_count");
    const std::int64_t limit = firstDay + 60;
    const auto counted = Retention(archive).reportsBefore(limit);
    ARCHIVE_OK(counted);
    QCOMPARE(*counted, 1800);
    const auto purged = Retention(archive).purgeReports(limit);
    ARCHIVE_OK(purged);
    QCOMPARE(*purged, 1800);
    std::erase_if(reports, [&](const StoredReport &report) { return dayOf(report.report) < limit; });
    QCOMPARE(archive_counts::difference(archive, reports), QString());
    QCOMPARE(count(archive, "SELECT count(*) FROM words WHERE text LIKE '%only-%'"), 40);
    const qlonglong after = count(archive, "PRAGMA page_count");
    QVERIFY2(after < before, qPrintable(QStringLiteral("%1 pages of %2").arg(after).arg(before)));
    QCOMPARE(count(archive, "PRAGMA freelist_count"), 0);
    const auto again = Retention(archive).purgeReports(limit);
    ARCHIVE_OK(again);
    QCOMPARE(*again, 0);
    QCOMPARE(count(archive, "SELECT sum(details) FROM sending_ips"), count(archive, "SELECT count(*) FROM details"));
    const auto back = numberedUpTo(300); // days that were purged
    ARCHIVE_OK(ReportStore(other).add(back));
    const auto read = ReportQueries(other).report(3001);
    ARCHIVE_OK(read);
    QVERIFY(read->has_value());
    QVERIFY((*read)->stored.report == back[0].report);
    ARCHIVE_OK(archive.check());
}

void TestArchiveQueries::purgeTakesReportsWithoutARange()
{
    Archive archive = open("no-range.db");
    StoredReport report = numbered(1);
    report.report.start.reset();
    report.receivedAt = firstDay * 86'400;
    ARCHIVE_OK(ReportStore(archive).add({&report, 1}));
    QCOMPARE(ReportQueries(archive).totals({})->firstDay, std::nullopt);
    QCOMPARE(*Retention(archive).purgeReports(firstDay), 0);
    QCOMPARE(*Retention(archive).purgeReports(firstDay + 1), 1);
    for (const char *table : {"reports", "policies", "failures", "details", "report_bytes", "words"})
        QCOMPARE(count(archive, (std::string("SELECT count(*) FROM ") + table).c_str()), 0);
}

QTEST_GUILESS_MAIN(TestArchiveQueries)
#include "test_archive_queries.moc"
