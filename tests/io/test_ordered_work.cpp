// SPDX-License-Identifier: GPL-3.0-or-later
// Results in order, whatever the threads do; the bound on what waits; a stop in the middle.
#include "io/ordered_work.h"

#include <QTest>

#include <atomic>
#include <chrono>

using namespace std::chrono_literals;

namespace {

using Work = io::OrderedWork<int, int>;

Work::Pull upTo(int count)
{
    return [next = 0, count]() mutable { return next < count ? std::optional(next++) : std::nullopt; };
}

} // namespace

class TestOrderedWork : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsTheOrder_data()
    {
        QTest::addColumn<int>("threads");
        QTest::newRow("one") << 1;
        QTest::newRow("two") << 2;
        QTest::newRow("eight") << 8;
        QTest::newRow("one a core") << 0;
    }
    void keepsTheOrder()
    {
        QFETCH(int, threads);
        Work work(threads, 100);
        std::vector<int> seen;
        work.run(
            upTo(2000),
            [](int task, const Work::Emit &emit) {
                if (task % 97 == 0)
                    std::this_thread::sleep_for(1ms);
                for (int i = 0; i < task % 3; ++i)
                    emit(task * 10 + i, 7);
            },
            [&](int result) { seen.push_back(result); }, {});
        std::vector<int> expected;
        for (int task = 0; task < 2000; ++task)
            for (int i = 0; i < task % 3; ++i)
                expected.push_back(task * 10 + i);
        QCOMPARE(seen, expected);
    }

    void endsWithoutTasks()
    {
        Work work(2, 100);
        int seen = 0;
        work.run(
            upTo(0), [](int, const Work::Emit &) {}, [&](int) { ++seen; }, {});
        QCOMPARE(seen, 0);
    }

    void boundsWhatWaits()
    {
        constexpr int each = 10;
        constexpr int budget = 100;
        Work work(4, budget);
        std::atomic<int> waiting = 0;
        std::atomic<int> most = 0;
        work.run(
            upTo(40),
            [&](int, const Work::Emit &emit) {
                for (int i = 0; i < 20; ++i) {
                    emit(each, each);
                    const int now = waiting += each;
                    for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
                    }
                }
            },
            [&](int weight) {
                std::this_thread::sleep_for(100us);
                waiting -= weight;
            },
            {});
        QCOMPARE(int(waiting), 0);
        // What waits and what the first task may add, once in the queue and once on its way to the consumer.
        QVERIFY2(most <= 4 * budget + 4 * each, QByteArray::number(int(most)).constData());
    }

    void letsHeavyResultsThrough()
    {
        Work work(2, 10);
        int seen = 0;
        work.run(
            upTo(10), [](int task, const Work::Emit &emit) { emit(task, 1'000); }, [&](int) { ++seen; }, {});
        QCOMPARE(seen, 10);
    }

    void stopsInTheMiddle()
    {
        for (int round = 0; round < 50; ++round) {
            Work work(3, 50);
            std::stop_source stop;
            int seen = 0;
            work.run(
                upTo(1'000'000), [](int task, const Work::Emit &emit) { emit(task, 10); },
                [&](int) {
                    if (++seen == 20)
                        stop.request_stop();
                },
                stop.get_token());
            QCOMPARE(seen, 20);
        }
    }

    void stopsFromAnotherThread()
    {
        Work work(2, 50);
        std::stop_source stop;
        std::jthread other([&] {
            std::this_thread::sleep_for(20ms);
            stop.request_stop();
        });
        int last = -1;
        bool inOrder = true;
        work.run(
            upTo(1'000'000'000), [](int task, const Work::Emit &emit) { emit(task, 10); },
            [&](int result) {
                inOrder = inOrder && result == last + 1;
                last = result;
            },
            stop.get_token());
        QVERIFY(inOrder);
        QVERIFY(last < 999'999'999);
    }
};

QTEST_GUILESS_MAIN(TestOrderedWork)
#include "test_ordered_work.moc"
