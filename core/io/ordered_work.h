// SPDX-License-Identifier: GPL-3.0-or-later
// Work on all cores whose results come back in the order of the tasks, in bounded memory. Tasks are pulled one by one;
// each is worked on by one thread, which may emit any number of results; the caller's thread consumes them, task after
// task, as if there were one thread only. So the same input always gives the same output, and which of two equal
// reports is the duplicate does not depend on chance.
//
// Memory: every result has a weight (bytes, roughly). When more than `budget` is waiting, the workers pause, except the
// one whose results are consumed next, so that nothing can wait for itself.
#pragma once

#include "io/give_way.h"

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

namespace io {

template <class Task, class Result>
class OrderedWork
{
public:
    using Emit = std::function<void(Result result, std::size_t weight)>;
    /// The next task, or nothing at the end. Called by one thread at a time, on a worker.
    using Pull = std::function<std::optional<Task>()>;
    /// On a worker; has to return soon after a stop was requested.
    using Work = std::function<void(const Task &task, const Emit &emit)>;
    /// On the thread that calls run(); the results of one task in their order.
    using Consume = std::function<void(Result result)>;

    /// `threads` below 1: one a core.
    OrderedWork(int threads, std::size_t budget)
        : m_threads(threads > 0 ? std::size_t(threads) : std::max<std::size_t>(1, std::thread::hardware_concurrency())),
          m_budget(budget)
    {
    }

    /// Returns when all is consumed, or after a stop: then results that were not consumed yet are dropped.
    void run(const Pull &pull, const Work &work, const Consume &consume, std::stop_token stop)
    {
        const std::stop_callback wake(stop, [this] {
            // The lock orders this with a thread that is about to wait.
            const std::scoped_lock lock(m_mutex);
            m_ready.notify_all();
            m_room.notify_all();
        });
        m_running = m_threads;
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < m_threads; ++i)
            threads.emplace_back([&] { workOff(pull, work, stop); });
        consumeAll(consume, stop);
    }

private:
    struct Slot
    {
        std::deque<Result> results;
        std::size_t weight = 0;
        bool finished = false;
    };

    void workOff(const Pull &pull, const Work &work, const std::stop_token &stop)
    {
        giveWay();
        while (const auto next = take(pull, stop)) {
            const std::size_t number = next->first;
            work(next->second,
                 [&](Result result, std::size_t weight) { put(number, std::move(result), weight, stop); });
            const std::scoped_lock lock(m_mutex);
            m_slots[number].finished = true;
            if (m_slots.begin()->first == number)
                m_ready.notify_one();
        }
        const std::scoped_lock lock(m_mutex);
        --m_running;
        m_ready.notify_one();
    }

    std::optional<std::pair<std::size_t, Task>> take(const Pull &pull, const std::stop_token &stop)
    {
        const std::scoped_lock order(m_pulling);
        {
            // Many small results weigh little, so the number of open tasks is bounded too.
            std::unique_lock lock(m_mutex);
            m_room.wait(lock, [&] { return stop.stop_requested() || m_slots.size() < slotsAThread * m_threads; });
        }
        if (stop.stop_requested())
            return std::nullopt;
        std::optional<Task> task = pull();
        if (!task)
            return std::nullopt;
        const std::scoped_lock lock(m_mutex);
        m_slots.emplace(m_pulled, Slot());
        return std::pair(m_pulled++, *std::move(task));
    }

    void put(std::size_t number, Result result, std::size_t weight, const std::stop_token &stop)
    {
        std::unique_lock lock(m_mutex);
        Slot &slot = m_slots[number];
        m_room.wait(lock, [&] {
            const std::size_t waiting = m_slots.begin()->first == number ? slot.weight : m_weight;
            return stop.stop_requested() || waiting == 0 || waiting + weight <= m_budget;
        });
        if (stop.stop_requested())
            return;
        const bool isNews = slot.results.empty() && m_slots.begin()->first == number;
        slot.results.push_back(std::move(result));
        slot.weight += weight;
        m_weight += weight;
        if (isNews)
            m_ready.notify_one();
    }

    void consumeAll(const Consume &consume, const std::stop_token &stop)
    {
        std::unique_lock lock(m_mutex);
        while (!stop.stop_requested()) {
            m_ready.wait(lock, [&] { return stop.stop_requested() || isReady() || (m_slots.empty() && !m_running); });
            if (stop.stop_requested() || m_slots.empty())
                return;
            std::deque<Result> results = takeReady();
            m_room.notify_all();
            lock.unlock();
            for (Result &result : results)
                if (!stop.stop_requested())
                    consume(std::move(result));
            lock.lock();
        }
    }

    // All that can be consumed now, of several tasks at once: waking somebody up for each result costs more than most
    // results do.
    std::deque<Result> takeReady()
    {
        std::deque<Result> results;
        while (isReady()) {
            Slot &first = m_slots.begin()->second;
            std::move(first.results.begin(), first.results.end(), std::back_inserter(results));
            first.results.clear();
            m_weight -= std::exchange(first.weight, 0);
            if (!first.finished)
                break;
            m_slots.erase(m_slots.begin());
        }
        return results;
    }

    bool isReady() const
    {
        return !m_slots.empty() && (m_slots.begin()->second.finished || !m_slots.begin()->second.results.empty());
    }

    /// Far enough ahead that nobody waits while a batch is being committed; what is ready is bounded by its weight.
    static constexpr std::size_t slotsAThread = 512;

    const std::size_t m_threads;
    const std::size_t m_budget;
    std::mutex m_pulling;                ///< taken before m_mutex
    std::mutex m_mutex;                  ///< guards what follows
    std::condition_variable m_ready;     ///< for the one that consumes
    std::condition_variable m_room;      ///< for the workers
    std::map<std::size_t, Slot> m_slots; ///< of the tasks that are not consumed, by number
    std::size_t m_pulled = 0;
    std::size_t m_weight = 0; ///< of all results that wait
    std::size_t m_running = 0;
};

} // namespace io
