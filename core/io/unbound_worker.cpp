// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/unbound_worker.h"

#include "io/unbound_lookup.h"

#include <algorithm>

namespace io {

namespace {

constexpr int primeMs = 3'000;        // a resolver that is slower than this with the root keys does not hand them out
constexpr int preparedForMs = 60'000; // keys stay in libunbound's cache at least about this long
constexpr qsizetype preparedNames = 20'000;
constexpr qsizetype preparedLevels = 4; // zone cuts further down are rare, and each level costs two questions

// Every zone on the way to `name`, from the top.
QStringList zonesOf(const QString &name)
{
    const QStringList labels = name.split(u'.', Qt::SkipEmptyParts);
    QStringList zones;
    for (qsizetype i = 1; i <= std::min(labels.size(), preparedLevels); ++i)
        zones += labels.last(i).join(u'.');
    return zones;
}

} // namespace

UnboundWorker::UnboundWorker(const QList<DnsServer> &servers, const TrustAnchor &anchor, int timeoutMs,
                             int primeAgainMs)
    : m_servers(servers), m_anchor(anchor), m_timeoutMs(timeoutMs), m_primeAgainMs(primeAgainMs)
{
}

UnboundWorker::~UnboundWorker() = default;

void UnboundWorker::shutDown()
{
    const QSet<UnboundLookup *> lookups = std::exchange(m_lookups, {});
    for (UnboundLookup *lookup : lookups)
        lookup->cancel();
    tellWaiters(QStringLiteral("cancelled"));
    m_primeDeadline->stop();
    m_validating.reset();
    m_plain.reset();
}

void UnboundWorker::start()
{
    m_primeDeadline = new QTimer(this);
    m_primeDeadline->setSingleShot(true);
    connect(m_primeDeadline, &QTimer::timeout, this,
            [this] { setVerdict(Verdict::Unavailable, QStringLiteral("the root keys did not arrive in time")); });
    prime();
}

void UnboundWorker::prime()
{
    m_verdict = Verdict::Pending;
    m_validating = std::make_unique<UnboundContext>(m_servers, &m_anchor);
    const QByteArray zone = m_anchor.owners.first().toLatin1() + '.';
    m_primeDeadline->start(std::min(primeMs, m_timeoutMs / 2));
    const quint64 asked = m_validating->ask(zone, int(facts::RecordType::Dnskey),
                                            [this](int error, const ub_result *result) { onPrimed(error, result); });
    if (!asked)
        setVerdict(Verdict::Unavailable, m_validating->problem());
}

// The network may have changed. libunbound remembers that it has no keys, so another try takes another context.
void UnboundWorker::primeAgainIfStale()
{
    const bool bad = m_verdict == Verdict::Bogus || m_verdict == Verdict::Unavailable;
    if (!bad || !m_lookups.isEmpty() || !m_sinceVerdict.hasExpired(m_primeAgainMs))
        return;
    m_prepared.clear();
    prime();
}

void UnboundWorker::onPrimed(int error, const ub_result *result)
{
    if (result && result->secure && result->havedata)
        setVerdict(Verdict::Fits, {});
    else if (result && result->bogus)
        setVerdict(Verdict::Bogus, QString::fromUtf8(result->why_bogus));
    else
        setVerdict(Verdict::Unavailable,
                   error ? QString::fromLatin1(ub_strerror(error)) : QStringLiteral("no root keys in the answer"));
}

void UnboundWorker::setVerdict(Verdict verdict, const QString &problem)
{
    m_primeDeadline->stop();
    m_verdict = verdict;
    m_sinceVerdict.start();
    m_problem =
        verdict == Verdict::Fits
            ? QString()
            : QStringLiteral("the trust anchor (%1) does not validate the root keys: %2").arg(m_anchor.source, problem);
    tellWaiters(m_problem);
    const QSet<UnboundLookup *> lookups = m_lookups;
    for (UnboundLookup *lookup : lookups)
        lookup->onVerdict();
}

void UnboundWorker::tellWaiters(const QString &problem)
{
    for (const auto &waiter : std::exchange(m_waiters, {})) {
        waiter->onStop.reset();
        waiter->promise.addResult(problem);
        waiter->promise.finish();
    }
}

bool UnboundWorker::unvalidated() const
{
    return !m_anchor.isExplicit && (m_verdict == Verdict::Bogus || m_verdict == Verdict::Unavailable);
}

UnboundContext &UnboundWorker::context(bool validating)
{
    if (validating)
        return *m_validating;
    if (!m_plain || !m_plain->problem().isEmpty())
        m_plain = std::make_unique<UnboundContext>(m_servers, nullptr);
    return *m_plain;
}

void UnboundWorker::lookup(const std::shared_ptr<DnsQuestion> &question)
{
    primeAgainIfStale();
    auto *lookup = new UnboundLookup(*this, question);
    m_lookups.insert(lookup);
    lookup->begin();
}

void UnboundWorker::forget(UnboundLookup *lookup)
{
    m_lookups.remove(lookup);
    lookup->deleteLater();
}

void UnboundWorker::prepare(const QString &name)
{
    if (unvalidated() || !problemWithName(name).isEmpty())
        return;
    if (m_prepared.size() > preparedNames)
        m_prepared.clear();
    for (const QString &zone : zonesOf(name)) {
        QElapsedTimer &since = m_prepared[zone];
        if (since.isValid() && !since.hasExpired(preparedForMs))
            continue;
        since.start();
        for (const auto type : {facts::RecordType::Ds, facts::RecordType::Dnskey})
            m_validating->ask(zone.toLatin1(), int(type), [](int, const ub_result *) {});
    }
}

void UnboundWorker::await(const std::shared_ptr<VerdictWaiter> &waiter, const std::stop_token &stop)
{
    m_waiters += waiter;
    if (m_verdict != Verdict::Pending)
        return tellWaiters(m_problem);
    const std::weak_ptr<VerdictWaiter> weak = waiter;
    waiter->onStop.emplace(stop, [this, weak] {
        QMetaObject::invokeMethod(
            this,
            [this, weak] {
                const auto stopped = weak.lock();
                if (!stopped || !m_waiters.removeOne(stopped))
                    return;
                stopped->onStop.reset();
                stopped->promise.addResult(QStringLiteral("cancelled"));
                stopped->promise.finish();
            },
            Qt::QueuedConnection);
    });
}

} // namespace io
