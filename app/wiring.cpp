// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiring.h"

#include "base/limits.h"
#include "io/open_files.h"
#include "io/policy_fetcher.h"
#include "io/probe_threads.h"
#include "io/smtp_prober.h"
#include "io/system_clock.h"
#include "io/unbound_resolver.h"
#include "tls/trust_store.h"

#include <future>
#include <optional>

namespace wiring {

namespace {

using Trust = std::shared_ptr<const tls::TrustStore>;
using LateTrust = std::shared_future<Trust>;

/// What probes need, made when the first of them is wanted: by then the first DNS questions are long on their way.
class Probes
{
public:
    explicit Probes(LateTrust trust) : m_trust(std::move(trust)) {}

    io::PolicyFetcher &fetcher()
    {
        if (!m_fetcher)
            m_fetcher.emplace(threads(), m_trust.get());
        return *m_fetcher;
    }
    io::SmtpProber &prober()
    {
        if (!m_prober)
            m_prober.emplace(threads(), m_trust.get());
        return *m_prober;
    }

private:
    io::ProbeThreads &threads()
    {
        if (!m_threads)
            m_threads.emplace();
        return *m_threads;
    }

    LateTrust m_trust;
    std::optional<io::ProbeThreads> m_threads; // outlives its users below
    std::optional<io::HttpsPolicyFetcher> m_fetcher;
    std::optional<io::NetworkSmtpProber> m_prober;
};

class LateFetcher : public io::PolicyFetcher
{
public:
    explicit LateFetcher(Probes &probes) : m_probes(probes) {}
    QFuture<facts::PolicyFetch> fetch(const io::PolicyTarget &target, std::stop_token stop) override
    {
        return m_probes.fetcher().fetch(target, std::move(stop));
    }

private:
    Probes &m_probes;
};

class LateProber : public io::SmtpProber
{
public:
    explicit LateProber(Probes &probes) : m_probes(probes) {}
    QFuture<facts::SmtpProbe> probe(const io::SmtpTarget &target, std::stop_token stop) override
    {
        return m_probes.prober().probe(target, std::move(stop));
    }
    QFuture<facts::SmtpProbe> greet(const io::SmtpTarget &target, std::stop_token stop) override
    {
        return m_probes.prober().greet(target, std::move(stop));
    }

private:
    Probes &m_probes;
};

class NetworkAdapters : public Adapters
{
public:
    NetworkAdapters(std::unique_ptr<io::UnboundResolver> resolver, LateTrust trust)
        : m_resolver(std::move(resolver)), m_probes(std::move(trust)), m_fetcher(m_probes), m_prober(m_probes)
    {
    }

    io::Resolver &resolver() override { return *m_resolver; }
    io::PolicyFetcher &policyFetcher() override { return m_fetcher; }
    io::SmtpProber &smtpProber() override { return m_prober; }
    const io::Clock &clock() const override { return m_clock; }

private:
    std::unique_ptr<io::UnboundResolver> m_resolver;
    Probes m_probes;
    LateFetcher m_fetcher;
    LateProber m_prober;
    io::SystemClock m_clock;
};

LateTrust ready(Trust trust)
{
    std::promise<Trust> promise;
    promise.set_value(std::move(trust));
    return promise.get_future().share();
}

// Both files can be unreadable; which one it was is worth more than the system's words.
tl::unexpected<base::ParseError> concerning(const QString &file, base::ParseError error)
{
    if (error.code == QLatin1String("unreadable"))
        error.excerpt = file.toUtf8();
    return tl::unexpected(std::move(error));
}

// A file that the user names is read at once, because a mistake in it has to end the program before anything is asked.
base::Result<LateTrust> trustFor(const QString &caFile)
{
    if (caFile.isEmpty())
        return std::async(std::launch::async, [] { return tls::TrustStore::system(); }).share();
    auto store = tls::TrustStore::fromPemFile(caFile);
    if (!store)
        return concerning(caFile, store.error());
    return ready(*store);
}

} // namespace

base::Result<std::unique_ptr<Adapters>> Adapters::create(const Settings &settings)
{
    io::makeRoomForOpenFiles();
    io::ResolverOptions options;
    if (!settings.resolver.isEmpty())
        options.servers = QStringList{settings.resolver};
    options.trustAnchorFile = settings.trustAnchorFile;
    if (settings.lookupMs > 0)
        options.timeoutMs = settings.lookupMs;
    auto resolver = io::UnboundResolver::create(options);
    if (!resolver)
        return concerning(settings.trustAnchorFile, resolver.error());
    auto trust = trustFor(settings.caFile);
    if (!trust)
        return tl::unexpected(trust.error());
    return std::make_unique<NetworkAdapters>(std::move(*resolver), std::move(*trust));
}

} // namespace wiring
