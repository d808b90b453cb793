// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/policy_fetcher.h"

#include "io/policy_probe.h"
#include "io/probe_threads.h"

namespace io {
namespace {

QFuture<facts::PolicyFetch> settled(facts::PolicyFetch fetch, facts::Cause cause, const QString &error)
{
    fetch.cause = cause;
    fetch.error = error;
    QPromise<facts::PolicyFetch> promise;
    promise.start();
    promise.addResult(std::move(fetch));
    promise.finish();
    return promise.future();
}

} // namespace

HttpsPolicyFetcher::HttpsPolicyFetcher(ProbeThreads &threads, std::shared_ptr<const tls::TrustStore> trust)
    : m_threads(threads), m_trust(std::move(trust))
{
    // OpenSSL needs milliseconds to set up; the first DNS answers need them too.
    m_threads.run([store = m_trust] { store->context(); });
}

QFuture<facts::PolicyFetch> HttpsPolicyFetcher::fetch(const PolicyTarget &target, std::stop_token stop)
{
    if (stop.stop_requested())
        return settled(blankFetch(target), facts::Cause::Cancelled, {});
    if (!target.allowPrivate && target.address.scope() != base::AddressScope::Global)
        return settled(blankFetch(target), facts::Cause::PrivateAddress, {});
    QPromise<facts::PolicyFetch> promise;
    promise.start();
    const QFuture<facts::PolicyFetch> future = promise.future();
    // std::function wants copies; a promise has none.
    auto shared = std::make_shared<QPromise<facts::PolicyFetch>>(std::move(promise));
    m_threads.place([target, shared, trust = m_trust, stop = std::move(stop)]() -> QObject * {
        auto *probe = new PolicyProbe(target, trust, std::move(*shared), stop);
        probe->start();
        return probe;
    });
    return future;
}

} // namespace io
