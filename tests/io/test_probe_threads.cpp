// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/probe_threads.h"

#include <QTimer>
#include <QtTest>
#include <set>

class TestProbeThreads : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void runsElsewhere();
    void spreadsTheWork();
    void objectsCountUntilTheyAreGone();
    void shutdownDeletesWhatIsThere();
    void postedWorkStillRuns();
};

void TestProbeThreads::runsElsewhere()
{
    io::ProbeThreads threads;
    QCOMPARE(threads.count(), 2);
    std::atomic<QThread *> seen = nullptr;
    threads.run([&] { seen = QThread::currentThread(); });
    QTRY_VERIFY(seen != nullptr);
    QVERIFY(seen != QThread::currentThread());
    QTRY_COMPARE(threads.busy(), 0);
}

void TestProbeThreads::spreadsTheWork()
{
    std::set<QThread *> seen; // each object leaves its mark under the lock
    std::mutex lock;
    io::ProbeThreads threads;
    for (int i = 0; i < 10; ++i)
        threads.place([&] {
            const std::lock_guard guard(lock);
            seen.insert(QThread::currentThread());
            return new QObject;
        });
    QCOMPARE(threads.busy(), 10);
    QTRY_VERIFY([&] {
        const std::lock_guard guard(lock);
        return seen.size() == 2;
    }());
}

void TestProbeThreads::objectsCountUntilTheyAreGone()
{
    io::ProbeThreads threads;
    std::atomic<bool> timerWorks = false;
    threads.place([&] {
        auto *object = new QObject;
        QTimer::singleShot(30, object, [&, object] {
            timerWorks = true;
            object->deleteLater();
        });
        return object;
    });
    QCOMPARE(threads.busy(), 1);
    QTRY_COMPARE(threads.busy(), 0);
    QVERIFY(timerWorks);
}

void TestProbeThreads::shutdownDeletesWhatIsThere()
{
    std::atomic<int> deletedOnItsThread = 0;
    struct Marker : QObject
    {
        explicit Marker(std::atomic<int> &count) : m_count(count) {}
        ~Marker() override { m_count += QThread::currentThread() == thread(); }
        std::atomic<int> &m_count;
    };
    {
        io::ProbeThreads threads;
        for (int i = 0; i < 5; ++i)
            threads.place([&] { return new Marker(deletedOnItsThread); });
    }
    QCOMPARE(deletedOnItsThread.load(), 5);
}

void TestProbeThreads::postedWorkStillRuns()
{
    std::atomic<int> ran = 0;
    {
        io::ProbeThreads threads(1);
        for (int i = 0; i < 100; ++i)
            threads.run([&] { ++ran; });
    }
    QCOMPARE(ran.load(), 100);
}

QTEST_GUILESS_MAIN(TestProbeThreads)
#include "test_probe_threads.moc"
