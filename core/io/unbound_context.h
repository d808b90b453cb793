// SPDX-License-Identifier: GPL-3.0-or-later
// One libunbound context: a caching, validating resolver inside the process. It works on a background thread of its own
// and tells through a file descriptor when answers are ready; this class turns that into calls on the thread that made
// it. Settings count only until the context is "finalised"; what comes later is refused in silence, hence all of it
// happens in the constructor.
#pragma once

#include "io/dns_server.h"
#include "io/trust_anchor.h"

#include <QObject>
#include <functional>
#include <memory>
#include <unbound.h>
#include <unordered_map>

class QSocketNotifier;

namespace io {

class UnboundContext : public QObject
{
    Q_OBJECT
public:
    /// `result` is null when `error` (UB_*) is not 0. It lives until the call returns.
    using Handler = std::function<void(int error, const ub_result *result)>;

    /// Forwards to `servers`. Without an anchor it validates nothing.
    UnboundContext(const QList<DnsServer> &servers, const TrustAnchor *anchor, QObject *parent = nullptr);
    ~UnboundContext() override; ///< questions in flight are dropped without a call

    QString problem() const { return m_problem; } ///< why it cannot be used; empty when it can

    /// Asks `name` (presentation form); the handler is called once, later, from the event loop. Returns a number for
    /// cancel(), 0 when the question could not be put; then the handler is never called.
    quint64 ask(const QByteArray &name, int type, Handler handler);
    void cancel(quint64 number); ///< the handler will not be called; unknown numbers are ignored

private:
    struct Question
    {
        UnboundContext *context;
        quint64 number;
        int id; ///< libunbound's
        Handler handler;
    };
    struct Deleter
    {
        void operator()(ub_ctx *context) const { ub_ctx_delete(context); }
    };

    bool configure(const QList<DnsServer> &servers, const TrustAnchor *anchor);
    bool check(int error);
    static void onResult(void *question, int error, ub_result *result);

    std::unique_ptr<ub_ctx, Deleter> m_context;
    std::unordered_map<quint64, std::unique_ptr<Question>> m_questions;
    quint64 m_last = 0;
    QString m_problem;
};

} // namespace io
