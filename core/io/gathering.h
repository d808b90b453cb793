// SPDX-License-Identifier: GPL-3.0-or-later
// Several futures of which one value is made, such as the answers of all name servers of a zone.
#pragma once

#include <QFuture>
#include <QObject>
#include <QPromise>

#include <memory>

namespace io {

/// Waits for several futures and delivers one value; lives until then. All continuations run on the caller's thread.
template <class T>
class Gathering
{
public:
    explicit Gathering(T value) : m_value(std::move(value)), m_context(new QObject) { m_promise.start(); }
    ~Gathering() { m_context->deleteLater(); } // it may be the receiver of the event that ends this
    Gathering(const Gathering &) = delete;
    Gathering &operator=(const Gathering &) = delete;
    T &value() { return m_value; }
    QFuture<T> future() { return m_promise.future(); }
    QObject *context() { return m_context; }
    void expect() { ++m_open; }
    void done()
    {
        if (--m_open > 0)
            return;
        m_promise.addResult(std::move(m_value));
        m_promise.finish();
    }

private:
    T m_value;
    QPromise<T> m_promise;
    QObject *m_context;
    int m_open = 1; // of the starter, so that answers that are ready at once do not end it
};

template <class T>
std::shared_ptr<Gathering<T>> gathering(T value = {})
{
    return std::make_shared<Gathering<T>>(std::move(value));
}

} // namespace io
