// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/probe_threads.h"

#include <algorithm>
#include <numeric>

namespace io {

ProbeThreads::ProbeThreads(int count)
{
    for (int i = 0; i < std::max(1, count); ++i) {
        auto worker = std::make_unique<Worker>();
        worker->context = std::make_unique<QObject>();
        worker->context->moveToThread(&worker->thread);
        worker->thread.setObjectName(QStringLiteral("probes-%1").arg(i + 1));
        worker->thread.start();
        m_workers.push_back(std::move(worker));
    }
}

ProbeThreads::~ProbeThreads()
{
    // All are told before any is waited for. Work that was posted earlier still runs first.
    for (const auto &worker : m_workers) {
        Worker *w = worker.get();
        QMetaObject::invokeMethod(
            w->context.get(),
            [w] {
                w->context.reset();
                w->thread.quit();
            },
            Qt::QueuedConnection);
    }
    for (const auto &worker : m_workers)
        worker->thread.wait();
}

ProbeThreads::Worker &ProbeThreads::leastBusy()
{
    const auto lighter = [](const auto &a, const auto &b) { return a->load < b->load; };
    return **std::min_element(m_workers.begin(), m_workers.end(), lighter);
}

void ProbeThreads::run(std::function<void()> work)
{
    place([work = std::move(work)]() -> QObject * {
        work();
        return nullptr;
    });
}

void ProbeThreads::place(std::function<QObject *()> make)
{
    Worker *worker = &leastBusy();
    ++worker->load;
    QMetaObject::invokeMethod(
        worker->context.get(),
        [worker, make = std::move(make)] {
            QObject *object = make();
            if (!object) {
                --worker->load;
                return;
            }
            object->setParent(worker->context.get());
            QObject::connect(object, &QObject::destroyed, object, [worker] { --worker->load; });
        },
        Qt::QueuedConnection);
}

int ProbeThreads::busy() const
{
    return std::accumulate(m_workers.begin(), m_workers.end(), 0,
                           [](int sum, const auto &worker) { return sum + worker->load; });
}

} // namespace io
