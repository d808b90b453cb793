// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/unbound_context.h"

#include <QSocketNotifier>
#include <algorithm>
#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace io {

namespace {

struct Setting
{
    const char *name, *value;
};

// What differs from libunbound's defaults, and why.
constexpr Setting settings[] = {
    {"do-not-query-localhost:", "no"}, // a resolver on 127.0.0.1 is usual
    {"num-queries-per-thread:", "1024"},
    {"outgoing-num-tcp:", "32"}, // truncated answers of a burst
    {"infra-host-ttl:", "2"},    // one silent zone must not make the forwarder count as dead for the others
    {"infra-keep-probing:", "yes"},
    {"infra-cache-min-rtt:",
     "400"}, // a resolver that has to ask around is slow, not dead: repeat after 0.4, 0.8, 1.6 s
    {"unknown-server-time-limit:", "400"},
    {"msg-cache-size:", "4m"},
    {"rrset-cache-size:", "8m"},
    {"cache-max-negative-ttl:", "2"}, // a second look sees a record that was just added
    {"val-bogus-ttl:", "2"},
    {"aggressive-nsec:", "no"}, // each name is asked for, none is inferred from its neighbours
    {"harden-below-nxdomain:", "no"},
    {"qname-minimisation:", "no"},     // forwarders get the whole name anyway
    {"rrset-roundrobin:", "no"},       // facts keep the order of the answer
    {"trust-anchor-signaling:", "no"}, // no questions that nobody asked
    {"root-key-sentinel:", "no"},
    {"val-max-restart:", "1"}, // another resolver may have the signatures; the same one will not
    {"module-config:", "validator iterator"},
};

// The default of 16 sockets would hold back a burst of questions, and each silent zone keeps its sockets for seconds.
// At most a quarter of what the process may open: there may be two contexts, and the probes need theirs.
int socketsForQuestions()
{
    constexpr long least = 32, most = 512;
#ifdef Q_OS_UNIX
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        return int(std::clamp(long(std::min<rlim_t>(limit.rlim_cur, 1 << 20)) / 4, least, most));
#endif
    return most;
}

} // namespace

UnboundContext::UnboundContext(const QList<DnsServer> &servers, const TrustAnchor *anchor, QObject *parent)
    : QObject(parent), m_context(ub_ctx_create())
{
    if (!m_context) {
        m_problem = QStringLiteral("out of memory");
        return;
    }
    if (!configure(servers, anchor))
        return;
    auto *notifier = new QSocketNotifier(ub_fd(m_context.get()), QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] { ub_process(m_context.get()); });
}

UnboundContext::~UnboundContext() = default;

bool UnboundContext::check(int error)
{
    if (error && m_problem.isEmpty())
        m_problem = QString::fromLatin1(ub_strerror(error));
    return !error;
}

bool UnboundContext::configure(const QList<DnsServer> &servers, const TrustAnchor *anchor)
{
    ub_ctx *context = m_context.get();
    ub_ctx_debugout(context, nullptr); // errors come back as values; nothing of libunbound's goes to stderr
    check(ub_ctx_async(context, 1));
    for (const Setting &setting : settings)
        ub_ctx_set_option(context, setting.name, setting.value); // older versions lack some: not fatal
    ub_ctx_set_option(context, "outgoing-range:", QByteArray::number(socketsForQuestions()).constData());
    if (!anchor)
        check(ub_ctx_set_option(context, "module-config:", "iterator"));
    for (const DnsServer &server : servers)
        check(ub_ctx_set_fwd(context, server.toString().toLatin1().constData()));
    if (anchor)
        for (const QByteArray &record : anchor->records)
            check(ub_ctx_add_ta(context, record.constData()));
    // RFC 6761 has resolvers answer `test.` themselves; a lab's domains live there. Last, because it finalises the
    // context.
    check(ub_ctx_zone_remove(context, "test."));
    return m_problem.isEmpty();
}

quint64 UnboundContext::ask(const QByteArray &name, int type, Handler handler)
{
    if (!m_problem.isEmpty())
        return 0;
    const quint64 number = ++m_last;
    auto question = std::make_unique<Question>(Question{this, number, 0, std::move(handler)});
    constexpr int classIn = 1;
    if (ub_resolve_async(m_context.get(), name.constData(), type, classIn, question.get(), onResult, &question->id))
        return 0;
    m_questions.emplace(number, std::move(question));
    return number;
}

void UnboundContext::cancel(quint64 number)
{
    const auto found = m_questions.find(number);
    if (found == m_questions.end())
        return;
    // Where libunbound cannot take the question back it will still call with this address, so the memory has to stay.
    if (ub_cancel(m_context.get(), found->second->id))
        found->second->handler = {};
    else
        m_questions.erase(found);
}

void UnboundContext::onResult(void *data, int error, ub_result *result)
{
    const std::unique_ptr<ub_result, decltype(&ub_resolve_free)> owned(result, ub_resolve_free);
    const auto *question = static_cast<Question *>(data);
    UnboundContext *context = question->context;
    const Handler handler = question->handler;
    context->m_questions.erase(question->number);
    if (handler)
        handler(error, owned.get());
}

} // namespace io
