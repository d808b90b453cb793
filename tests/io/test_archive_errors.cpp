// SPDX-License-Identifier: GPL-3.0-or-later
// What goes wrong is said clearly, and the data is as it was before.
#include "archive_counts.h"

#include "archive/facts_store.h"
#include "archive/migrations.h"
#include "archive/plan_store.h"

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace archive;
using namespace archive_reports;

namespace {

/// Root may write anywhere: a test of permissions has to be somebody else for a while.
class AsNobody
{
public:
    AsNobody() : m_root(::geteuid() == 0) { m_dropped = m_root && ::setresuid(65534, 65534, 0) == 0; }
    ~AsNobody()
    {
        if (m_dropped && ::setresuid(0, 0, 0) != 0)
            qFatal("the user cannot be changed back");
    }
    bool isSomebodyElse() const { return !m_root || m_dropped; }

private:
    bool m_root;
    bool m_dropped = false;
};

} // namespace

class TestArchiveErrors : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void readsDsns();
    void readsDsns_data();
    void refusesDsns();
    void refusesDsns_data();
    void everyErrorHasItsSentences();
    void onlyTheOwnerCanRead();
    void refusesWhatIsNoDatabase();
    void refusesADatabaseOfAnotherProgram();
    void refusesANewerSchema();
    void migratesWithACopy();
    void addsUpWhatAnOlderVersionKept();
    void migratesNothingWithoutACopy();
    void findsDamage();
    void readOnlyFolder();
    void folderInTheWay();
    void mustExist();
    void lockedByAnother();
    void fullDatabase();
    void fileSizeLimit();
    void twoWritersAgree();
    void keepsFactsAndPlans();

private:
    ErrorCode openError(const OpenOptions &options = {})
    {
        const auto opened = Archive::open(m_path, options);
        if (opened)
            return ErrorCode(-1);
        m_message = message(opened.error());
        return opened.error().code;
    }
    void fill(int end, int begin = 0)
    {
        auto archive = Archive::open(m_path);
        ARCHIVE_OK(archive);
        ARCHIVE_OK(ReportStore(*archive).add(numberedUpTo(end, begin)));
    }
    QByteArray content() const
    {
        QFile file(m_path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path, m_message;
};

void TestArchiveErrors::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath("a.db");
}

void TestArchiveErrors::readsDsns_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Dsn>("dsn");
    const auto sqlite = [](const char *path) {
        Dsn dsn;
        dsn.path = path;
        return dsn;
    };
    const auto postgres = [](const char *host, int port, const char *name, const char *user, const char *password,
                             const char *options = "") {
        Dsn dsn;
        dsn.dialect = Dialect::Postgres;
        dsn.host = host;
        dsn.port = port;
        dsn.database = name;
        dsn.user = user;
        dsn.password = password;
        dsn.options = options;
        return dsn;
    };
    QTest::newRow("path") << "/a b/c.db" << sqlite("/a b/c.db");
    QTest::newRow("sqlite") << "sqlite:c.db" << sqlite("c.db");
    QTest::newRow("url") << "postgresql://u:p%40%3A@db.example:5433/mail?sslmode=require"
                         << postgres("db.example", 5433, "mail", "u", "p@:", "sslmode=require");
    QTest::newRow("url, socket") << "postgres:///mail?host=/run/pg" << postgres("/run/pg", 0, "mail", "", "");
    QTest::newRow("words") << "host=db dbname=mail user = u password='a b\\'c'"
                           << postgres("db", 0, "mail", "u", "a b'c");
}

void TestArchiveErrors::readsDsns()
{
    QFETCH(QString, text);
    QFETCH(Dsn, dsn);
    const auto parsed = parseDsn(text);
    ARCHIVE_OK(parsed);
    QVERIFY(*parsed == dsn);
    QVERIFY(dsn.password.isEmpty() || !parsed->shown().contains(dsn.password));
}

void TestArchiveErrors::refusesDsns_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << "";
    QTest::newRow("no path") << "sqlite:";
    QTest::newRow("no database") << "postgresql://host/";
    QTest::newRow("no database in words") << "host=secret-host";
    QTest::newRow("port") << "host=x dbname=y port=99999";
    QTest::newRow("no value") << "host=x dbname";
    QTest::newRow("smuggled option") << "host=x dbname=y sslmode='a;host=z'";
    QTest::newRow("NUL") << QString(QChar(0));
    QTest::newRow("another database") << "mysql://u:secret@host/mail";
    QTest::newRow("another scheme") << "https://host/a.db";
    QTest::newRow("mistyped scheme") << "postgresq://host/mail";
}

