// SPDX-License-Identifier: GPL-3.0-or-later
// The bare prober's event loop: one epoll set and one list of timers a thread, and coroutines that wait for either. A
// task starts at once, so making two runs them in parallel.
#pragma once

#include <coroutine>
#include <ctime>
#include <exception>
#include <map>
#include <openssl/ssl.h>
#include <optional>
#include <sys/epoll.h>
#include <unistd.h>
#include <utility>

namespace bare {

inline long long nowUs()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

template <class T>
class Task
{
public:
    struct promise_type // the name that the language asks for
    {
        std::optional<T> value;
        std::coroutine_handle<> continuation;

        struct Final
        {
            bool await_ready() noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> handle) noexcept
            {
                const auto next = handle.promise().continuation;
                return next ? next : std::noop_coroutine();
            }
            void await_resume() noexcept {}
        };

        Task get_return_object() { return Task{std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_never initial_suspend() noexcept { return {}; }
        Final final_suspend() noexcept { return {}; }
        void return_value(T result) { value = std::move(result); }
        void unhandled_exception() { std::terminate(); }
    };

    explicit Task(std::coroutine_handle<promise_type> handle) : m_handle(handle) {}
    Task(Task &&other) noexcept : m_handle(std::exchange(other.m_handle, {})) {}
    Task(const Task &) = delete;
    Task &operator=(const Task &) = delete;
    ~Task()
    {
        if (m_handle)
            m_handle.destroy();
    }

    bool done() const { return m_handle.done(); }
    bool await_ready() { return m_handle.done(); }
    void await_suspend(std::coroutine_handle<> waiting) { m_handle.promise().continuation = waiting; }
    T await_resume() { return std::move(*m_handle.promise().value); }

private:
    std::coroutine_handle<promise_type> m_handle;
};

struct Waiter
{
    std::coroutine_handle<> handle;
    bool timedOut = false;
    bool armed = false;
    std::multimap<long long, Waiter *>::iterator timer;
};

struct Loop
{
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    std::multimap<long long, Waiter *> timers;

    void arm(Waiter *waiter, long long deadline)
    {
        waiter->timedOut = false;
        waiter->timer = timers.emplace(deadline, waiter);
        waiter->armed = true;
    }

    void wake(Waiter *waiter, bool timeout)
    {
        if (waiter->armed) {
            timers.erase(waiter->timer);
            waiter->armed = false;
        }
        waiter->timedOut = timeout;
        if (const auto handle = std::exchange(waiter->handle, {}))
            handle.resume();
    }
};

class Dns;

/// What one thread has.
struct Context
{
    Loop loop;
    Dns *dns = nullptr;
    SSL_CTX *tls = nullptr;
};

class Source
{
public:
    virtual void ready() = 0;
    virtual ~Source() = default;
};

/// A non-blocking socket that one coroutine at a time waits for.
class Socket : public Source
{
public:
    Socket(Context &context, int fd) : m_context(context), m_fd(fd)
    {
        epoll_event event{};
        event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
        event.data.ptr = static_cast<Source *>(this);
        epoll_ctl(context.loop.epoll, EPOLL_CTL_ADD, fd, &event);
    }
    ~Socket() override { close(m_fd); }
    Socket(const Socket &) = delete;
    Socket &operator=(const Socket &) = delete;

    void ready() override
    {
        if (m_waiter.handle)
            m_context.loop.wake(&m_waiter, false);
    }

    struct Awaiter
    {
        Socket &socket;
        long long deadline;
        bool await_ready() { return false; }
        void await_suspend(std::coroutine_handle<> handle)
        {
            socket.m_waiter.handle = handle;
            socket.m_context.loop.arm(&socket.m_waiter, deadline);
        }
        bool await_resume() { return !socket.m_waiter.timedOut; }
    };

    /// False when the deadline came first.
    Awaiter wait(long long deadline) { return {*this, deadline}; }
    int fd() const { return m_fd; }

private:
    Context &m_context;
    int m_fd;
    Waiter m_waiter;
};

} // namespace bare
