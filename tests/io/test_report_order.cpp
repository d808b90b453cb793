// SPDX-License-Identifier: GPL-3.0-or-later
// The order of long lists, against the pages of ReportQueries and against a sort of the rows themselves.
#include "archive/report_order.h"
#include "archive_counts.h"

using namespace archive;

namespace {

constexpr int all = 1'000'000;

struct Sorted
{
    const char *name;
    FailureColumn column;
    std::string (*key)(const ListedFailure &);
};

std::string padded(std::int64_t number)
{
    return QString::number(number).rightJustified(20, u'0').toStdString();
}

const Sorted columns[] = {
    {"day", FailureColumn::Day, [](const ListedFailure &f) { return padded(f.day); }},
    {"sender", FailureColumn::Sender, [](const ListedFailure &f) { return f.sender; }},
    {"domain", FailureColumn::Domain, [](const ListedFailure &f) { return f.domain; }},
    {"mode", FailureColumn::Mode, [](const ListedFailure &f) { return f.mode; }},
    {"result", FailureColumn::ResultType, [](const ListedFailure &f) { return f.detail.resultTypeWord; }},
    {"mx", FailureColumn::Mx, [](const ListedFailure &f) { return f.detail.receivingMxHostname; }},
    {"ip", FailureColumn::SendingIp, [](const ListedFailure &f) { return f.detail.sendingMtaIp; }},
    {"sessions", FailureColumn::Sessions,
     [](const ListedFailure &f) { return padded(f.detail.failedSessionCount.value_or(0)); }},
    {"reason", FailureColumn::Reason, [](const ListedFailure &f) { return f.detail.failureReasonCode; }},
};

} // namespace

class TestReportOrder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        auto opened = Archive::open(m_folder.filePath(QStringLiteral("archive.db")));
        QVERIFY(opened);
        m_archive.emplace(std::move(*opened));
        const auto reports = archive_reports::numberedUpTo(300);
        QVERIFY(ReportStore(*m_archive).add(std::span<const StoredReport>(reports)));
    }

    void newestFirstIsTheOrderOfPages()
    {
        ReportOrder order(*m_archive);
        ReportQueries queries(*m_archive);
        for (const ReportFilter &filter : archive_counts::filters()) {
            const auto places = order.failures({.reports = filter}, {FailureColumn::Day, true}, all);
            const auto page = queries.failures(filter, {all, 0});
            QVERIFY(places && page);
            const auto rows = order.failuresAt(*places);
            QVERIFY(rows);
            QCOMPARE(rows->size(), page->size());
            for (std::size_t i = 0; i < rows->size(); ++i)
                QVERIFY((*rows)[i].detail == (*page)[i].detail && (*rows)[i].report == (*page)[i].report);
            const auto ids = order.reports({.reports = filter}, {}, all);
            const auto listed = queries.list(filter, {all, 0});
            QVERIFY(ids && listed);
            const auto reports = order.reportsAt(*ids);
            QVERIFY(reports);
            QCOMPARE(reports->size(), listed->size());
            for (std::size_t i = 0; i < reports->size(); ++i) {
                QCOMPARE((*reports)[i].id, (*listed)[i].id);
                QVERIFY((*reports)[i].domains == (*listed)[i].domains);
                QCOMPARE((*reports)[i].sessions, (*listed)[i].sessions);
            }
        }
    }

    void eachColumnSortsByItsValue_data()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<bool>("descending");
        for (int i = 0; i < int(std::size(columns)); ++i)
            for (const bool descending : {false, true})
                QTest::addRow("%s %s", columns[i].name, descending ? "down" : "up") << i << descending;
    }
    void eachColumnSortsByItsValue()
    {
        QFETCH(int, index);
        QFETCH(bool, descending);
        ReportOrder order(*m_archive);
        const auto places = order.failures({}, {columns[index].column, descending}, all);
        QVERIFY(places);
        QCOMPARE(places->size(), std::size_t(200));
        const auto rows = order.failuresAt(*places);
        QVERIFY(rows);
        std::vector<std::string> keys;
        for (const ListedFailure &row : *rows)
            keys.push_back(columns[index].key(row));
        QVERIFY(descending ? std::is_sorted(keys.rbegin(), keys.rend()) : std::is_sorted(keys.begin(), keys.end()));
        const auto first = order.failures({}, {columns[index].column, descending}, 7);
        QVERIFY(first && first->size() == 7);
        QVERIFY(std::equal(first->begin(), first->end(), places->begin()));
    }

    void reportsSortBySessions()
    {
        ReportOrder order(*m_archive);
        const auto ids = order.reports({}, {ReportColumn::Successful, true}, all);
        QVERIFY(ids);
        const auto rows = order.reportsAt(*ids);
        QVERIFY(rows && rows->size() == 300);
        QCOMPARE(rows->front().sessions.successful, std::int64_t(309));
        QCOMPARE(rows->back().sessions.successful, std::int64_t(10));
    }

    void findsAndLimitsToAnAddress()
    {
        ReportOrder order(*m_archive);
        const auto count = [&](const ListFilter &filter) {
            const auto failures = order.failures(filter, {}, all);
            const auto reports = order.reports(filter, {}, all);
            return failures && reports ? std::pair(int(failures->size()), int(reports->size())) : std::pair(-1, -1);
        };
        QCOMPARE(count({.sendingIp = "192.0.2.3"}), std::pair(2, 1));
        QCOMPARE(count({.find = "SENDER3.example"}), std::pair(40, 60));
        QCOMPARE(count({.find = "mx1.domain6."}), std::pair(5, 5));
        QCOMPARE(count({.report = 4}), std::pair(2, 1)); // numbered(3)
        QCOMPARE(count({.find = "%"}), std::pair(0, 0));
        QCOMPARE(count({.find = "_"}), std::pair(0, 0));
        QCOMPARE(count({.find = "' OR 1=1 --"}), std::pair(0, 0));
    }

    void whatWasPurgedHasNoNumber()
    {
        ReportOrder order(*m_archive);
        const auto rows = order.failuresAt(std::vector<FailurePlace>{{999'999, 0}});
        QVERIFY(rows && rows->size() == 1 && rows->front().report == 0);
        const auto reports = order.reportsAt(std::vector<std::int64_t>{999'999});
        QVERIFY(reports && reports->size() == 1 && reports->front().id == 0);
    }

private:
    QTemporaryDir m_folder;
    std::optional<Archive> m_archive;
};

QTEST_GUILESS_MAIN(TestReportOrder)
#include "test_report_order.moc"
