// SPDX-License-Identifier: GPL-3.0-or-later
// Mails that wait: in order, for each recipient, no more than a number of them, and gone once they were taken.
#include "archive_reports.h"
#include "postgres_server.h"

#include "archive/outbox.h"

using namespace archive;

namespace {

const QDateTime written(QDate(2026, 6, 1), QTime(12, 0), Qt::UTC);

UnsentMail mail(int number)
{
    return {0, written.addDays(number), QString("subject %1").arg(number),
            QString("body %1\n\x1b second line\n").arg(number)};
}

QStringList subjects(const Result<QList<UnsentMail>> &waiting)
{
    QStringList list;
    if (waiting)
        for (const UnsentMail &each : *waiting)
            list += each.subject;
    return list;
}

} // namespace

class TestOutbox : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatWaits_data()
    {
        QTest::addColumn<bool>("postgres");
        QTest::newRow("sqlite") << false;
        QTest::newRow("postgres") << true;
    }
    void keepsWhatWaits()
    {
        QFETCH(bool, postgres);
        if (postgres && (PostgresServer::programs().isEmpty() || !QSqlDatabase::isDriverAvailable("QPSQL")))
            QSKIP("PostgreSQL or Qt's driver for it is not installed");
        QTemporaryDir folder;
        PostgresServer server;
        if (postgres)
            QCOMPARE(server.start(), QString());
        auto archive =
            Archive::open(postgres ? server.words(server.createDatabase()) : folder.filePath("archive.sqlite"));
        ARCHIVE_OK(archive);
        Outbox outbox(*archive);
        const QString root = QStringLiteral("root"), other = QStringLiteral("admin@acme.example");
        QVERIFY(subjects(outbox.waiting(root)).isEmpty());
        for (int number = 1; number <= Outbox::most; ++number)
            QCOMPARE(outbox.put(root, mail(number)).value_or(-1), 0);
        QCOMPARE(outbox.put(root, mail(100)).value_or(-1), 1);
        QCOMPARE(outbox.put(other, mail(7)).value_or(-1), 0);

        const auto waiting = outbox.waiting(root);
        QCOMPARE(subjects(waiting).size(), Outbox::most);
        QCOMPARE(subjects(waiting).first(), "subject 2");
        QCOMPARE(waiting->last().body, mail(100).body);
        QCOMPARE(waiting->last().writtenAt, mail(100).writtenAt);
        // What comes while a mail is under way stays.
        QCOMPARE(outbox.put(root, mail(200)).value_or(-1), 1);
        ARCHIVE_OK(outbox.sent(root, waiting->last().number));
        QCOMPARE(subjects(outbox.waiting(root)), QStringList("subject 200"));
        QCOMPARE(subjects(outbox.waiting(other)), QStringList("subject 7"));
    }
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "test_outbox.moc"
