// SPDX-License-Identifier: GPL-3.0-or-later
// A folder where files arrive: complete ones come out once, also across restarts, and folders below are seen.
#include "io/folder_watch.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace io;

namespace {

constexpr WatchTimes quick{.stableMs = 100, .scanMs = 300};
constexpr int patienceMs = 20'000;

void append(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::Append));
    file.write(bytes);
}

} // namespace

class TestFolderWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void handsOverWhatIsThereAndWhatArrives()
    {
        append(path("in/a"), "1");
        FolderWatch watch(path("in"), {}, quick);
        QStringList seen;
        connect(&watch, &FolderWatch::ready, this, [&](const QStringList &paths) {
            seen += paths;
            QCOMPARE(watch.markDone(paths), QString());
        });
        watch.start();
        QTRY_COMPARE_WITH_TIMEOUT(seen, QStringList{path("in/a")}, patienceMs);
        append(path("in/b"), "2");
        QTRY_COMPARE_WITH_TIMEOUT(seen.size(), 2, patienceMs);
        QVERIFY(QDir(path("in")).mkdir(QStringLiteral("below")));
        append(path("in/below/c"), "3");
        QTRY_COMPARE_WITH_TIMEOUT(seen.size(), 3, patienceMs);
        QCOMPARE(seen.last(), path("in/below/c"));
        append(path("in/a"), "more");
        QTRY_COMPARE_WITH_TIMEOUT(seen.size(), 4, patienceMs);
        QCOMPARE(seen.last(), path("in/a"));
    }

    void waitsWhileAFileGrows()
    {
        FolderWatch watch(path("in"), {}, {.stableMs = 400, .scanMs = 50});
        qint64 sizeSeen = -1;
        connect(&watch, &FolderWatch::ready, this,
                [&](const QStringList &paths) { sizeSeen = QFileInfo(paths.first()).size(); });
        watch.start();
        for (int i = 0; i < 10; ++i) {
            append(path("in/growing"), "0123456789");
            QTest::qWait(60);
        }
        QTRY_COMPARE_WITH_TIMEOUT(sizeSeen, 100, patienceMs);
    }

    void remembersAcrossRestarts()
    {
        append(path("in/a"), "1");
        append(path("in/b"), "1");
        const QString state = path("state.json");
        {
            FolderWatch watch(path("in"), state, quick);
            QSignalSpy ready(&watch, &FolderWatch::ready);
            watch.start();
            QVERIFY(ready.wait(patienceMs));
            QCOMPARE(watch.markDone({path("in/a")}), QString()); // b was not imported: it comes again
        }
        FolderWatch watch(path("in"), state, quick);
        QSignalSpy ready(&watch, &FolderWatch::ready);
        watch.start();
        QVERIFY(ready.wait(patienceMs));
        QCOMPARE(ready.first().first().toStringList(), QStringList{path("in/b")});
    }

    void saysWhenTheFolderIsLost()
    {
        FolderWatch watch(path("in"), {}, quick);
        QSignalSpy lost(&watch, &FolderWatch::lost);
        QSignalSpy ready(&watch, &FolderWatch::ready);
        watch.start();
        QVERIFY(QDir().rename(path("in"), m_folder->filePath(QStringLiteral("away"))));
        QVERIFY(lost.wait(patienceMs));
        QVERIFY(QDir().rename(m_folder->filePath(QStringLiteral("away")), m_folder->filePath(QStringLiteral("in"))));
        append(path("in/a"), "1");
        QVERIFY(ready.wait(patienceMs));
        QCOMPARE(lost.size(), 1);
    }

    void saysWhenTheStateCannotBeSaved()
    {
        append(path("in/a"), "1");
        FolderWatch watch(path("in"), path("in/a/state.json"), quick);
        QSignalSpy ready(&watch, &FolderWatch::ready);
        watch.start();
        QVERIFY(ready.wait(patienceMs));
        QVERIFY(!watch.markDone({path("in/a")}).isEmpty());
    }

private:
    QString path(const char *name)
    {
        QDir(m_folder->path()).mkdir(QStringLiteral("in"));
        return m_folder->filePath(QLatin1String(name));
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestFolderWatch)
#include "test_folder_watch.moc"
