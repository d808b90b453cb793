// SPDX-License-Identifier: GPL-3.0-or-later
// What is put into the archive comes out equal; a report counts once; conflicts are kept and flagged.
#include "archive_reports.h"

#include "archive/report_reader.h"

using namespace archive;
using namespace archive_reports;

class TestArchiveStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void comesBackEqual();
    void comesBackEqual_data();
    void duplicateChangesNothing();
    void betterCarrierReplaces();
    void betterCarrierInOneBatch();
    void conflictKeepsBoth();
    void conflictInOneBatch();
    void sameTextsAreStoredOnce();
    void unknownReport();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Archive> m_archive;
};

void TestArchiveStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto opened = Archive::open(m_folder->filePath(QStringLiteral("a.db")));
    ARCHIVE_OK(opened);
    m_archive = std::make_unique<Archive>(std::move(*opened));
}

void TestArchiveStore::cleanup()
{
    ARCHIVE_OK(m_archive->check());
    m_archive.reset();
    m_folder.reset();
}

void TestArchiveStore::comesBackEqual_data()
{
    QTest::addColumn<int>("which");
    QTest::newRow("everything") << 0;
    QTest::newRow("nothing") << 1;
    QTest::newRow("many failures") << 2;
}

void TestArchiveStore::comesBackEqual()
{
    QFETCH(int, which);
    StoredReport in = stored(which == 1 ? tlsrpt::Report{} : fullReport());
    if (which == 2)
        for (int i = 0; i < 3000; ++i)
            in.report.policies[1].failures.push_back({tlsrpt::ResultType(i % 12), "type " + std::to_string(i % 30),
                                                      "192.0.2.9", "mx" + std::to_string(i % 7), "", "", i, "", ""});
    in.trust = Trust::ByProvider;
    in.dkim = QStringLiteral("pass");
    in.evidence = "{\"from\":\"\xC3\xBC\"}";
    const auto added = ReportStore(*m_archive).add({&in, 1});
    ARCHIVE_OK(added);
    QCOMPARE(added->at(0).outcome, Outcome::Imported);
    const auto out = readReport(m_archive->connection(), added->at(0).id);
    ARCHIVE_OK(out);
    QVERIFY(out->has_value());
    const StoredReport &read = (*out)->stored;
    QVERIFY(read.report == in.report);
    QCOMPARE(read.identity, in.identity);
    QCOMPARE(read.content, in.content);
    QCOMPARE(read.sender, in.sender);
    QCOMPARE(read.source, in.source);
    QCOMPARE(read.receivedAt, in.receivedAt);
    QCOMPARE(read.dkim, in.dkim);
    QCOMPARE(read.trust, in.trust);
    QCOMPARE(read.evidence, in.evidence);
    QCOMPARE(unpacked(read.bytes), unpacked(in.bytes));
    QVERIFY(!(*out)->conflict);
}

void TestArchiveStore::duplicateChangesNothing()
{
    auto reports = numberedUpTo(50);
    ARCHIVE_OK(ReportStore(*m_archive).add(reports));
    for (StoredReport &report : reports)
        report.source = QStringLiteral("elsewhere.eml");
    const auto again = ReportStore(*m_archive).add(reports);
    ARCHIVE_OK(again);
    for (std::size_t i = 0; i < again->size(); ++i)
        QCOMPARE(again->at(i), (Stored{Outcome::Duplicate, std::int64_t(i + 1)}));
    QCOMPARE(count(*m_archive, "SELECT count(*) FROM reports"), 50);
    QCOMPARE(count(*m_archive, "SELECT count(*) FROM reports WHERE source = 'elsewhere.eml' OR conflict <> 0"), 0);
    QCOMPARE(count(*m_archive, "SELECT sum(successful) FROM policies"), 50 * 10 + 49 * 25);
}

