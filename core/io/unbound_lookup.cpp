// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/unbound_lookup.h"

#include <algorithm>

namespace io {

namespace {

// So long without a word from any resolver, it is worth finding out whether there is one at all.
constexpr int quietMs = 1'000;

QString rcodeName(int rcode)
{
    switch (rcode) {
    case 1: return QStringLiteral("FORMERR");
    case 2: return QStringLiteral("SERVFAIL");
    case 4: return QStringLiteral("NOTIMP");
    case 5: return QStringLiteral("REFUSED");
    case 9: return QStringLiteral("NOTAUTH");
    default: return QStringLiteral("RCODE %1").arg(rcode);
    }
}

} // namespace

UnboundLookup::UnboundLookup(UnboundWorker &worker, std::shared_ptr<DnsQuestion> question)
    : QObject(&worker), m_worker(worker), m_question(std::move(question)), m_name(m_question->name.toLatin1() + '.')
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &UnboundLookup::onTimer);
}

int UnboundLookup::remainingMs() const
{
    return int(std::max<qint64>(0, m_worker.timeoutMs() - m_question->clock.elapsed()));
}

facts::DnsAnswer UnboundLookup::failure(facts::DnsStatus status, const QString &reason) const
{
    facts::DnsAnswer answer;
    answer.name = m_question->name;
    answer.type = m_question->type;
    answer.status = status;
    answer.reason = reason;
    return answer;
}

void UnboundLookup::begin()
{
    if (m_question->stop.stop_requested())
        return cancel();
    if (const QString problem = problemWithName(m_question->name); !problem.isEmpty())
        return finish(failure(facts::DnsStatus::Refused, problem));
    m_timer.start(std::min(quietMs, remainingMs()));
    m_onStop.emplace(m_question->stop, [this] {
        QMetaObject::invokeMethod(
            this, [this] { cancel(); }, Qt::QueuedConnection);
    });
    ask();
}

void UnboundLookup::ask()
{
    m_validating = !m_worker.unvalidated();
    UnboundContext &context = m_worker.context(m_validating);
    m_number = context.ask(m_name, int(m_question->type),
                           [this](int error, const ub_result *result) { onResult(error, result); });
    if (!m_number)
        finish(failure(facts::DnsStatus::NetworkError, context.problem()));
}

void UnboundLookup::onResult(int error, const ub_result *result)
{
    m_number = 0;
    if (!result || error)
        return finish(failure(facts::DnsStatus::NetworkError, QString::fromLatin1(ub_strerror(error))));
    const bool provable = m_validating && m_worker.anchor().covers(m_question->name);
    judge(answerOf(m_question->name, m_question->type, *result,
                   provable ? facts::Dnssec::Insecure : facts::Dnssec::Indeterminate));
}

void UnboundLookup::judge(const facts::DnsAnswer &answer)
{
    if (answer.isTemporaryFailure())
        return diagnose(answer);
    m_worker.noteAnswer();
    if (answer.status != facts::DnsStatus::Bogus || m_worker.verdict() == UnboundWorker::Verdict::Fits)
        return finish(answer);
    if (m_worker.verdict() == UnboundWorker::Verdict::Pending)
        m_held = answer;
    else if (m_worker.unvalidated())
        ask();
    else
        diagnose(answer); // no keys at all also looks bogus: is there a resolver?
}

void UnboundLookup::onVerdict()
{
    if (m_held) {
        const facts::DnsAnswer answer = *std::exchange(m_held, std::nullopt);
        judge(answer);
    } else if (m_number && m_validating && m_worker.unvalidated()) {
        m_worker.context(true).cancel(m_number);
        ask();
    }
}

void UnboundLookup::onTimer()
{
    if (remainingMs() == 0)
        return finish(
            failure(facts::DnsStatus::Timeout, QStringLiteral("no answer within %1 ms").arg(m_worker.timeoutMs())));
    m_timer.start(remainingMs());
    if (!m_lookedForResolver && !m_worker.heardWithin(quietMs))
        lookForResolver();
}

void UnboundLookup::lookForResolver()
{
    m_lookedForResolver = true;
    const auto onResult = [this](const DnsDiagnosis::Result &result) {
        if (m_question && result.outcome == DnsDiagnosis::Outcome::Unreachable)
            finish(failure(facts::DnsStatus::NetworkError, result.error));
    };
    new DnsDiagnosis(m_worker.servers(), {m_name, int(m_question->type), m_validating}, quietMs, onResult, this);
}

void UnboundLookup::diagnose(const facts::DnsAnswer &answer)
{
    new DnsDiagnosis(
        m_worker.servers(), {m_name, int(m_question->type), m_validating}, remainingMs(),
        [this, answer](const DnsDiagnosis::Result &result) { onDiagnosis(answer, result); }, this);
}

void UnboundLookup::onDiagnosis(const facts::DnsAnswer &answer, const DnsDiagnosis::Result &result)
{
    if (!m_question)
        return;
    switch (result.outcome) {
    case DnsDiagnosis::Outcome::Unreachable: return finish(failure(facts::DnsStatus::NetworkError, result.error));
    case DnsDiagnosis::Outcome::Silent: return; // the deadline is due
    case DnsDiagnosis::Outcome::Replied: break;
    }
    if (answer.status == facts::DnsStatus::Bogus)
        return finish(answer);
    onDirectReply(answer, result.reply);
}

void UnboundLookup::onDirectReply(facts::DnsAnswer answer, const DirectReply &reply)
{
    constexpr int noError = 0, nxDomain = 3, refused = 5;
    answer.cnames = reply.cnames;
    answer.status = reply.rcode == refused ? facts::DnsStatus::Refused : facts::DnsStatus::ServFail;
    answer.reason = reply.extendedError.isEmpty() ? rcodeName(reply.rcode) : reply.extendedError;
    if (reply.rcode != noError && reply.rcode != nxDomain)
        return finish(answer);
    // The resolver can answer, libunbound could not: a loss, or something it will not accept.
    answer.reason = reply.cnameLoop ? QStringLiteral("the chain of CNAME records does not end")
                                    : QStringLiteral("the resolver's answer cannot be used");
    if (m_retried || reply.cnameLoop)
        return finish(answer);
    m_retried = true;
    ask();
}

void UnboundLookup::cancel()
{
    // A stop that was queued while the answer came finds the question gone.
    if (m_question)
        finish(failure(facts::DnsStatus::Cancelled, {}));
}

void UnboundLookup::finish(facts::DnsAnswer answer)
{
    if (!m_question)
        return;
    m_timer.stop();
    m_onStop.reset();
    if (m_number)
        m_worker.context(m_validating).cancel(m_number);
    const auto question = std::exchange(m_question, nullptr);
    answer.elapsedMs = question->clock.elapsed();
    question->promise.addResult(std::move(answer));
    question->promise.finish();
    m_worker.forget(this);
}

} // namespace io
