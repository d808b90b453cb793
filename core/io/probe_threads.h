// SPDX-License-Identifier: GPL-3.0-or-later
// The threads on which probes live: a few, each with a Qt event loop, so that handshakes use every core that matters
// and never hold up the caller. Two are enough (PERFORMANCE: CPU goes to TLS, not to waiting). A probe is a QObject
// that is made on its thread, stays there and deletes itself when it is done.
#pragma once

#include <QThread>
#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace io {

class ProbeThreads
{
public:
    explicit ProbeThreads(int count = 2);
    /// Deletes the probes that are still there, each on its own thread; their destructors must deliver what they owe.
    /// All users of the threads must be gone or idle by then.
    ~ProbeThreads();
    ProbeThreads(const ProbeThreads &) = delete;
    ProbeThreads &operator=(const ProbeThreads &) = delete;

    /// Runs `work` on the least busy thread. Returns at once; from any thread.
    void run(std::function<void()> work);
    /// The same for something that stays: the object that `make` returns (null is allowed) counts as work until it is
    /// deleted.
    void place(std::function<QObject *()> make);

    int count() const { return int(m_workers.size()); }
    int busy() const; ///< work waiting or running and objects alive, over all threads

private:
    struct Worker
    {
        QThread thread;
        std::unique_ptr<QObject> context; ///< lives on the thread; parent of what is placed there
        std::atomic<int> load = 0;
    };
    Worker &leastBusy();

    std::vector<std::unique_ptr<Worker>> m_workers;
};

} // namespace io
