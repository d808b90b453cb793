// SPDX-License-Identifier: GPL-3.0-or-later
// Both ways of rows into a table do the same: through SQLite's own interface, and through QSqlQuery, which is all there
// is where Qt's driver has a SQLite of its own.
#include "archive_reports.h"

#include "archive/sql_row_writer.h"
#include "archive/sqlite_row_writer.h"

using namespace archive;

namespace {

constexpr char columns[] = "id, number, text, bytes";

struct Row
{
    std::int64_t id;
    std::optional<std::int64_t> number;
    std::string text;
    QByteArray bytes;
};

/// Texts and bytes of every kind; empty ones are no NULL.
std::vector<Row> someRows(int count)
{
    const std::string texts[] = {"", "'); DROP TABLE t; --", "\xE2\x80\xAE", std::string(10'000, 'x')};
    std::vector<Row> rows;
    for (int i = 0; i < count; ++i)
        rows.push_back({i + 1, i % 3 == 0 ? std::nullopt : std::optional<std::int64_t>(i * 1'000'000'007LL - 5),
                        texts[i % 4], i % 5 == 0 ? QByteArray("") : QByteArray(i, '\0')});
    return rows;
}

} // namespace

class TestRowWriter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void writesWhatItIsGiven_data();
    void writesWhatItIsGiven();
    void refusesARow_data() { bothWays(); }
    void refusesARow();
    void addsToWhatIsThere_data() { bothWays(); }
    void addsToWhatIsThere();
    void dropsWhatWasNotWritten_data() { bothWays(); }
    void dropsWhatWasNotWritten();

private:
    static void bothWays();
    std::unique_ptr<RowWriter> writer(const char *tail = "");
    qlonglong number(const QString &sql) { return m_archive->connection().value(sql)->toLongLong(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Archive> m_archive;
};

void TestRowWriter::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto opened = Archive::open(m_folder->filePath("a.db"));
    ARCHIVE_OK(opened);
    m_archive = std::make_unique<Archive>(std::move(*opened));
    ARCHIVE_OK(m_archive->connection().run("CREATE TABLE t (id BIGINT NOT NULL PRIMARY KEY, number BIGINT, text TEXT "
                                           "NOT NULL, bytes BLOB NOT NULL)"));
}

void TestRowWriter::cleanup()
{
    m_archive.reset();
    m_folder.reset();
}

void TestRowWriter::bothWays()
{
    QTest::addColumn<bool>("direct");
    QTest::newRow("SQLite's own interface") << true;
    QTest::newRow("QSqlQuery") << false;
}

std::unique_ptr<RowWriter> TestRowWriter::writer(const char *tail)
{
    QFETCH(bool, direct);
    Connection &connection = m_archive->connection();
    if (!direct)
        return std::make_unique<SqlRowWriter>(connection, "t", columns, tail);
    if (!connection.sqlite())
        return nullptr;
    return std::make_unique<SqliteRowWriter>(connection, *connection.sqlite(), "t", columns, tail);
}

// More and fewer rows than go with one statement.
void TestRowWriter::writesWhatItIsGiven_data()
{
    QTest::addColumn<bool>("direct");
    QTest::addColumn<int>("count");
    for (const int count : {0, 1, 15, 16, 17, 32, 40, 333}) {
        QTest::addRow("SQLite's own interface, %d", count) << true << count;
        QTest::addRow("QSqlQuery, %d", count) << false << count;
    }
}

void TestRowWriter::writesWhatItIsGiven()
{
    QFETCH(int, count);
    const auto rows = writer();
    if (!rows)
        QSKIP("Qt's driver has a SQLite of its own here");
    const std::vector<Row> given = someRows(count);
    ARCHIVE_OK(m_archive->connection().transaction([&]() -> Result<> {
        for (const Row &row : given)
            if (auto done = rows->add(row.id, row.number, row.text, row.bytes); !done)
                return done;
        return rows->flush();
    }));
    auto found = m_archive->connection().select("SELECT id, number, text, bytes FROM t ORDER BY id");
    ARCHIVE_OK(found);
    for (const Row &row : given) {
        QVERIFY(found->next());
        QCOMPARE(found->value(0).toLongLong(), row.id);
        QCOMPARE(found->value(1).isNull(), !row.number);
        QCOMPARE(found->value(1).toLongLong(), row.number.value_or(0));
        QVERIFY(!found->value(2).isNull() && !found->value(3).isNull());
        QCOMPARE(found->value(2).toString().toStdString(), row.text);
        QCOMPARE(found->value(3).toByteArray(), row.bytes);
    }
    QVERIFY(!found->next());
}

// One row among many that the table does not take: an error, and nothing of the transaction stays.
void TestRowWriter::refusesARow()
{
    const auto rows = writer();
    if (!rows)
        QSKIP("Qt's driver has a SQLite of its own here");
    std::vector<Row> given = someRows(40);
    given[20].id = given[3].id;
    const auto done = m_archive->connection().transaction([&]() -> Result<> {
        for (const Row &row : given)
            if (auto added = rows->add(row.id, row.number, row.text, row.bytes); !added)
                return added;
        return rows->flush();
    });
    QVERIFY(!done);
    QVERIFY(message(done.error()).contains("UNIQUE"));
    QCOMPARE(number("SELECT count(*) FROM t"), 0);

    rows->clear();
    const Row &whole = given[0];
    ARCHIVE_OK(rows->add(whole.id, whole.number, whole.text, whole.bytes));
    ARCHIVE_OK(rows->flush());
    QCOMPARE(number("SELECT count(*) FROM t"), 1);
}

void TestRowWriter::addsToWhatIsThere()
{
    const auto rows = writer("ON CONFLICT (id) DO UPDATE SET number = t.number + excluded.number");
    if (!rows)
        QSKIP("Qt's driver has a SQLite of its own here");
    const std::string text = "t";
    const QByteArray bytes("b");
    for (const int last : {50, 30})
        for (std::int64_t id = 1; id <= last; ++id)
            ARCHIVE_OK(rows->add(id, id, text, bytes));
    ARCHIVE_OK(rows->flush());
    QCOMPARE(number("SELECT count(*) FROM t"), 50);
    QCOMPARE(number("SELECT sum(number) FROM t"), 50 * 51 / 2 + 30 * 31 / 2);
}

void TestRowWriter::dropsWhatWasNotWritten()
{
    const auto rows = writer();
    if (!rows)
        QSKIP("Qt's driver has a SQLite of its own here");
    const std::string text = "t";
    const QByteArray bytes("b");
    for (std::int64_t id = 1; id <= 5; ++id)
        ARCHIVE_OK(rows->add(id, id, text, bytes));
    rows->clear();
    ARCHIVE_OK(rows->flush());
    QCOMPARE(number("SELECT count(*) FROM t"), 0);
}

QTEST_GUILESS_MAIN(TestRowWriter)
#include "test_row_writer.moc"
