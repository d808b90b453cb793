// SPDX-License-Identifier: GPL-3.0-or-later
// The edges of the program as scripts: each call is written down with its time and answered after a delay that the test
// chooses. No sockets, no threads; everything happens in the event loop of the test.
#pragma once

#include "io/interfaces.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QHash>
#include <QMetaEnum>
#include <QPromise>
#include <QTimer>
#include <algorithm>
#include <functional>
#include <memory>

namespace support {

/// A delay that stands for a future which is ready when the call returns.
inline constexpr int ready = -2;

/// Delivers `value` after `delayMs`, or what `onStop` makes of it as soon as `stop` is requested; negative: never by
/// itself.
template <class T>
QFuture<T> deliver(T value, int delayMs, std::stop_token stop, std::function<void(T &)> onStop)
{
    if (delayMs == ready)
        return QtFuture::makeReadyFuture(std::move(value));
    struct Pending
    {
        QPromise<T> promise;
        T value;
        std::function<void(T &)> onStop;
        std::optional<std::stop_callback<std::function<void()>>> callback;
        void finish(bool stopped)
        {
            if (!callback)
                return;
            callback.reset(); // it held this object
            if (stopped)
                onStop(value);
            promise.addResult(value);
            promise.finish();
        }
    };
    auto pending = std::make_shared<Pending>();
    pending->value = std::move(value);
    pending->onStop = std::move(onStop);
    pending->promise.start();
    QFuture<T> future = pending->promise.future();
    pending->callback.emplace(std::move(stop),
                              [pending] { QTimer::singleShot(0, qApp, [pending] { pending->finish(true); }); });
    if (delayMs >= 0)
        QTimer::singleShot(delayMs, Qt::PreciseTimer, qApp, [pending] { pending->finish(false); });
    return future;
}

/// When which call began, in milliseconds since the fake was made: "A mx1.example.it" → 15.
class CallLog
{
public:
    CallLog() { m_clock.start(); }
    void note(const QString &call) { m_calls.append({call, m_clock.elapsed()}); }
    bool has(const QString &call) const { return at(call) >= 0; }
    int count(const QString &beginning) const
    {
        return int(std::count_if(m_calls.begin(), m_calls.end(),
                                 [&](const auto &c) { return c.first.startsWith(beginning); }));
    }
    qint64 at(const QString &call) const ///< -1: never
    {
        for (const auto &[name, ms] : m_calls)
            if (name == call)
                return ms;
        return -1;
    }
    qsizetype position(const QString &call) const
    {
        for (qsizetype i = 0; i < m_calls.size(); ++i)
            if (m_calls[i].first == call)
                return i;
        return -1;
    }
    QStringList names() const
    {
        QStringList out;
        for (const auto &call : m_calls)
            out += call.first;
        return out;
    }

private:
    QElapsedTimer m_clock;
    QList<std::pair<QString, qint64>> m_calls;
};

/// Calls are logged as "MX example.it" and "prepare example.it". What is not scripted is NXDOMAIN.
class FakeResolver : public io::Resolver
{
public:
    explicit FakeResolver(CallLog &log) : m_log(log) {}

    void answer(const QString &name, facts::RecordType type, QByteArrayList rdata, int ms = -1)
    {
        facts::DnsAnswer a;
        a.status = rdata.isEmpty() ? facts::DnsStatus::NoData : facts::DnsStatus::Answer;
        a.rdata = std::move(rdata);
        set(name, type, a, ms);
    }
    void fail(const QString &name, facts::RecordType type, facts::DnsStatus status, int ms = -1)
    {
        facts::DnsAnswer a;
        a.status = status;
        set(name, type, a, ms);
    }
    void set(const QString &name, facts::RecordType type, facts::DnsAnswer a, int ms = -1)
    {
        a.name = name;
        a.type = type;
        m_script[key(name, type)] = {a, ms};
    }
    void setNever(const QString &name, facts::RecordType type) { m_never += key(name, type); }

    int delayMs = 0; ///< of every answer without its own
    QString problem; ///< what validationProblem() says

