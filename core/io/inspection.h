// SPDX-License-Identifier: GPL-3.0-or-later
// One check under way: what Inspector::inspect() starts. Questions about the domain go out in one burst, before
// anything that takes time here; the MX answer starts the MX hosts, the addresses of the policy host start the fetches.
// When the last part has ended it puts the facts in order, fulfils the future and deletes itself.
#pragma once

#include "io/mx_host_check.h"

#include <QElapsedTimer>
#include <QPromise>

namespace io {

class Inspection : public QObject
{
    Q_OBJECT
public:
    Inspection(Resolver &resolver, PolicyFetcher &fetcher, SmtpProber &prober, const Clock &clock,
               const base::DomainName &domain, const InspectOptions &options, std::stop_token stop,
               std::function<void(const Progress &)> onProgress);

    QFuture<facts::DomainFacts> start();

private:
    void askDomain();
    void askHints();
    void askPosture();
    void askInto(const QString &name, facts::RecordType type, facts::DnsAnswer &answer);
    void onMx(const facts::DnsAnswer &answer);
    void addMxHost(const facts::MxRecord &record, bool implicit);
    void onPolicyAddresses(const facts::DnsAnswer &answer);
    void onDmarc(const facts::DnsAnswer &answer);
    void finish();

    Resolver &m_resolver;
    facts::DomainFacts m_facts;
    CheckTasks m_tasks;
    ControlCheck m_control;
    PerAddress<facts::PolicyFetch> m_fetches;
    std::vector<std::unique_ptr<MxHostCheck>> m_mxHosts;
    QPromise<facts::DomainFacts> m_promise;
    QElapsedTimer m_clock;
};

} // namespace io
