// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/keychain.h"

#include "io/ready_future.h"
#include "io/secret_service.h"

#include <QPromise>
#include <QTimer>

#include <algorithm>
#include <functional>

#include <qt6keychain/keychain.h>

namespace io {
namespace {

constexpr qsizetype longestName = 255;

bool isName(const QString &name)
{
    return !name.isEmpty() && name.size() <= longestName &&
           std::all_of(name.begin(), name.end(), [](QChar c) { return c > u' ' && c < QChar(0x7f); });
}

tl::unexpected<SecretError> failure(const char *code, const QString &detail = {})
{
    return tl::unexpected(SecretError{QString::fromLatin1(code), detail});
}

SecretError errorOf(const QKeychain::Job &job)
{
    const auto make = [&job](const char *code) { return SecretError{QString::fromLatin1(code), job.errorString()}; };
    switch (job.error()) {
    case QKeychain::EntryNotFound: return make(holdsLockedSecret(job.service(), job.key()) ? "locked" : "absent");
    case QKeychain::AccessDeniedByUser: return make("refused");
    case QKeychain::AccessDenied: return make("locked");
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented: return make("no-keychain");
    case QKeychain::NoError:
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::OtherError: break;
    }
    return make(secretService() == SecretService::Absent ? "no-keychain" : "failed");
}

/// One job under way; deletes itself. QtKeychain cannot stop a job: one that is not waited for any more goes on, and
/// its value is dropped.
template <class T>
class Call : public QObject
{
public:
    using Read = std::function<SecretResult<T>()>; ///< of a job that succeeded

    Call(QKeychain::Job *job, Read read, int timeoutMs, std::stop_token stop)
        : m_read(std::move(read)), m_stop(std::move(stop), [this] {
              QMetaObject::invokeMethod(
                  this, [this] { finish(failure("cancelled")); }, Qt::QueuedConnection);
          })
    {
        m_promise.start();
        connect(job, &QKeychain::Job::finished, this, [this](QKeychain::Job *done) {
            finish(done->error() == QKeychain::NoError ? m_read() : tl::unexpected(errorOf(*done)));
        });
        QTimer::singleShot(timeoutMs, this, [this] { finish(failure("timeout")); });
        job->start();
    }
    QFuture<SecretResult<T>> future() { return m_promise.future(); }

private:
    void finish(SecretResult<T> result)
    {
        if (std::exchange(m_over, true))
            return;
        m_promise.addResult(std::move(result));
        m_promise.finish();
        deleteLater();
    }

    Read m_read;
    QPromise<SecretResult<T>> m_promise;
    bool m_over = false;
    std::stop_callback<std::function<void()>> m_stop; // last: it may run while this is being made
};

template <class T>
QFuture<SecretResult<T>> start(QKeychain::Job *job, const QString &name, typename Call<T>::Read read, int timeoutMs,
                               std::stop_token stop)
{
    job->setKey(name);
    return (new Call<T>(job, std::move(read), timeoutMs, std::move(stop)))->future();
}

template <class T>
QFuture<SecretResult<T>> badName()
{
    return readyFuture<SecretResult<T>>(failure("bad-name"));
}

} // namespace

QFuture<SecretResult<SharedSecret>> Keychain::read(const QString &name, std::stop_token stop)
{
    if (!isName(name))
        return badName<SharedSecret>();
    auto *job = new QKeychain::ReadPasswordJob(m_service);
    const auto value = [job]() -> SecretResult<SharedSecret> {
        return std::make_shared<const Secret>(job->binaryData());
    };
    return start<SharedSecret>(job, name, value, m_timeoutMs, std::move(stop));
}

QFuture<SecretResult<void>> Keychain::write(const QString &name, SharedSecret secret, std::stop_token stop)
{
    if (!isName(name))
        return badName<void>();
    auto *job = new QKeychain::WritePasswordJob(m_service);
    job->setBinaryData(secret->bytes());
    return start<void>(
        job, name, [] { return SecretResult<void>(); }, m_timeoutMs, std::move(stop));
}

QFuture<SecretResult<void>> Keychain::remove(const QString &name, std::stop_token stop)
{
    if (!isName(name))
        return badName<void>();
    const auto isGone = [service = m_service, name]() -> SecretResult<void> {
        return holdsLockedSecret(service, name) ? SecretResult<void>(failure("locked")) : SecretResult<void>();
    };
    return start<void>(new QKeychain::DeletePasswordJob(m_service), name, isGone, m_timeoutMs, std::move(stop))
        .then([](const SecretResult<void> &done) {
            return !done && done.error().code == QLatin1String("absent") ? SecretResult<void>() : done;
        });
}

} // namespace io
