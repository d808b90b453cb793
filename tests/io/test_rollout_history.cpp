// SPDX-License-Identifier: GPL-3.0-or-later
// The history of a domain as the archive gives it, on a file of SQLite and on a PostgreSQL server: what checks saw,
// what was served, and what senders reported.
#include "archive_reports.h"
#include "facts_builder.h"
#include "postgres_server.h"

#include "archive/facts_store.h"
#include "archive/migrations.h"
#include "archive/report_words.h"
#include "archive/rollout_history.h"
#include "findings/evaluate.h"
#include "rollout/stage.h"

#include <QCryptographicHash>

#include <atomic>
#include <map>
#include <thread>

using namespace archive;
using namespace archive_reports;
using rollout::ReportedFailure;
using rollout::ReportedPolicy;
using rollout::Verified;
using support::healthyFacts;
using support::observedAt;

namespace {

QDateTime at(int hour)
{
    return observedAt().addSecs(hour * 3'600);
}

const HistoryRange always{QDateTime::fromSecsSinceEpoch(0, Qt::UTC),
                          QDateTime(QDate(2100, 1, 1), QTime(0, 0), Qt::UTC)};

/// Facts of a check at which the domain served `policy` under `id`; a null policy: none.
facts::DomainFacts serving(int hour, const QByteArray &policy, const QByteArray &id)
{
    facts::DomainFacts facts = healthyFacts();
    facts.observedAt = at(hour);
    facts.stsTxt.rdata = {support::txtRdata("v=STSv1; id=" + id + ";")};
    for (facts::PolicyFetch &fetch : facts.policyHost.fetches) {
        fetch.body = policy;
        if (policy.isNull())
            fetch.httpStatus = 404;
    }
    return facts;
}

rollout::Observation observed(const facts::DomainFacts &facts)
{
    return rollout::observationOf(facts, findings::evaluate(facts, facts.observedAt));
}

Result<> keep(Archive &archive, const facts::DomainFacts &facts)
{
    return keepFacts(archive, facts, observed(facts));
}

const QByteArray policyA = "version: STSv1\nmode: testing\nmx: mx1.example.com\nmx: mx2.example.com\nmax_age: 86400\n";
const QByteArray policyB =
    "version: STSv1\r\nmode: enforce\r\nmx: *.example.com\r\nmax_age: 604800\r\nnote: \xC3\xBC\r\n";

/// "A/1 0-5, B/2 7-7": policy/id, hours first to last seen.
QString spans(const QList<rollout::Served> &served)
{
    QStringList list;
    for (const rollout::Served &span : served)
        list << QStringLiteral("%1/%2 %3-%4")
                    .arg(span.policy.maxAge == 86'400 ? "A" : "B", QString::fromLatin1(span.recordId))
                    .arg(at(0).secsTo(span.firstSeen) / 3'600)
                    .arg(at(0).secsTo(span.lastSeen) / 3'600);
    return list.join(", ");
}

const std::vector<std::string> linesA = {"version: STSv1", "mode: testing", "mx: *.acme.example", "max_age: 86400"};
const std::vector<std::string> linesB = {"version: STSv1", "mode: enforce", "mx: *.acme.example", "max_age: 86400"};

/// A report of one sender about acme.example; `name` makes it a report of its own.
StoredReport reported(const char *sender, int day, const char *name, tlsrpt::PolicyResult policy,
                      Trust trust = Trust::Verified)
{
    tlsrpt::Report report;
    report.organizationName = "Sender";
    report.contactInfo = std::string("tls@") + sender;
    report.reportId = name;
    report.start = (firstDay + day) * 86'400;
    report.end = *report.start + 86'399;
    report.startText = std::to_string(*report.start);
    policy.policyDomain = policy.policyDomain.empty() ? "acme.example" : policy.policyDomain;
    report.policies = {std::move(policy)};
    StoredReport out = stored(std::move(report));
    out.trust = trust;
    return out;
}

tlsrpt::PolicyResult policyOf(const std::vector<std::string> &lines, std::int64_t successful, std::int64_t failed = 0,
                              tlsrpt::PolicyType type = tlsrpt::PolicyType::Sts)
{
    tlsrpt::PolicyResult policy;
    policy.policyType = type;
    policy.policyTypeWord = wordOf(type);
    policy.policyStrings = lines;
    policy.successfulSessions = successful;
    policy.failedSessions = failed;
    return policy;
}

tlsrpt::FailureDetails expired(const char *mx, std::int64_t sessions)
{
    tlsrpt::FailureDetails detail;
    detail.resultType = tlsrpt::ResultType::CertificateExpired;
    detail.resultTypeWord = "certificate-expired";
    detail.receivingMxHostname = mx;
    detail.failedSessionCount = sessions;
    detail.failureReasonCode = "10";
    return detail;
}

QDate dayNumber(int day)
{
    return QDate(1970, 1, 1).addDays(firstDay + day);
}

/// Entries by everything that tells them apart, with sessions and the details' sessions counted one report after
/// another.
using Counts = std::map<std::tuple<std::string, QDate, std::vector<std::string>, Verified>, std::array<qint64, 3>>;

Counts countedOneByOne(const std::vector<StoredReport> &reports, const std::string &domain)
{
    Counts counts;
    for (const StoredReport &stored : reports)
        for (const tlsrpt::PolicyResult &policy : stored.report.policies) {
            if (policy.policyDomain != domain)
                continue;
            auto &sums = counts[{stored.sender, QDate(1970, 1, 1).addDays(*stored.report.start / 86'400),
                                 policy.policyStrings, Verified::NoMail}];
            sums[0] += *policy.successfulSessions;
            sums[1] += *policy.failedSessions;
            for (const tlsrpt::FailureDetails &detail : policy.failures)
                sums[2] += *detail.failedSessionCount;
        }
    return counts;
}

Counts countedByHistory(const rollout::History &history)
{
    Counts counts;
    for (const ReportedPolicy &entry : history.reports) {
        auto &sums = counts[{entry.sender, entry.day, entry.policyStrings, entry.verified}];
        sums[0] += entry.successful;
        sums[1] += entry.failed;
        for (const ReportedFailure &failure : entry.failures)
            sums[2] += failure.sessions;
    }
    return counts;
}

} // namespace

class TestRolloutHistory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<bool>("postgres");
        QTest::newRow("SQLite") << false;
        QTest::newRow("PostgreSQL") << true;
    }
    void initTestCase() { m_noServer = serverProblem(); }
    void init();
    void cleanup();
    void keepsFactsAndWhatTheyServe();
    void keepsSpansApart();
    void keepsAWholeCheckOrNothing();
    void writersAtTheSameTimeAgree();
    void keepsWhatAnOlderVersionRecorded();
    void namesWhatCannotBeRead();
    void judgesASnapshotOnce();
    void keepsTheOrderOfManyChecks();
    void limitsToTheRange();
    void readsAsFarAsItNeeds();
    void leavesTooManyLooksUnread();
    void foldsReports();
    void countsAsOneByOne();

private:
    QString serverProblem()
    {
        if (PostgresServer::programs().isEmpty())
            return "PostgreSQL is not installed";
        if (!QSqlDatabase::isDriverAvailable("QPSQL"))
            return "Qt's driver for PostgreSQL is not installed";
        const QString why = m_server.start();
        m_serverFailed = !why.isEmpty();
        return why;
    }
    Archive open()
    {
        auto opened = Archive::open(m_dsn);
        if (!opened)
            qFatal("%s", qPrintable(message(opened.error())));
        return std::move(*opened);
    }
    rollout::History history(const QString &domain, const HistoryRange &range = always)
    {
        auto read = historyOf(*m_archive, domain, range);
        return read ? *read : rollout::History{"failed: " + why(read), {}, {}, {}, {}};
    }

    PostgresServer m_server;
    QString m_noServer, m_dsn;
    bool m_serverFailed = false;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Archive> m_archive;
};

void TestRolloutHistory::init()
{
    QFETCH_GLOBAL(bool, postgres);
    if (postgres) {
        QVERIFY2(!m_serverFailed, qPrintable(m_noServer));
        if (!m_noServer.isEmpty())
            QSKIP(qPrintable(m_noServer));
        m_dsn = m_server.words(m_server.createDatabase());
    } else {
        m_folder = std::make_unique<QTemporaryDir>();
        m_dsn = m_folder->filePath("a.db");
    }
    m_archive = std::make_unique<Archive>(open());
}

void TestRolloutHistory::cleanup()
{
    if (m_archive)
        ARCHIVE_OK(m_archive->check());
    m_archive.reset();
    m_folder.reset();
}

void TestRolloutHistory::keepsFactsAndWhatTheyServe()
{
    const facts::DomainFacts first = serving(0, policyA, "1"), second = serving(24, policyB, "2");
    ARCHIVE_OK(keep(*m_archive, second));
    ARCHIVE_OK(keep(*m_archive, first));
    const rollout::History history = this->history("example.com");
    QCOMPARE(history.domain, "example.com");
    QCOMPARE(history.observations.size(), 2);
    QVERIFY(history.observations[0] == observed(first));
    QVERIFY(history.observations[1] == observed(second));
    QVERIFY(*history.latest() == observed(second));
    QCOMPARE(history.served.size(), 2);
    const rollout::Served &served = history.served[1];
    QVERIFY(served.policy == observed(second).policyRead);
    QCOMPARE(served.policy.mx, QStringList{"*.example.com"});
    QCOMPARE(served.policy.extensions.size(), 1);
    QCOMPARE(served.hash, QCryptographicHash::hash(policyB, QCryptographicHash::Sha256));
    QCOMPARE(served.recordId, QByteArray("2"));
    QCOMPARE(served.firstSeen, at(24));
    QCOMPARE(served.policy.maxAge, 604'800);
    QVERIFY(history.reports.empty());
    QVERIFY(this->history("other.example").observations.isEmpty());
}

void TestRolloutHistory::keepsSpansApart()
{
    for (const auto &[hour, policy, id] : std::vector<std::tuple<int, QByteArray, QByteArray>>{{0, policyA, "1"},
                                                                                               {5, policyA, "1"},
                                                                                               {6, policyB, "2"},
                                                                                               {7, {}, "2"},
                                                                                               {8, policyB, "2"},
                                                                                               {9, policyB, "3"},
                                                                                               {10, policyA, "1"},
                                                                                               {3, policyA, "1"},
                                                                                               {12, policyA, "1"},
                                                                                               {-2, policyA, "1"}})
        ARCHIVE_OK(keep(*m_archive, serving(hour, policy, id)));
    QCOMPARE(spans(history("example.com").served), "A/1 -2-5, B/2 6-8, B/3 9-9, A/1 10-12");
    QCOMPARE(count(*m_archive, "SELECT count(*) FROM policy_texts"), 2);
    QCOMPARE(history("example.com").observations.size(), 10);

    ARCHIVE_OK(keep(*m_archive, serving(11, policyB, "4"))); // late, between two sightings of another
    QCOMPARE(spans(history("example.com").served), "A/1 -2-5, B/2 6-8, B/3 9-9, A/1 10-12, B/4 11-11");
    ARCHIVE_OK(keep(*m_archive, serving(12, policyA, "1"))); // the same check again
    QCOMPARE(spans(history("example.com").served), "A/1 -2-5, B/2 6-8, B/3 9-9, A/1 10-12, B/4 11-11, A/1 12-12");
    QCOMPARE(history("example.com").observations.size(), 11);
}

void TestRolloutHistory::keepsAWholeCheckOrNothing()
{
    ARCHIVE_OK(m_archive->connection().run("ALTER TABLE served_spans RENAME TO elsewhere"));
    QVERIFY(!keep(*m_archive, serving(0, policyA, "1")));
    QCOMPARE(count(*m_archive, "SELECT count(*) FROM facts_snapshots"), 0);
    QCOMPARE(count(*m_archive, "SELECT count(*) FROM policy_texts"), 0);
    ARCHIVE_OK(m_archive->connection().run("ALTER TABLE elsewhere RENAME TO served_spans"));
    ARCHIVE_OK(keep(*m_archive, serving(0, policyA, "1")));
}

void TestRolloutHistory::writersAtTheSameTimeAgree()
{
    constexpr int writers = 3, checks = 20;
    std::atomic<int> failures = 0;
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer)
        threads.emplace_back([this, writer, &failures] {
            auto own = Archive::open(m_dsn);
            for (int i = 0; i < checks; ++i)
                if (!own || !keep(*own, serving(i * writers + writer, policyA, "1")))
                    ++failures;
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(failures.load(), 0);
    const rollout::History history = this->history("example.com");
    QCOMPARE(history.observations.size(), writers * checks);
    QCOMPARE(spans(history.served), QStringLiteral("A/1 0-%1").arg(writers * checks - 1));
}

void TestRolloutHistory::keepsWhatAnOlderVersionRecorded()
{
    QFETCH_GLOBAL(bool, postgres);
    const auto steps = migrations();
    const auto step = std::find_if(steps.begin(), steps.end(), [](const Migration &migration) {
        return std::any_of(migration.statements.begin(), migration.statements.end(),
                           [](const char *statement) { return QByteArray(statement).contains("served_spans"); });
    });
    QVERIFY(step != steps.end());
    const QString blob = postgres ? "BYTEA" : "BLOB";
    const QByteArray hash = QCryptographicHash::hash(policyA, QCryptographicHash::Sha256);
    {
        Connection &old = m_archive->connection();
        for (const char *later : {"DROP TABLE domain_groups", "DROP TABLE observations", "DROP TABLE unsent_mails",
                                  "DROP TABLE alarms", "DROP TABLE sending_ips", "DROP INDEX details_long_ip"})
            ARCHIVE_OK(old.run(later));
        ARCHIVE_OK(old.run("DROP TABLE served_spans"));
        ARCHIVE_OK(old.run("DROP TABLE policy_texts"));
        ARCHIVE_OK(
            old.run(QStringLiteral("CREATE TABLE served_policies (domain TEXT NOT NULL, policy_hash %1 NOT NULL, "
                                   "record_id TEXT NOT NULL, mode TEXT NOT NULL, max_age BIGINT NOT NULL, "
                                   "first_seen BIGINT NOT NULL, last_seen BIGINT NOT NULL, "
                                   "PRIMARY KEY (domain, policy_hash, record_id))")
                        .arg(blob)));
        for (const auto &[text, mode, hour] :
             {std::tuple(hash, "testing", 0), std::tuple(QByteArray("h2"), "enforce", 1)})
            ARCHIVE_OK(old.run("INSERT INTO served_policies VALUES (?, ?, ?, ?, ?, ?, ?)",
                               {"example.com", text, "1", mode, 86'400, at(hour).toSecsSinceEpoch(),
                                at(hour + 2).toSecsSinceEpoch()}));
        ARCHIVE_OK(old.run("UPDATE schema_version SET version = ?", {step->version - 1}));
        m_archive.reset();
    }
    m_archive = std::make_unique<Archive>(open());
    QCOMPARE(*versionOf(m_archive->connection()), schemaVersion);
    const QList<rollout::Served> served = history("example.com").served;
    QCOMPARE(served.size(), 2);
    QVERIFY(served[0] == (rollout::Served{{sts::Mode::Testing, {}, 86'400, {}}, hash, "1", at(0), at(2)}));
    QVERIFY(served[1] == (rollout::Served{{sts::Mode::Enforce, {}, 86'400, {}}, "h2", "1", at(1), at(3)}));

    // The text of the same policy makes the old row whole.
    ARCHIVE_OK(keep(*m_archive, serving(5, policyA, "7")));
    QCOMPARE(history("example.com").served[0].policy.mx, (QStringList{"mx1.example.com", "mx2.example.com"}));
}

void TestRolloutHistory::namesWhatCannotBeRead()
{
    ARCHIVE_OK(keep(*m_archive, serving(0, policyA, "1")));
    ARCHIVE_OK(keep(*m_archive, serving(1, policyA, "1")));
    ARCHIVE_OK(m_archive->connection().run("UPDATE facts_snapshots SET packed = ? WHERE observed_at = ?",
                                           {QByteArray("damaged"), at(0).toMSecsSinceEpoch()}));
    ARCHIVE_OK(m_archive->connection().run("DELETE FROM observations"));
    QStringList unreadable;
    const auto history = historyOf(*m_archive, "example.com", always, &unreadable);
    ARCHIVE_OK(history);
    QCOMPARE(history->observations.size(), 1);
    QCOMPARE(unreadable, QStringList{"2026-07-01T12:00:00.000Z"});
    QCOMPARE(this->history("example.com").observations.size(), 1);
}

// What was once made of a snapshot is kept with it: the snapshot is not read again until the rules change.
void TestRolloutHistory::judgesASnapshotOnce()
{
    ARCHIVE_OK(keep(*m_archive, serving(0, policyA, "1")));
    ARCHIVE_OK(FactsStore(*m_archive).add(serving(1, policyA, "1"))); // of an older program: nothing is kept with it
    const QList<rollout::Observation> first = history("example.com").observations;
    QCOMPARE(first.size(), 2);
    QVERIFY(first[1] == observed(serving(1, policyA, "1")));
    QCOMPARE(count(*m_archive, "SELECT count(*) FROM observations"), 2);

    const QByteArray whole =
        m_archive->connection()
            .value("SELECT packed FROM facts_snapshots WHERE observed_at = ?", {at(0).toMSecsSinceEpoch()})
            ->toByteArray();
    ARCHIVE_OK(m_archive->connection().run("UPDATE facts_snapshots SET packed = ?", {QByteArray("damaged")}));
    QVERIFY(history("example.com").observations == first);

    ARCHIVE_OK(m_archive->connection().run("UPDATE facts_snapshots SET packed = ?", {whole}));
    ARCHIVE_OK(m_archive->connection().run("UPDATE observations SET rules = 'older', record = ?", {QByteArray("x")}));
    QVERIFY(history("example.com").observations[0] == first[0]);
    QCOMPARE(count(*m_archive, "SELECT count(*) FROM observations WHERE rules = 'older'"), 0);

    // A record that is damaged counts as not there; so does one whose snapshot was taken again.
    ARCHIVE_OK(m_archive->connection().run("UPDATE observations SET record = ?", {QByteArray("damaged")}));
    QVERIFY(history("example.com").observations[0] == first[0]);
    ARCHIVE_OK(FactsStore(*m_archive).add(serving(0, policyB, "2")));
    QVERIFY(history("example.com").observations[0] == observed(serving(0, policyB, "2")));
}

// They are read on all cores, several hundred at a time.
void TestRolloutHistory::keepsTheOrderOfManyChecks()
{
    constexpr int checks = 1'100;
    ARCHIVE_OK(m_archive->connection().transaction([&]() -> Result<> {
        facts::DomainFacts facts;
        facts.domain = "example.com";
        for (int hour = 0; hour < checks; ++hour) {
            facts.observedAt = at(hour);
            if (auto done = FactsStore(*m_archive).add(facts); !done)
                return done;
        }
        return {};
    }));
    ARCHIVE_OK(m_archive->connection().run("UPDATE facts_snapshots SET packed = ? WHERE observed_at = ?",
                                           {QByteArray("damaged"), at(700).toMSecsSinceEpoch()}));
    const rollout::History history = this->history("example.com");
    QCOMPARE(history.observations.size(), checks - 1);
    for (int i = 0; i < checks - 1; ++i)
        QCOMPARE(history.observations[i].at, at(i < 700 ? i : i + 1));
    QVERIFY(history.served.isEmpty());
}

void TestRolloutHistory::limitsToTheRange()
{
    for (const int hour : {0, 24, 48})
        ARCHIVE_OK(keep(*m_archive, serving(hour, policyA, "1")));
    std::vector<StoredReport> reports;
    for (int day = 0; day < 4; ++day)
        reports.push_back(reported("a.example", day, "r", policyOf(linesA, 1)));
    tlsrpt::PolicyResult elsewhere = policyOf(linesA, 1);
    elsewhere.policyDomain = "other.example";
    reports.push_back(reported("a.example", 1, "other", elsewhere));
    StoredReport timeless = reported("a.example", 1, "timeless", policyOf(linesA, 1));
    timeless.report.start.reset();
    reports.push_back(timeless);
    ARCHIVE_OK(ReportStore(*m_archive).add(reports));

    const rollout::History looks = history("example.com", {at(24), at(48)});
    QCOMPARE(looks.observations.size(), 2);
    QCOMPARE(spans(looks.served), "A/1 0-48"); // the ledger is whole
    const QDateTime noon(dayNumber(1), QTime(12, 0), Qt::UTC);
    const rollout::History two = history("acme.example", {noon, noon.addDays(1)});
    QCOMPARE(two.reports.size(), 2);
    QCOMPARE(two.reports[0].day, dayNumber(1));
    QCOMPARE(two.reports[1].day, dayNumber(2));
    QCOMPARE(history("acme.example").reports.size(), 4);
}

void TestRolloutHistory::readsAsFarAsItNeeds()
{
    const auto day = [](int days) { return days * 24; };
    ARCHIVE_OK(keep(*m_archive, serving(day(-700), policyB, "1")));
    ARCHIVE_OK(keep(*m_archive, serving(day(-600), policyA, "2")));
    for (const int days : {-590, -500, -300, -100, 0})
        ARCHIVE_OK(keep(*m_archive, serving(day(days), policyB, "3")));
    const std::vector<StoredReport> reports{reported("a.example", 0, "r", policyOf(linesA, 1))};
    ARCHIVE_OK(ReportStore(*m_archive).add(reports));

    const auto lasting = historyFor(*m_archive, "example.com", nullptr, at(0));
    ARCHIVE_OK(lasting);
    QVERIFY(lasting->enough);
    QCOMPARE(lasting->history.observations.size(), 6); // the change to enforce is there, what was before is not
    QVERIFY(std::is_sorted(lasting->history.observations.begin(), lasting->history.observations.end(),
                           [](const auto &one, const auto &other) { return one.at < other.at; }));
    QCOMPARE(rollout::stageOf(lasting->history, nullptr, at(0)).since, std::optional(at(day(-590))));

    ARCHIVE_OK(keep(*m_archive, serving(day(1), policyA, "4")));
    QCOMPARE(historyFor(*m_archive, "example.com", nullptr, at(day(1)))->history.observations.size(), 3);
    rollout::Plan plan;
    plan.mxMove = rollout::MxMove{{"new.example.net"}, at(day(-250)), false};
    QCOMPARE(historyFor(*m_archive, "example.com", &plan, at(day(1)))->history.observations.size(), 4);

    const auto nothing = historyFor(*m_archive, "other.example", nullptr, at(0));
    QVERIFY(nothing && nothing->enough && nothing->history.observations.isEmpty());
}

// Nobody waits a minute for a date; that it may be another one is told.
void TestRolloutHistory::leavesTooManyLooksUnread()
{
    ARCHIVE_OK(keep(*m_archive, serving(-24 * 200, policyB, "1")));
    const facts::DomainFacts facts = serving(0, policyB, "1");
    ARCHIVE_OK(m_archive->connection().transaction([&]() -> Result<> {
        facts::DomainFacts one = facts;
        for (int hour = 0; hour < 2'600; ++hour) {
            one.observedAt = at(-hour);
            if (auto done = FactsStore(*m_archive).add(one); !done)
                return done;
        }
        return {};
    }));
    const auto cut = historyFor(*m_archive, "example.com", nullptr, at(0));
    ARCHIVE_OK(cut);
    QVERIFY(!cut->enough);
    QCOMPARE(cut->history.observations.size(), 2'600);
    rollout::Plan plan; // where a move began is needed, whatever it costs
    plan.mxMove = rollout::MxMove{{"new.example.net"}, at(-24 * 150), false};
    QCOMPARE(historyFor(*m_archive, "example.com", &plan, at(0))->history.observations.size(), 2'601);
}

void TestRolloutHistory::foldsReports()
{
    using tlsrpt::PolicyType;
    tlsrpt::PolicyResult failing = policyOf(linesA, 10, 7);
    failing.failures = {expired("MX1.acme.example", 3), expired("mx1.acme.example", 2), expired("mx2.acme.example", 9)};
    tlsrpt::PolicyResult again = policyOf(linesA, 5, 1);
    again.failures = {expired("mx1.acme.example", 1)};
    tlsrpt::FailureDetails unknown;
    unknown.resultTypeWord = "made-up";
    unknown.failedSessionCount = 4;
    again.failures.push_back(unknown);
    StoredReport said = reported("c.example", 0, "claimed", policyOf(linesA, 1));
    StoredReport contradicted = reported("c.example", 0, "claimed", policyOf(linesA, 2));
    contradicted.content = hashOf("something else");
    const std::vector<StoredReport> reports = {
        reported("B.example", 1, "later", policyOf({}, 6, 2, PolicyType::NoPolicyFound), Trust::NoMail),
        reported("a.example", 0, "1", failing),
        reported("a.example", 0, "2", again, Trust::ByProvider), // as good as verified here
        reported("a.example", 0, "3", policyOf(linesA, 100), Trust::Unverified),
        reported("a.example", 0, "4", policyOf(linesB, 50)),
        said,
        contradicted,
    };
    ARCHIVE_OK(ReportStore(*m_archive).add(reports));

    const auto failure = [](tlsrpt::ResultType type, const char *word, const char *reason, const char *mx, qint64 n) {
        return ReportedFailure{type, word, reason, mx, n};
    };
    const auto type = tlsrpt::ResultType::CertificateExpired;
    const std::vector<ReportedPolicy> expected = {
        {"a.example", dayNumber(0), PolicyType::Sts, linesB, sts::Mode::Enforce, 50, 0, Verified::Yes, false, {}},
        {"a.example", dayNumber(0), PolicyType::Sts, linesA, sts::Mode::Testing, 100, 0, Verified::No, false, {}},
        {"a.example",
         dayNumber(0),
         PolicyType::Sts,
         linesA,
         sts::Mode::Testing,
         15,
         8,
         Verified::Yes,
         false,
         {failure(type, "certificate-expired", "10", "mx2.acme.example", 9),
          failure(type, "certificate-expired", "10", "mx1.acme.example", 6),
          failure(tlsrpt::ResultType::Other, "made-up", "", "", 4)}},
        {"c.example", dayNumber(0), PolicyType::Sts, linesA, sts::Mode::Testing, 3, 0, Verified::Yes, true, {}},
        {"b.example", dayNumber(1), PolicyType::NoPolicyFound, {}, std::nullopt, 6, 2, Verified::NoMail, false, {}}};
    const rollout::History history = this->history("acme.example");
    QCOMPARE(history.reports.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY2(history.reports[i] == expected[i], qPrintable(QStringLiteral("entry %1").arg(i)));
}

void TestRolloutHistory::countsAsOneByOne()
{
    const std::vector<StoredReport> reports = numberedUpTo(3'000);
    ARCHIVE_OK(ReportStore(*m_archive).add(reports));
    for (const char *domain : {"domain0.example", "domain6.example"}) {
        const Counts expected = countedOneByOne(reports, domain);
        QVERIFY(!expected.empty());
        const rollout::History history = this->history(domain);
        QVERIFY(countedByHistory(history) == expected);
        QCOMPARE(history.reports.size(), expected.size());
        QVERIFY(std::is_sorted(history.reports.begin(), history.reports.end(), [](const auto &a, const auto &b) {
            return std::tie(a.day, a.sender) < std::tie(b.day, b.sender);
        }));
    }
}

QTEST_GUILESS_MAIN(TestRolloutHistory)
#include "test_rollout_history.moc"
