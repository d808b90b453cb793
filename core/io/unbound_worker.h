// SPDX-License-Identifier: GPL-3.0-or-later
// The thread behind UnboundResolver. At its start it asks for the root keys, beside the first questions, and so comes
// to a verdict: does the trust anchor fit what this network calls the root? While the verdict is out, answers that
// validate are handed out at once; only bogus ones wait, because without root keys everything signed looks bogus.
#pragma once

#include "base/limits.h"
#include "facts/dns_answer.h"
#include "io/dns_server.h"
#include "io/trust_anchor.h"
#include "io/unbound_context.h"

#include <QElapsedTimer>
#include <QHash>
#include <QPromise>
#include <QSet>
#include <QTimer>
#include <optional>
#include <stop_token>

namespace io {

class UnboundLookup;

/// One question, made on the caller's thread.
struct DnsQuestion
{
    DnsQuestion(QString n, facts::RecordType t, std::stop_token s) : name(std::move(n)), type(t), stop(std::move(s)) {}

    QString name; ///< canonical
    facts::RecordType type;
    std::stop_token stop;
    QElapsedTimer clock;
    QPromise<facts::DnsAnswer> promise;
};

struct VerdictWaiter
{
    QPromise<QString> promise;
    std::optional<std::stop_callback<std::function<void()>>> onStop;
};

class UnboundWorker : public QObject
{
    Q_OBJECT
public:
    /// What came of the root keys.
    enum class Verdict {
        Pending,     ///< not known yet
        Fits,        ///< validated from the anchor
        Bogus,       ///< there are keys, or their absence, that the anchor does not vouch for
        Unavailable, ///< no answer to be had
    };

    UnboundWorker(const QList<DnsServer> &servers, const TrustAnchor &anchor, int timeoutMs, int primeAgainMs);
    ~UnboundWorker() override;

    void start();    ///< on the worker's thread, first
    void shutDown(); ///< ends every question as Cancelled; nothing may be asked after
    void lookup(const std::shared_ptr<DnsQuestion> &question);
    void prepare(const QString &name);
    void await(const std::shared_ptr<VerdictWaiter> &waiter, const std::stop_token &stop);

    // For the lookups:
    Verdict verdict() const { return m_verdict; }
    bool unvalidated() const; ///< the verdict is bad and the anchor a mere default: do without
    UnboundContext &context(bool validating);
    const QList<DnsServer> &servers() const { return m_servers; }
    const TrustAnchor &anchor() const { return m_anchor; }
    int timeoutMs() const { return m_timeoutMs; }
    void noteAnswer() { m_lastAnswer.start(); }
    bool heardWithin(int ms) const { return m_lastAnswer.isValid() && !m_lastAnswer.hasExpired(ms); }
    void forget(UnboundLookup *lookup);

private:
    void prime();
    void primeAgainIfStale();
    void onPrimed(int error, const ub_result *result);
    void setVerdict(Verdict verdict, const QString &problem);
    void tellWaiters(const QString &problem);

    const QList<DnsServer> m_servers;
    const TrustAnchor m_anchor;
    const int m_timeoutMs, m_primeAgainMs;
    std::unique_ptr<UnboundContext> m_validating, m_plain;
    QTimer *m_primeDeadline = nullptr;
    Verdict m_verdict = Verdict::Pending;
    QString m_problem;
    QElapsedTimer m_sinceVerdict, m_lastAnswer;
    QSet<UnboundLookup *> m_lookups;
    QList<std::shared_ptr<VerdictWaiter>> m_waiters;
    QHash<QString, QElapsedTimer> m_prepared;
};

} // namespace io