    QFuture<facts::DnsAnswer> lookup(const QString &name, facts::RecordType type, std::stop_token stop) override
    {
        m_log.note(key(name, type));
        facts::DnsAnswer absent;
        absent.status = facts::DnsStatus::NxDomain;
        auto [found, delay] = m_script.value(key(name, type), {absent, -1});
        found.name = name;
        found.type = type;
        const int ms = m_never.contains(key(name, type)) ? -1 : delay >= 0 ? delay : delayMs;
        return deliver<facts::DnsAnswer>(found, ms, std::move(stop), [](facts::DnsAnswer &a) {
            a.status = facts::DnsStatus::Cancelled;
            a.rdata.clear();
        });
    }
    void prepare(const QString &name) override { m_log.note(QStringLiteral("prepare ") + name); }
    QString description() const override { return QStringLiteral("fake"); }
    QFuture<QString> validationProblem(std::stop_token stop) override
    {
        return deliver<QString>(problem, delayMs, std::move(stop),
                                [](QString &text) { text = QStringLiteral("cancelled"); });
    }

    static QString key(const QString &name, facts::RecordType type)
    {
        return QString::fromLatin1(QMetaEnum::fromType<facts::RecordType>().valueToKey(int(type))).toUpper() + u' ' +
               name;
    }

private:
    CallLog &m_log;
    QHash<QString, std::pair<facts::DnsAnswer, int>> m_script;
    QStringList m_never;
};

/// Logged as "fetch mta-sts.example.it 192.0.2.1".
class FakeFetcher : public io::PolicyFetcher
{
public:
    explicit FakeFetcher(CallLog &log) : m_log(log) {}
    int delayMs = 0;

    QFuture<facts::PolicyFetch> fetch(const io::PolicyTarget &target, std::stop_token stop) override
    {
        m_log.note(QStringLiteral("fetch %1 %2").arg(target.host, target.address.toString()));
        last = target;
        facts::PolicyFetch fetched;
        fetched.address = target.address;
        fetched.port = target.port;
        fetched.reached = facts::FetchStage::Done;
        fetched.httpStatus = 200;
        return deliver<facts::PolicyFetch>(fetched, delayMs, std::move(stop), [](facts::PolicyFetch &f) {
            f.reached = facts::FetchStage::Connect;
            f.cause = facts::Cause::Cancelled;
        });
    }

    io::PolicyTarget last;

private:
    CallLog &m_log;
};

/// Logged as "probe mx1.example.it 192.0.2.25" and "greet smtp.google.com 192.0.2.99". Sessions succeed unless
/// scripted.
class FakeProber : public io::SmtpProber
{
public:
    explicit FakeProber(CallLog &log) : m_log(log) {}
    int delayMs = 0;
    int greetDelayMs = 0;
    int connectAtMs = -1; ///< when a session says that it is connected; negative: never, only at its end

    /// The connection to `address` ends in Connect with `cause` after `ms`; negative: never by itself.
    void refuse(const QString &address, facts::Cause cause = facts::Cause::Refused, int ms = 0)
    {
        m_dead[address] = {cause, ms};
    }

    QFuture<facts::SmtpProbe> probe(const io::SmtpTarget &target, std::stop_token stop) override
    {
        m_log.note(QStringLiteral("probe %1 %2").arg(target.host, target.address.toString()));
        last = target;
        if (connectAtMs >= 0 && target.onConnected)
            QTimer::singleShot(connectAtMs, qApp, target.onConnected);
        return session(target, delayMs, std::move(stop));
    }
    QFuture<facts::SmtpProbe> greet(const io::SmtpTarget &target, std::stop_token stop) override
    {
        m_log.note(QStringLiteral("greet %1 %2").arg(target.host, target.address.toString()));
        return session(target, greetDelayMs, std::move(stop));
    }

    io::SmtpTarget last;

private:
    QFuture<facts::SmtpProbe> session(const io::SmtpTarget &target, int ms, std::stop_token stop)
    {
        facts::SmtpProbe seen;
        seen.address = target.address;
        seen.port = target.port;
        seen.reached = facts::SmtpStage::Done;
        if (const auto dead = m_dead.constFind(target.address.toString()); dead != m_dead.constEnd()) {
            seen.reached = facts::SmtpStage::Connect;
            seen.cause = dead->first;
            seen.error = QStringLiteral("scripted");
            ms = dead->second;
        }
        return deliver<facts::SmtpProbe>(seen, ms, std::move(stop), [](facts::SmtpProbe &p) {
            p.reached = facts::SmtpStage::Connect;
            p.cause = facts::Cause::Cancelled;
        });
    }

    CallLog &m_log;
    QHash<QString, std::pair<facts::Cause, int>> m_dead;
};

class FakeClock : public io::Clock
{
public:
    QDateTime time = QDateTime(QDate(2026, 11, 24), QTime(12, 0), Qt::UTC);
    QDateTime now() const override { return time; }
};

} // namespace support
