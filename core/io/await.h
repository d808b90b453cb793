// SPDX-License-Identifier: GPL-3.0-or-later
// Waiting for a future where one thing comes after the other, as in a command of the terminal program: the event loop
// runs meanwhile. A window never waits.
#pragma once

#include <QEventLoop>
#include <QFutureWatcher>

namespace io {

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

} // namespace io