void TestArchiveErrors::refusesDsns()
{
    QFETCH(QString, text);
    const auto parsed = parseDsn(text);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, ErrorCode::BadDsn);
    QVERIFY(!message(parsed.error()).contains("secret"));
}

void TestArchiveErrors::everyErrorHasItsSentences()
{
    QSet<QString> messages;
    for (int code = 0; code <= int(ErrorCode::Internal); ++code) {
        const Error error{ErrorCode(code), "/a.db", "why it is so"};
        QVERIFY(message(error).contains("/a.db"));
        QVERIFY(message(error).contains("why it is so"));
        QVERIFY(advice(error).endsWith('.'));
        messages.insert(message(error));
    }
    QCOMPARE(messages.size(), int(ErrorCode::Internal) + 1);
}

void TestArchiveErrors::onlyTheOwnerCanRead()
{
    const auto archive = Archive::open(m_path);
    ARCHIVE_OK(archive);
    const auto mode = [](const QString &path) { return int(QFile::permissions(path)) & 0x0fff & ~0x0f00; };
    for (const char *name : {"a.db", "a.db-wal", "a.db-shm"})
        QCOMPARE(mode(m_folder->filePath(name)), 0);
}

void TestArchiveErrors::refusesWhatIsNoDatabase()
{
    const QByteArray text = QByteArray("This is no database at all. ").repeated(500);
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    QCOMPARE(openError(), ErrorCode::NotADatabase);
    QVERIFY(m_message.contains(m_path));
    QCOMPARE(content(), text);
}

void TestArchiveErrors::refusesADatabaseOfAnotherProgram()
{
    Dsn dsn;
    dsn.path = m_path;
    {
        auto other = Connection::open(dsn, 1000);
        ARCHIVE_OK(other);
        ARCHIVE_OK((*other)->run("CREATE TABLE moz_places (id INTEGER)"));
    }
    const QByteArray before = content();
    QCOMPARE(openError(), ErrorCode::NotAnArchive);
    QCOMPARE(content(), before);
}

void TestArchiveErrors::refusesANewerSchema()
{
    {
        auto archive = Archive::open(m_path);
        ARCHIVE_OK(archive);
        ARCHIVE_OK(archive->connection().run("UPDATE schema_version SET version = 99"));
    }
    const QByteArray before = content();
    QCOMPARE(openError(), ErrorCode::NewerSchema);
    QVERIFY(m_message.contains("99"));
    QCOMPARE(content(), before);
}

void TestArchiveErrors::migratesWithACopy()
{
    Dsn dsn;
    dsn.path = m_path;
    {
        auto old = Connection::open(dsn, 1000);
        ARCHIVE_OK(old);
        for (const char *sql :
             {"CREATE TABLE schema_version (version BIGINT NOT NULL)", "INSERT INTO schema_version VALUES (0)",
              "CREATE TABLE old_notes (text TEXT)", "INSERT INTO old_notes VALUES ('kept')"})
            ARCHIVE_OK((*old)->run(sql));
    }
    auto archive = Archive::open(m_path);
    ARCHIVE_OK(archive);
    QCOMPARE(*versionOf(archive->connection()), schemaVersion);
    QCOMPARE(count(*archive, "SELECT count(*) FROM old_notes WHERE text = 'kept'"), 1);
    ARCHIVE_OK(ReportStore(*archive).add(numberedUpTo(10)));
    dsn.path += ".v0-backup";
    QCOMPARE(int(QFile::permissions(dsn.path)) & 0x00ff, 0);
    auto copy = Connection::open(dsn, 1000);
    ARCHIVE_OK(copy);
    QCOMPARE(*versionOf(**copy), 0);
    QCOMPARE((*copy)->value("SELECT text FROM old_notes")->toString(), "kept");
    QVERIFY(Archive::open(m_path).has_value()); // and only once
    QCOMPARE(QDir(m_folder->path()).entryList({"*backup*"}, QDir::Files).size(), 1);
}

void TestArchiveErrors::addsUpWhatAnOlderVersionKept()
{
    auto reports = numberedUpTo(300);
    lengthenAddresses(reports);
    {
        auto archive = Archive::open(m_path);
        ARCHIVE_OK(archive);
        ARCHIVE_OK(ReportStore(*archive).add(std::span(reports).first(250)));
        ARCHIVE_OK(backToVersion2(*archive));
    }
    auto archive = Archive::open(m_path);
    ARCHIVE_OK(archive);
    QCOMPARE(*versionOf(archive->connection()), schemaVersion);
    QVERIFY(QFile::exists(m_path + ".v2-backup"));
    ARCHIVE_OK(ReportStore(*archive).add(std::span(reports).last(50)));
    QCOMPARE(archive_counts::difference(*archive, reports), QString());
}

