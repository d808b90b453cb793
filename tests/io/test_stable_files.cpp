// SPDX-License-Identifier: GPL-3.0-or-later
// Which files of a watched folder are due, and what is remembered.
#include "io/stable_files.h"

#include <QTest>

using namespace io;

namespace {

using Present = QHash<QString, FileStamp>;
const QString a = QStringLiteral("a.json");
const QString b = QStringLiteral("b.json");

} // namespace

class TestStableFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void waitsUntilAFileIsStill()
    {
        StableFiles files(1000);
        QCOMPARE(files.look({{a, {10, 5}}}, 0), QStringList());
        QVERIFY(files.isWaiting());
        QCOMPARE(files.look({{a, {10, 5}}}, 999), QStringList());
        QCOMPARE(files.look({{a, {20, 5}}}, 1000), QStringList()); // it grew
        QCOMPARE(files.look({{a, {20, 5}}}, 1500), QStringList());
        QCOMPARE(files.look({{a, {20, 5}}}, 2000), QStringList{a});
        QVERIFY(!files.isWaiting());
    }

    void namesAFileOnce()
    {
        StableFiles files(0);
        files.look({{a, {1, 1}}}, 0);
        QCOMPARE(files.look({{a, {1, 1}}}, 1), QStringList{a});
        QCOMPARE(files.look({{a, {1, 1}}}, 2), QStringList());
        files.markDone(a);
        QCOMPARE(files.look({{a, {1, 1}}}, 3), QStringList());
    }

    void namesAChangedFileAgain()
    {
        StableFiles files(0);
        files.look({{a, {1, 1}}}, 0);
        files.look({{a, {1, 1}}}, 1);
        files.markDone(a);
        files.look({{a, {1, 2}}}, 2);
        QCOMPARE(files.look({{a, {1, 2}}}, 3), QStringList{a});
    }

    void namesAFileThatCameBackAgain()
    {
        StableFiles files(0);
        files.look({{a, {1, 1}}}, 0);
        files.look({{a, {1, 1}}}, 1);
        files.markDone(a);
        files.look({}, 2);
        files.look({{a, {1, 1}}}, 3);
        QCOMPARE(files.look({{a, {1, 1}}}, 4), QStringList{a});
    }

    void sortsByPath()
    {
        StableFiles files(0);
        files.look({{b, {1, 1}}, {a, {1, 1}}}, 0);
        QCOMPARE(files.look({{b, {1, 1}}, {a, {1, 1}}}, 1), (QStringList{a, b}));
    }

    void remembersWhatIsDone()
    {
        StableFiles files(0);
        const Present present{{a, {qint64(1) << 40, 1'700'000'000'123}}, {b, {2, 2}}};
        files.look(present, 0);
        files.look(present, 1);
        files.markDone(a);
        const auto done = StableFiles::doneFromJson(files.toJson());
        QVERIFY(done);
        StableFiles again(0);
        again.setDone(*done);
        again.look(present, 0);
        QCOMPARE(again.look(present, 1), QStringList{b});
    }

    void refusesAnotherState_data()
    {
        QTest::addColumn<QByteArray>("json");
        for (const char *json : {"", "[]", "{}", "{\"version\":2,\"done\":{}}", "{\"version\":1}",
                                 "{\"version\":1,\"done\":{\"a\":[1]}}", "{\"version\":1,\"done\":{\"a\":"})
            QTest::newRow(json) << QByteArray(json);
    }
    void refusesAnotherState()
    {
        QFETCH(QByteArray, json);
        QVERIFY(!StableFiles::doneFromJson(json));
    }
};

QTEST_GUILESS_MAIN(TestStableFiles)
#include "test_stable_files.moc"
