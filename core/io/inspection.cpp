// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/inspection.h"

#include "base/limits.h"
#include "io/vantage.h"

#include <QRandomGenerator>
#include <algorithm>

namespace io {

using facts::RecordType;

namespace {

// A name that nobody would create, and that no resolver has in its cache from the last check.
QString unlikelyLabel()
{
    return QStringLiteral("_sigillo-%1").arg(QRandomGenerator::global()->generate(), 8, 16, QLatin1Char('0'));
}

bool hasDmarcRecord(const facts::DnsAnswer &answer)
{
    const QList<QByteArrayList> records = facts::txtRecords(answer);
    return std::any_of(records.begin(), records.end(),
                       [](const QByteArrayList &record) { return facts::joined(record).startsWith("v=DMARC1"); });
}

bool isNullMx(const QList<facts::MxRecord> &records) // RFC 7505 §3
{
    return records.size() == 1 && records.first().exchange.isEmpty();
}

} // namespace

Inspection::Inspection(Resolver &resolver, PolicyFetcher &fetcher, SmtpProber &prober, const Clock &clock,
                       const base::DomainName &domain, const InspectOptions &options, std::stop_token stop,
                       std::function<void(const Progress &)> onProgress)
    : m_resolver(resolver), m_tasks(resolver, fetcher, prober, options, std::move(stop), std::move(onProgress)),
      m_control(m_tasks), m_fetches(limits::policyAddresses)
{
    m_clock.start();
    m_facts.domain = domain.toString();
    m_facts.observedAt = clock.now();
    m_facts.policyHost.name = QStringLiteral("mta-sts.") + m_facts.domain;
    connect(&m_tasks, &CheckTasks::allDone, this, &Inspection::finish);
}

QFuture<facts::DomainFacts> Inspection::start()
{
    m_promise.start();
    m_tasks.run([this] {
        if (!m_tasks.stopped()) {
            askDomain();
            askHints();
            askPosture();
        }
        m_facts.vantage = vantageOf(m_resolver, m_tasks.options());
        m_tasks.learnValidation([this](const QString &problem) {
            m_facts.vantage.validating = problem.isEmpty();
            m_facts.vantage.validationProblem = problem;
        });
    });
    return m_promise.future();
}

void Inspection::askInto(const QString &name, RecordType type, facts::DnsAnswer &answer)
{
    m_tasks.ask(name, type, [&answer](const facts::DnsAnswer &came) { answer = came; });
}

void Inspection::askDomain()
{
    const QString &domain = m_facts.domain;
    // First, so that DS and DNSKEY are there when the first signature wants them.
    m_tasks.prepare(domain);
    m_tasks.ask(domain, RecordType::Mx, [this](const facts::DnsAnswer &answer) { onMx(answer); });
    for (const auto type : {RecordType::A, RecordType::Aaaa})
        m_tasks.ask(m_facts.policyHost.name, type,
                    [this](const facts::DnsAnswer &answer) { onPolicyAddresses(answer); });
    askInto(QStringLiteral("_mta-sts.") + domain, RecordType::Txt, m_facts.stsTxt);
    askInto(QStringLiteral("_smtp._tls.") + domain, RecordType::Txt, m_facts.tlsrptTxt);
    askInto(domain, RecordType::Ns, m_facts.ns);
}

void Inspection::askHints()
{
    facts::HintFacts &hints = m_facts.hints;
    askInto(m_facts.domain, RecordType::Txt, hints.apexTxt);
    askInto(QStringLiteral("_mta_sts.") + m_facts.domain, RecordType::Txt, hints.underscoreSts);
    askInto(QStringLiteral("_smtp-tlsrpt.") + m_facts.domain, RecordType::Txt, hints.draftTlsrpt);
    askInto(unlikelyLabel() + u'.' + m_facts.domain, RecordType::Txt, hints.wildcardTxt);
}

void Inspection::askPosture()
{
    m_tasks.ask(QStringLiteral("_dmarc.") + m_facts.domain, RecordType::Txt,
                [this](const facts::DnsAnswer &answer) { onDmarc(answer); });
    askInto(QStringLiteral("default._bimi.") + m_facts.domain, RecordType::Txt, m_facts.posture.bimi);
    QStringList selectors = QStringList{QStringLiteral("google")} + m_tasks.options().dkimSelectors;
    selectors.removeDuplicates();
    QList<facts::DkimLookup> &lookups = m_facts.posture.dkim;
    for (const QString &selector : std::as_const(selectors))
        lookups += {selector, {}};
    // After the list has its final size: the answers go into its elements.
    for (facts::DkimLookup &lookup : lookups)
        askInto(QStringLiteral("%1._domainkey.%2").arg(lookup.selector, m_facts.domain), RecordType::Txt,
                lookup.answer);
}

void Inspection::onMx(const facts::DnsAnswer &answer)
{
    m_facts.mx = answer;
    if (answer.status == facts::DnsStatus::NoData) // RFC 5321 §5.1: the domain itself, if it has an address
        addMxHost({0, m_facts.domain}, true);
    const QList<facts::MxRecord> records = facts::mxRecords(answer);
    QStringList names;
    if (!isNullMx(records))
        for (const facts::MxRecord &record : records) {
            if (record.exchange.isEmpty() || names.contains(record.exchange))
                continue;
            names += record.exchange;
            if (names.size() <= limits::mxHosts)
                addMxHost(record, false);
        }
    m_facts.mxHostsNotProbed = std::max(0, int(names.size()) - limits::mxHosts);
    m_control.setOwnHosts(names.isEmpty() ? QStringList{m_facts.domain} : names);
    m_control.lookupBegins(); // until every host has begun
    for (const auto &host : m_mxHosts)
        host->start();
    m_control.lookupEnds();
}

void Inspection::addMxHost(const facts::MxRecord &record, bool implicit)
{
    facts::MxHostFacts host;
    host.name = record.exchange;
    host.preference = record.preference;
    host.implicit = implicit;
    m_mxHosts.push_back(std::make_unique<MxHostCheck>(m_tasks, m_control, host));
}

void Inspection::onPolicyAddresses(const facts::DnsAnswer &answer)
{
    facts::PolicyHostFacts &host = m_facts.policyHost;
    (answer.type == RecordType::A ? host.a : host.aaaa) = answer;
    const InspectOptions &options = m_tasks.options();
    for (const base::IpAddress &address : m_fetches.add(answer)) {
        PolicyTarget target;
        target.host = host.name;
        target.address = address;
        target.port = options.httpsPort;
        target.allowPrivate = options.allowPrivate;
        target.timeoutMs = options.timeoutMs > 0 ? options.timeoutMs : limits::policyFetchMs;
        m_tasks.fetch(target, [this](const facts::PolicyFetch &fetch) { m_fetches.set(fetch); });
    }
}

void Inspection::onDmarc(const facts::DnsAnswer &answer)
{
    m_facts.posture.dmarc = answer;
    const bool absent = answer.provesAbsence() || (answer.hasRecords() && !hasDmarcRecord(answer));
    const QString organization = base::registrableDomain(m_facts.domain);
    if (absent && !organization.isEmpty() && organization != m_facts.domain)
        askInto(QStringLiteral("_dmarc.") + organization, RecordType::Txt, m_facts.posture.dmarcOrganization);
}

void Inspection::finish()
{
    for (const auto &host : m_mxHosts) {
        const facts::MxHostFacts seen = host->result();
        if (!seen.implicit || !seen.a.provesAbsence() || !seen.aaaa.provesAbsence())
            m_facts.mxHosts += seen;
    }
    m_facts.policyHost.fetches = m_fetches.inOrder();
    m_facts.control = m_control.result();
    m_facts.cancelled = m_tasks.stopped();
    m_facts.elapsedMs = m_clock.elapsed();
    m_promise.addResult(std::move(m_facts));
    m_promise.finish();
    deleteLater();
}

} // namespace io
