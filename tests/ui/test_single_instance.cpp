// SPDX-License-Identifier: GPL-3.0-or-later
// Real local sockets and a real lock file; the second start is a second object, as the lock file knows no threads.
#include "desktop/single_instance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <thread>

using desktop::SingleInstance;

class TestSingleInstance : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void handsFilesOver();
    void anotherArchiveIsAnotherInstance();
    void comesBackAfterOneThatWasKilled();
    void bearsNonsense_data();
    void bearsNonsense();

private:
    QTemporaryDir m_folder;
    QString m_archive;
    int m_count = 0;
};

void TestSingleInstance::init()
{
    qputenv("TMPDIR", m_folder.path().toUtf8());
    m_archive = QStringLiteral("archive-%1.db").arg(++m_count);
}

void TestSingleInstance::handsFilesOver()
{
    SingleInstance first(m_archive);
    QVERIFY(!first.handOver({QStringLiteral("own")}));
    QSignalSpy wanted(&first, &SingleInstance::wanted);
    const QStringList names{QStringLiteral("/tmp/a b.json.gz"), QStringLiteral("/tmp/new\nline"),
                            QStringLiteral("relative.eml")};
    std::atomic<int> handed = -1;
    std::thread second([&] { handed = SingleInstance(m_archive).handOver(names); });
    QVERIFY(wanted.wait());
    second.join();
    QCOMPARE(handed.load(), 1);
    const QStringList got = wanted.first().first().toStringList();
    QCOMPARE(got.mid(0, 2), names.mid(0, 2));
    QCOMPARE(got.last(), QDir().absoluteFilePath(names.last()));
}

void TestSingleInstance::anotherArchiveIsAnotherInstance()
{
    SingleInstance first(m_archive), other(m_archive + u'x');
    QVERIFY(!first.handOver({}));
    QVERIFY(!other.handOver({}));
}

void TestSingleInstance::comesBackAfterOneThatWasKilled()
{
    {
        SingleInstance first(m_archive);
        QVERIFY(!first.handOver({}));
    }
    SingleInstance second(m_archive);
    QVERIFY(!second.handOver({}));
    QSignalSpy wanted(&second, &SingleInstance::wanted);
    std::atomic<int> handed = -1;
    std::thread third([&] { handed = SingleInstance(m_archive).handOver({}); });
    QVERIFY(wanted.wait());
    third.join();
    QCOMPARE(handed.load(), 1);
    QVERIFY(wanted.first().first().toStringList().isEmpty());
}

void TestSingleInstance::bearsNonsense_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<bool>("wants");
    QTest::newRow("huge size") << QByteArray("\xff\xff\xff\xff[]") << false;
    QTest::newRow("no list") << QByteArray(QByteArray("\0\0\0\4", 4) + "null") << true;
    QTest::newRow("numbers") << QByteArray(QByteArray("\0\0\0\5", 4) + "[1,2]") << true;
    QTest::newRow("half") << QByteArray("\0\0", 2) << false;
    QTest::newRow("endless") << QByteArray("\x7f" + QByteArray(2 << 20, 'x')) << false;
}

void TestSingleInstance::bearsNonsense()
{
    QFETCH(QByteArray, message);
    QFETCH(bool, wants);
    SingleInstance first(m_archive);
    QVERIFY(!first.handOver({}));
    QSignalSpy wanted(&first, &SingleInstance::wanted);
    const QStringList sockets = QDir(m_folder.path()).entryList({QStringLiteral("sigillo-*")}, QDir::System);
    QVERIFY(!sockets.isEmpty());
    QLocalSocket other;
    for (const QString &name : sockets) {
        other.connectToServer(m_folder.filePath(name));
        if (other.waitForConnected(100))
            break;
    }
    QCOMPARE(other.state(), QLocalSocket::ConnectedState);
    other.write(message);
    QTRY_COMPARE_WITH_TIMEOUT(other.state(), QLocalSocket::UnconnectedState, 10'000);
    QCOMPARE(!wanted.isEmpty(), wants);
    if (wants)
        QVERIFY(wanted.first().first().toStringList().isEmpty());
}

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "test_single_instance.moc"