void TestArchiveErrors::migratesNothingWithoutACopy()
{
    Dsn dsn;
    dsn.path = m_path;
    {
        auto old = Connection::open(dsn, 1000);
        ARCHIVE_OK(old);
        ARCHIVE_OK((*old)->run("CREATE TABLE schema_version (version BIGINT NOT NULL)"));
        ARCHIVE_OK((*old)->run("INSERT INTO schema_version VALUES (0)"));
        ARCHIVE_OK((*old)->run("CREATE TABLE old_notes (text TEXT)"));
        ARCHIVE_OK((*old)->run("INSERT INTO old_notes VALUES (?)", {QString(100'000, 'x')}));
    }
    rlimit limit{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &limit), 0);
    const rlimit small{60'000, limit.rlim_max};
    std::signal(SIGXFSZ, SIG_IGN);
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const ErrorCode code = openError();
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &limit), 0);
    QCOMPARE(code, ErrorCode::BackupFailed);
    QCOMPARE(QDir(m_folder->path()).entryList({"*backup*"}, QDir::Files).size(), 0);
    auto old = Connection::open(dsn, 1000);
    ARCHIVE_OK(old);
    QCOMPARE(*versionOf(**old), 0);
}

void TestArchiveErrors::findsDamage()
{
    fill(400);
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    for (qint64 at = 4096 * 3; at < file.size(); at += 4096) {
        file.seek(at);
        file.write(QByteArray(2000, '\xA5'));
    }
    file.close();
    QCOMPARE(openError(), ErrorCode::Corrupt);
    QVERIFY(m_message.contains("damaged"));
}

void TestArchiveErrors::readOnlyFolder()
{
    fill(20);
    ::chmod(qPrintable(m_path), 0444);
    ::chmod(qPrintable(m_folder->path()), 0555);
    {
        const AsNobody nobody;
        if (!nobody.isSomebodyElse())
            QSKIP("the user cannot be changed");
        QCOMPARE(openError(), ErrorCode::ReadOnly);
        const QString existing = m_path;
        m_path = m_folder->filePath("sub/new.db");
        QCOMPARE(openError(), ErrorCode::Unreachable);
        m_path = m_folder->filePath("new.db");
        QCOMPARE(openError(), ErrorCode::ReadOnly);
        m_path = existing;
    }
    ::chmod(qPrintable(m_folder->path()), 0755);
    ::chmod(qPrintable(m_path), 0600);
    auto archive = Archive::open(m_path);
    ARCHIVE_OK(archive);
    QCOMPARE(archive_counts::difference(*archive, numberedUpTo(20)), QString());
}

void TestArchiveErrors::folderInTheWay()
{
    QVERIFY(QDir().mkpath(m_path));
    QCOMPARE(openError(), ErrorCode::Unreachable);
    m_path = "/dev/null/a.db";
    QCOMPARE(openError(), ErrorCode::Unreachable);
    m_path = m_folder->filePath("mistyped/folder/a.db");
    QCOMPARE(openError(), ErrorCode::Unreachable);
    QVERIFY(m_message.contains(m_path));
    QVERIFY(!QFile::exists(m_folder->filePath("mistyped")));
}

void TestArchiveErrors::mustExist()
{
    QCOMPARE(openError({.mustExist = true}), ErrorCode::Unreachable);
    QVERIFY(!QFile::exists(m_path));
}

void TestArchiveErrors::lockedByAnother()
{
    fill(10);
    auto holder = Archive::open(m_path);
    ARCHIVE_OK(holder);
    auto waiting = Archive::open(m_path, {.busyMs = 100});
    ARCHIVE_OK(waiting);
    Result<std::vector<Stored>> refused;
    ARCHIVE_OK(holder->connection().transaction([&]() -> Result<> {
        refused = ReportStore(*waiting).add(numberedUpTo(20, 10));
        QTest::qVerify(ReportQueries(*waiting).totals({})->reports == 10, "readers", "do not wait", __FILE__, __LINE__);
        return {};
    }));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Locked);
    ARCHIVE_OK(ReportStore(*waiting).add(numberedUpTo(20, 10)));
    QCOMPARE(archive_counts::difference(*holder, numberedUpTo(20)), QString());
}

void TestArchiveErrors::fullDatabase()
{
    fill(100);
    auto archive = Archive::open(m_path);
    ARCHIVE_OK(archive);
    const qlonglong pages = count(*archive, "PRAGMA page_count");
    QVERIFY(count(*archive, ("PRAGMA max_page_count = " + std::to_string(pages + 3)).c_str()) > 0);
    const auto refused = ReportStore(*archive).add(numberedUpTo(1000, 100));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::DiskFull);
    QCOMPARE(archive_counts::difference(*archive, numberedUpTo(100)), QString());
    QVERIFY(count(*archive, "PRAGMA max_page_count = 1000000") > 0);
    ARCHIVE_OK(ReportStore(*archive).add(numberedUpTo(1000, 100)));
    QCOMPARE(archive_counts::difference(*archive, numberedUpTo(1000)), QString());
    ARCHIVE_OK(archive->check());
}

