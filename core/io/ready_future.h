// SPDX-License-Identifier: GPL-3.0-or-later
// A future that has its one value already.
#pragma once

#include <QFuture>
#include <QPromise>

namespace io {

template <class T>
QFuture<T> readyFuture(T value)
{
    QPromise<T> promise;
    promise.start();
    promise.addResult(std::move(value));
    promise.finish();
    return promise.future();
}

} // namespace io
