// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/smtp_prober.h"

#include "io/smtp_session.h"

#include <QPromise>
#include <QTimer>
#include <openssl/err.h>
#include <openssl/sslerr.h>
#include <optional>

namespace io {

using facts::Cause;
using facts::SmtpProbe;
using facts::SmtpStage;
using facts::TlsOutcome;

namespace {

/// Between two sessions with one server: it needs a moment to see that the last one is over, and some slow down eager
/// clients.
constexpr int pauseBetweenSessionsMs = 250;

struct Version
{
    const char *name;
    int wire;
};
constexpr Version versions[] = {{"TLSv1", 0x0301}, {"TLSv1.1", 0x0302}, {"TLSv1.2", 0x0303}, {"TLSv1.3", 0x0304}};

/// Exactly one probe arrives, a cancelled one when nobody else brought one (the threads ended, say).
class Delivery
{
public:
    explicit Delivery(const SmtpTarget &target) : m_target(target) { m_promise.start(); }
    ~Delivery()
    {
        if (m_delivered)
            return;
        SmtpProbe probe;
        probe.address = m_target.address;
        probe.port = m_target.port;
        probe.cause = Cause::Cancelled;
        deliver(probe);
    }
    Delivery(const Delivery &) = delete;
    Delivery &operator=(const Delivery &) = delete;

    QFuture<SmtpProbe> future() { return m_promise.future(); }
    void deliver(const SmtpProbe &probe)
    {
        m_delivered = true;
        m_promise.addResult(probe);
        m_promise.finish();
    }

private:
    SmtpTarget m_target;
    QPromise<SmtpProbe> m_promise;
    bool m_delivered = false;
};

/// The library of this machine may be built without a version: then nothing was learnt about the server.
bool failedBeforeTheClientHello(const facts::TlsFacts &tls)
{
    const char *reason = ERR_reason_error_string(ERR_PACK(ERR_LIB_SSL, 0, SSL_R_NO_PROTOCOLS_AVAILABLE));
    return reason && tls.error == QLatin1String(reason);
}

/// What the first session already tells about the versions: the newest common one was negotiated.
QList<facts::ProtocolOffer> offersKnownFrom(const SmtpProbe &probe)
{
    QList<facts::ProtocolOffer> offers;
    bool newerThanNegotiated = false;
    for (const Version &version : versions) {
        facts::ProtocolOffer offer;
        offer.protocol = QString::fromLatin1(version.name);
        offer.accepted = probe.tls.established() && probe.tls.protocol == offer.protocol;
        offer.tested = offer.accepted || newerThanNegotiated;
        offer.cipher = offer.accepted ? probe.tls.cipher : QString();
        newerThanNegotiated = newerThanNegotiated || offer.accepted;
        offers += offer;
    }
    return offers;
}

/// All sessions of one call. Lives on a worker thread and deletes itself when the result is out.
class Job : public QObject
{
public:
    Job(const SmtpTarget &target, smtp::Extent extent, std::shared_ptr<const tls::TrustStore> trust,
        std::shared_ptr<Delivery> delivery)
        : m_target(target), m_extent(extent), m_delivery(std::move(delivery))
    {
        m_tls.host = target.host;
        m_tls.trust = std::move(trust);
    }

    void begin(const std::stop_token &stop)
    {
        m_onStop.emplace(stop, [this] {
            QMetaObject::invokeMethod(
                this, [this] { cancel(); }, Qt::QueuedConnection);
        });
        startSession(m_tls, m_extent, &Job::onFirst);
    }

private:
    void startSession(const tls::ClientOptions &tls, smtp::Extent extent, void (Job::*then)(const SmtpProbe &))
    {
        m_session = new SmtpSession(m_target, tls, extent, this);
        connect(m_session, &SmtpSession::finished, this, [this, then](const SmtpProbe &probe) {
            std::exchange(m_session, nullptr)->deleteLater();
            (this->*then)(probe);
        });
        m_session->start();
    }

    void cancel()
    {
        m_cancelled = true;
        if (m_session)
            m_session->cancel();
        else
            deliver();
    }

    void onFirst(const SmtpProbe &probe)
    {
        m_probe = probe;
        const TlsOutcome outcome = probe.tls.outcome;
        const bool reachedTls =
            outcome == TlsOutcome::Established || outcome == TlsOutcome::Failed || outcome == TlsOutcome::Closed;
        if (m_target.deep && m_extent == smtp::Extent::Whole && reachedTls)
            m_probe.offers = offersKnownFrom(probe);
        askNextVersion();
    }

    void askNextVersion()
    {
        while (m_version < m_probe.offers.size() && m_probe.offers[m_version].tested)
            ++m_version;
        if (m_cancelled || m_version >= m_probe.offers.size()) {
            deliver();
            return;
        }
        QTimer::singleShot(pauseBetweenSessionsMs, this, [this] {
            if (m_delivered)
                return;
            tls::ClientOptions tls = m_tls;
            tls.minProtocol = tls.maxProtocol = versions[m_version].wire;
            startSession(tls, smtp::Extent::Handshake, &Job::onVersion);
        });
    }

    void onVersion(const SmtpProbe &probe)
    {
        facts::ProtocolOffer &offer = m_probe.offers[m_version++];
        const TlsOutcome outcome = probe.tls.outcome;
        offer.accepted = outcome == TlsOutcome::Established;
        offer.tested = offer.accepted || outcome == TlsOutcome::Closed ||
                       (outcome == TlsOutcome::Failed && !failedBeforeTheClientHello(probe.tls));
        offer.cipher = offer.accepted ? probe.tls.cipher : QString();
        askNextVersion();
    }

    void deliver()
    {
        if (std::exchange(m_delivered, true))
            return;
        m_onStop.reset();
        m_delivery->deliver(m_probe);
        deleteLater();
    }

    SmtpTarget m_target;
    smtp::Extent m_extent;
    tls::ClientOptions m_tls;
    std::shared_ptr<Delivery> m_delivery;
    SmtpSession *m_session = nullptr;
    SmtpProbe m_probe;
    qsizetype m_version = 0; ///< index into the offers
    bool m_cancelled = false;
    bool m_delivered = false;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop; ///< last: gone before what it touches
};

} // namespace

NetworkSmtpProber::NetworkSmtpProber(ProbeThreads &threads, std::shared_ptr<const tls::TrustStore> trust)
    : m_threads(threads), m_trust(std::move(trust))
{
    // OpenSSL's start takes milliseconds: now, beside the first lookups, instead of between a server's 220 and the
    // ClientHello.
    m_threads.run([store = m_trust] { store->context(); });
}

QFuture<SmtpProbe> NetworkSmtpProber::run(const SmtpTarget &target, smtp::Extent extent, std::stop_token stop)
{
    const auto delivery = std::make_shared<Delivery>(target);
    m_threads.place([target, extent, stop = std::move(stop), trust = m_trust, delivery]() -> QObject * {
        if (stop.stop_requested())
            return nullptr; // the last owner of `delivery` says so
        auto *job = new Job(target, extent, trust, delivery);
        job->begin(stop);
        return job;
    });
    return delivery->future();
}

QFuture<SmtpProbe> NetworkSmtpProber::probe(const SmtpTarget &target, std::stop_token stop)
{
    return run(target, smtp::Extent::Whole, std::move(stop));
}

QFuture<SmtpProbe> NetworkSmtpProber::greet(const SmtpTarget &target, std::stop_token stop)
{
    return run(target, smtp::Extent::Greeting, std::move(stop));
}

} // namespace io
