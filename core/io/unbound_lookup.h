// SPDX-License-Identifier: GPL-3.0-or-later
// One question on its way through UnboundWorker: asked of libunbound, perhaps held back until the verdict on the root
// keys, perhaps asked again without validation, perhaps diagnosed after a failure; and always answered by its deadline.
#pragma once

#include "io/dns_diagnosis.h"
#include "io/unbound_worker.h"

namespace io {

class UnboundLookup : public QObject
{
    Q_OBJECT
public:
    UnboundLookup(UnboundWorker &worker, std::shared_ptr<DnsQuestion> question);

    void begin();
    void onVerdict();
    void cancel(); ///< ends it as Cancelled

private:
    int remainingMs() const;
    facts::DnsAnswer failure(facts::DnsStatus status, const QString &reason) const;
    void ask();
    void onResult(int error, const ub_result *result);
    void judge(const facts::DnsAnswer &answer);
    void onTimer();
    void lookForResolver();
    void diagnose(const facts::DnsAnswer &answer);
    void onDiagnosis(const facts::DnsAnswer &answer, const DnsDiagnosis::Result &result);
    void onDirectReply(facts::DnsAnswer answer, const DirectReply &reply);
    void finish(facts::DnsAnswer answer);

    UnboundWorker &m_worker;
    std::shared_ptr<DnsQuestion> m_question;
    QByteArray m_name;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
    QTimer m_timer;
    quint64 m_number = 0; ///< libunbound has the question
    bool m_validating = true;
    bool m_retried = false;
    bool m_lookedForResolver = false;
    std::optional<facts::DnsAnswer> m_held; ///< bogus, until the verdict falls
};

} // namespace io