void TestArchiveErrors::fileSizeLimit()
{
    fill(100);
    auto archive = Archive::open(m_path);
    ARCHIVE_OK(archive);
    rlimit limit{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &limit), 0);
    const rlimit small{200'000, limit.rlim_max};
    std::signal(SIGXFSZ, SIG_IGN);
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto refused = ReportStore(*archive).add(numberedUpTo(2000, 100));
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &limit), 0);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::DiskFull);
    QCOMPARE(archive_counts::difference(*archive, numberedUpTo(100)), QString());
    ARCHIVE_OK(ReportStore(*archive).add(numberedUpTo(2000, 100)));
    ARCHIVE_OK(archive->check());
    QCOMPARE(archive_counts::difference(*archive, numberedUpTo(2000)), QString());
}

void TestArchiveErrors::twoWritersAgree()
{
    const auto reports = numberedUpTo(400);
    std::atomic<int> imported = 0, known = 0, failed = 0;
    std::vector<std::thread> threads;
    for (int t = 0; t < 3; ++t)
        threads.emplace_back([&, t] {
            auto archive = Archive::open(m_path);
            if (!archive)
                qWarning("opening: %s", qPrintable(message(archive.error())));
            failed += archive ? 0 : 1;
            for (std::size_t i = 0; archive && i < reports.size(); i += 20) {
                const std::size_t from = t == 1 ? reports.size() - 20 - i : i; // one of them from the end
                const auto added = ReportStore(*archive).add(std::span(reports).subspan(from, 20));
                if (!added)
                    qWarning("adding: %s", qPrintable(message(added.error())));
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
    auto archive = Archive::open(m_path);
    ARCHIVE_OK(archive);
    ARCHIVE_OK(archive->check());
    QCOMPARE(archive_counts::difference(*archive, reports), QString());
}

void TestArchiveErrors::keepsFactsAndPlans()
{
    auto archive = Archive::open(m_path);
    ARCHIVE_OK(archive);
    FactsStore store(*archive);
    facts::DomainFacts facts;
    facts.domain = "acme.example";
    for (const qint64 at : {1'700'000'000'123, 1'700'000'500'000}) {
        facts.observedAt = QDateTime::fromMSecsSinceEpoch(at, Qt::UTC);
        facts.elapsedMs = at % 1000;
        ARCHIVE_OK(store.add(facts));
    }
    QVERIFY(*store.latest("acme.example") == facts);
    QCOMPARE(store.times("acme.example")->size(), 2);
    QCOMPARE((*store.at("acme.example", store.times("acme.example")->at(1)))->elapsedMs, 123);
    QCOMPARE(*store.domains(), QStringList{"acme.example"});
    QVERIFY(!store.latest("other.example")->has_value());
    ARCHIVE_OK(PlanStore(*archive).save("acme.example", {{"mode", "testing"}}, 1));
    ARCHIVE_OK(PlanStore(*archive).save("acme.example", {{"mode", "enforce"}}, 2));
    QCOMPARE(PlanStore(*archive).plan("acme.example")->value().value("mode").toString(), "enforce");
    ARCHIVE_OK(PlanStore(*archive).remove("acme.example"));
    QVERIFY(!PlanStore(*archive).plan("acme.example")->has_value());
    QVERIFY(!PlanStore(*archive).read("acme.example")->has_value());
    ARCHIVE_OK(PlanStore(*archive).save("acme.example", {{"version", 99}}, 3));
    QCOMPARE(PlanStore(*archive).read("acme.example").error().code, ErrorCode::Corrupt);
    QVERIFY(!PlanStore(*archive).readable("acme.example")->has_value());
    ARCHIVE_OK(archive->connection().run("UPDATE plans SET json = '[]'"));
    QCOMPARE(PlanStore(*archive).read("acme.example").error().code, ErrorCode::Corrupt);
    QVERIFY(!PlanStore(*archive).readable("acme.example")->has_value());
}

QTEST_GUILESS_MAIN(TestArchiveErrors)
#include "test_archive_errors.moc"
