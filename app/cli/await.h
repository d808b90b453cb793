// SPDX-License-Identifier: GPL-3.0-or-later
// A command does one thing after the other; the event loop runs while it waits.
#pragma once

#include <QEventLoop>
#include <QFutureWatcher>

namespace cli {

/// The one value of the future.
template <class T>
T await(const QFuture<T> &future)
{
    QEventLoop loop;
    QFutureWatcher<T> watcher;
    QObject::connect(&watcher, &QFutureWatcher<T>::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    loop.exec();
    return future.result();
}

} // namespace cli