void TestArchiveStore::betterCarrierReplaces()
{
    StoredReport file = numbered(3);
    ARCHIVE_OK(ReportStore(*m_archive).add({&file, 1}));
    StoredReport mail = file;
    mail.trust = Trust::Verified;
    mail.dkim = QStringLiteral("pass");
    mail.source = QStringLiteral("mail.eml");
    mail.evidence = "{}";
    mail.bytes = packed("{ }");
    mail.report.deviations = {{tlsrpt::DeviationCode::HeaderMissing, "TLS-Report-Domain", ""}};
    const auto added = ReportStore(*m_archive).add({&mail, 1});
    ARCHIVE_OK(added);
    QCOMPARE(added->at(0), (Stored{Outcome::BetterCarrier, 1}));
    const auto worse = ReportStore(*m_archive).add({&file, 1});
    ARCHIVE_OK(worse);
    QCOMPARE(worse->at(0), (Stored{Outcome::Duplicate, 1}));
    const auto read = readReport(m_archive->connection(), 1);
    ARCHIVE_OK(read);
    QCOMPARE((*read)->stored.source, mail.source);
    QVERIFY((*read)->stored.report == mail.report);
    QCOMPARE((*read)->stored.evidence, mail.evidence);
    QCOMPARE((*read)->stored.bytes, mail.bytes);
    QCOMPARE(count(*m_archive, "SELECT count(*) FROM reports"), 1);
    QCOMPARE(count(*m_archive, "SELECT min(trust) FROM policies"), int(Trust::Verified));
    QCOMPARE(count(*m_archive, "SELECT min(trust) FROM failures"), int(Trust::Verified));
}

void TestArchiveStore::betterCarrierInOneBatch()
{
    std::vector<StoredReport> reports = {numbered(3), numbered(3), numbered(3)};
    reports[1].trust = Trust::Verified;
    reports[1].source = QStringLiteral("mail.eml");
    const auto added = ReportStore(*m_archive).add(reports);
    ARCHIVE_OK(added);
    QCOMPARE(*added,
             (std::vector<Stored>{{Outcome::Imported, 1}, {Outcome::BetterCarrier, 1}, {Outcome::Duplicate, 1}}));
    QCOMPARE(count(*m_archive, "SELECT count(*) FROM reports WHERE trust = 3 AND source = 'mail.eml'"), 1);
    QCOMPARE(count(*m_archive, "SELECT count(*) FROM failures WHERE trust = 3"), 2);
}

void TestArchiveStore::conflictKeepsBoth()
{
    const StoredReport first = stored(fullReport(), "a");
    const StoredReport second = stored(fullReport(), "b");
    ARCHIVE_OK(ReportStore(*m_archive).add({&first, 1}));
    const auto added = ReportStore(*m_archive).add({&second, 1});
    ARCHIVE_OK(added);
    QCOMPARE(added->at(0), (Stored{Outcome::Conflict, 2}));
    QCOMPARE(count(*m_archive, "SELECT count(*) FROM reports WHERE conflict = 1"), 2);
    QCOMPARE(count(*m_archive, "SELECT count(*) FROM policies WHERE conflict = 1"), 6);
    QCOMPARE(count(*m_archive, "SELECT count(*) FROM failures WHERE conflict = 1"), 8);
    const auto again = ReportStore(*m_archive).add({&first, 1});
    ARCHIVE_OK(again);
    QCOMPARE(again->at(0), (Stored{Outcome::Duplicate, 1}));
}

void TestArchiveStore::conflictInOneBatch()
{
    const std::vector<StoredReport> reports = {stored(fullReport(), "a"), numbered(1), stored(fullReport(), "b"),
                                               stored(fullReport(), "a")};
    const auto added = ReportStore(*m_archive).add(reports);
    ARCHIVE_OK(added);
    QCOMPARE(*added,
             (std::vector<Stored>{
                 {Outcome::Imported, 1}, {Outcome::Imported, 2}, {Outcome::Conflict, 3}, {Outcome::Duplicate, 1}}));
    QCOMPARE(count(*m_archive, "SELECT count(*) FROM reports WHERE conflict = 1"), 2);
}

void TestArchiveStore::sameTextsAreStoredOnce()
{
    ARCHIVE_OK(ReportStore(*m_archive).add(numberedUpTo(200)));
    auto reopened = Archive::open(m_folder->filePath(QStringLiteral("a.db")));
    ARCHIVE_OK(reopened);
    ARCHIVE_OK(ReportStore(*reopened).add(numberedUpTo(400, 200)));
    QCOMPARE(count(*m_archive, "SELECT count(*) FROM words WHERE text = 'domain7.example'"), 1);
    QCOMPARE(count(*m_archive, "SELECT count(*) FROM words"), count(*m_archive, "SELECT max(id) FROM words"));
}

void TestArchiveStore::unknownReport()
{
    const auto read = readReport(m_archive->connection(), 99);
    ARCHIVE_OK(read);
    QVERIFY(!read->has_value());
}

QTEST_GUILESS_MAIN(TestArchiveStore)
#include "test_archive_store.moc"
