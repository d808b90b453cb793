// SPDX-License-Identifier: GPL-3.0-or-later
// Groups of domains and how a domain compares with its past, on a file of SQLite and on a PostgreSQL server.
#include "archive_reports.h"
#include "facts_builder.h"
#include "postgres_server.h"

#include "archive/domain_groups.h"
#include "archive/domain_trend.h"
#include "archive/forget.h"
#include "archive/migrations.h"
#include "archive/rollout_history.h"
#include "findings/evaluate.h"

using namespace archive;
using rollout::Trend;

namespace {

facts::DomainFacts seen(int day, bool isBroken)
{
    facts::DomainFacts facts = support::healthyFacts();
    facts.observedAt = facts.observedAt.addDays(day);
    if (isBroken)
        facts.stsTxt.rdata = {support::txtRdata("v=STSv1;")};
    return facts;
}

rollout::Observation look(const facts::DomainFacts &facts)
{
    return rollout::observationOf(facts, findings::evaluate(facts, facts.observedAt));
}

} // namespace

class TestDomainGroups : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<bool>("postgres");
        QTest::newRow("sqlite") << false;
        QTest::newRow("postgres") << true;
    }
    void init()
    {
        QFETCH_GLOBAL(bool, postgres);
        if (postgres && (PostgresServer::programs().isEmpty() || !QSqlDatabase::isDriverAvailable("QPSQL")))
            QSKIP("PostgreSQL or Qt's driver for it is not installed");
        m_folder = std::make_unique<QTemporaryDir>();
        if (postgres && !m_server) {
            m_server = std::make_unique<PostgresServer>();
            QCOMPARE(m_server->start(), QString());
        }
        m_dsn = postgres ? m_server->words(m_server->createDatabase()) : m_folder->filePath("archive.sqlite");
        open();
    }
    void cleanup() { m_archive.reset(); }

    void groupsSurvive()
    {
        DomainGroups groups(*m_archive);
        QVERIFY(groups.all()->isEmpty());
        ARCHIVE_OK(groups.put({"a.example", "b.example", "c.example"}, "  Rossi\nS.r.l. "));
        ARCHIVE_OK(groups.put({"c.example"}, "Bianchi & C."));
        open();
        const QMap<QString, QString> two{
            {"a.example", "Rossi S.r.l."}, {"b.example", "Rossi S.r.l."}, {"c.example", "Bianchi & C."}};
        QCOMPARE(*DomainGroups(*m_archive).all(), two);
        ARCHIVE_OK(DomainGroups(*m_archive).put({"b.example"}, " "));
        ARCHIVE_OK(forgetDomain(*m_archive, "c.example"));
        open();
        const QMap<QString, QString> one{{"a.example", "Rossi S.r.l."}};
        QCOMPARE(*DomainGroups(*m_archive).all(), one);
    }

    // Before its first check is over.
    void anAddedDomainSurvives()
    {
        ARCHIVE_OK(DomainGroups(*m_archive).keep("new.example"));
        ARCHIVE_OK(DomainGroups(*m_archive).put({"b.example"}, "group"));
        ARCHIVE_OK(DomainGroups(*m_archive).keep("b.example")); // stays in its group
        open();
        QCOMPARE(*knownDomains(*m_archive), (QStringList{"b.example", "new.example"}));
        QCOMPARE(*DomainGroups(*m_archive).all(), (QMap<QString, QString>{{"b.example", "group"}}));
        ARCHIVE_OK(forgetDomain(*m_archive, "new.example"));
        QCOMPARE(*knownDomains(*m_archive), QStringList{"b.example"});
    }

    void aGroupIsRenamedOrJoinsAnother()
    {
        DomainGroups groups(*m_archive);
        ARCHIVE_OK(groups.put({"a.example"}, "old"));
        ARCHIVE_OK(groups.put({"b.example"}, "other"));
        ARCHIVE_OK(groups.rename("old", "other"));
        ARCHIVE_OK(groups.rename("nobody", "old"));
        ARCHIVE_OK(groups.rename("other", "\t")); // no name
        const QMap<QString, QString> joined{{"a.example", "other"}, {"b.example", "other"}};
        QCOMPARE(*groups.all(), joined);
    }

    void namesAreOneLine_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        QTest::newRow("as it is") << "Müller & Söhne"
                                  << "Müller & Söhne";
        QTest::newRow("spaces") << " a\n\tb  c "
                                << "a b c";
        QTest::newRow("control") << "a\x1b[31mb"
                                 << "a[31mb";
        QTest::newRow("direction") << QString::fromUtf8("a\u202eb") << "ab";
        QTest::newRow("long") << QString(500, 'x') << QString(100, 'x');
        QTest::newRow("long, in halves") << QString(99, 'x') + QString::fromUtf8("\U0001F600") << QString(99, 'x');
        QTest::newRow("nothing") << "\u200b "
                                 << "";
    }
    void namesAreOneLine()
    {
        QFETCH(QString, text);
        QTEST(DomainGroups::nameOf(text), "name");
    }

    // From the version before there were groups.
    void anOlderArchiveGetsThem()
    {
        Connection &old = m_archive->connection();
        ARCHIVE_OK(old.run("DROP TABLE domain_groups"));
        ARCHIVE_OK(old.run("UPDATE schema_version SET version = 6"));
        open();
        QCOMPARE(*versionOf(m_archive->connection()), schemaVersion);
        ARCHIVE_OK(DomainGroups(*m_archive).put({"a.example"}, "Rossi"));
    }

    void trends_data()
    {
        QTest::addColumn<QList<int>>("days"); // negative: broken at that day
        QTest::addColumn<int>("trend");       // -1: nothing can be compared
        QTest::addColumn<int>("since");
        const int nothing = -1, better = int(Trend::Better), same = int(Trend::Same), worse = int(Trend::Worse);
        QTest::newRow("never checked") << QList<int>{} << nothing << 0;
        QTest::newRow("once") << QList<int>{1} << nothing << 0;
        QTest::newRow("same") << QList<int>{1, 2} << same << 1;
        QTest::newRow("worse") << QList<int>{1, -2} << worse << 1;
        QTest::newRow("better") << QList<int>{-1, 2} << better << 1;
        QTest::newRow("broken all the time") << QList<int>{-1, -2} << same << 1;
        QTest::newRow("within a week") << QList<int>{1, -2, -3, -4} << worse << 1;
        QTest::newRow("longer ago") << QList<int>{1, -20, -21, -22} << same << 20;
        QTest::newRow("nothing within a week") << QList<int>{1, -20} << worse << 1;
    }
    void trends()
    {
        QFETCH(QList<int>, days);
        QFETCH(int, trend);
        QFETCH(int, since);
        for (const int day : days) {
            const facts::DomainFacts facts = seen(std::abs(day), day < 0);
            ARCHIVE_OK(keepFacts(*m_archive, facts, look(facts)));
        }
        const auto found = trendOf(*m_archive, "example.com");
        ARCHIVE_OK(found);
        QCOMPARE(*found ? int((*found)->trend) : -1, trend);
        if (*found)
            QCOMPARE((*found)->since, seen(since, false).observedAt);
    }

    void whatCouldNotBeSeenIsAsBefore()
    {
        facts::DomainFacts blind = seen(2, false);
        blind.stsTxt = support::noAnswer(blind.stsTxt.name, facts::RecordType::Txt, facts::DnsStatus::Timeout);
        QVERIFY(rollout::trendOf(look(seen(1, true)), look(blind)) != Trend::Better);
        QCOMPARE(rollout::trendOf(look(seen(1, true)), look(seen(2, false))), Trend::Better);
    }

private:
    void open()
    {
        m_archive.reset();
        auto opened = Archive::open(m_dsn);
        if (!opened)
            qFatal("%s", qPrintable(message(opened.error())));
        m_archive = std::make_unique<Archive>(std::move(*opened));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<Archive> m_archive;
    QString m_dsn;
};

QTEST_GUILESS_MAIN(TestDomainGroups)
#include "test_domain_groups.moc"
