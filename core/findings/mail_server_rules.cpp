// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/catalogue.h"
#include "findings/certificate_rules.h"
#include "findings/dane_tlsa.h"
#include "findings/evaluate.h"
#include "findings/mx_set.h"
#include "findings/smtp_evidence.h"
#include "findings/smtp_reach.h"
#include "findings/smtp_session_rules.h"

namespace findings {

using facts::DomainFacts;
using facts::MxHostFacts;
using facts::SmtpProbe;

namespace {

void judgeSwitchedOff(const DomainFacts &facts, Findings &out)
{
    const QString hosts = liveMxHosts(facts).join(QLatin1String(", "));
    if (hosts.isEmpty())
        return;
    Finding finding = unknown(FindingId::MxNotProbed);
    finding.severity = Severity::Info; // the user said so
    finding.arguments = {{QStringLiteral("host"), hosts}, {QStringLiteral("address"), QString()}};
    finding.evidence.summary = QStringLiteral("--no-smtp: %1").arg(hosts);
    out << finding;
}

Finding passedOn(FindingId id, const MxHostFacts &host, const QStringList &addresses, const QString &summary)
{
    Finding finding = passed(id);
    finding.arguments = {{QStringLiteral("host"), host.name},
                         {QStringLiteral("address"), addresses.join(QLatin1String(", "))}};
    finding.evidence.host = host.name;
    finding.evidence.address = finding.arguments.value(QStringLiteral("address"));
    finding.evidence.summary = summary;
    return finding;
}

// Only when every session that got through shows it; one good address does not vouch for its neighbour.
void passEncryption(const MxHostFacts &host, Findings &out)
{
    QStringList addresses, protocols;
    for (const SmtpProbe &probe : host.probes) {
        if (!connected(probe))
            continue;
        if (!hasModernTls(probe))
            return;
        addresses << probe.address.toString();
        protocols << protocolWords(probe.tls.protocol);
    }
    if (addresses.isEmpty())
        return;
    protocols.removeDuplicates();
    Finding finding =
        passedOn(FindingId::MxStartTlsNotOffered, host, addresses,
                 QStringLiteral("%1 %2: %3")
                     .arg(host.name, addresses.join(QLatin1String(", ")), protocols.join(QLatin1String(", "))));
    finding.arguments.insert(QStringLiteral("protocols"), protocols.join(QLatin1String(", ")));
    out << finding;
}

void passCertificate(const MxHostFacts &host, const QDateTime &now, const QDateTime &observedAt, Findings &out)
{
    QStringList addresses, certificates;
    for (const SmtpProbe &probe : host.probes) {
        if (!probe.tls.established())
            continue;
        for (const CertificateFault &fault : certificateFaults(probe.tls, now, observedAt))
            if (fault.kind != CertificateFaultKind::ExpiresSoon && fault.kind != CertificateFaultKind::Weak)
                return;
        addresses << probe.address.toString();
        certificates << certificateSummary(probe.tls.chain.value(0));
    }
    if (addresses.isEmpty())
        return;
    certificates.removeDuplicates();
    out << passedOn(FindingId::MxCertificateUntrusted, host, addresses, certificates.join(QLatin1String("; ")));
}

void judgeHost(const DomainFacts &facts, const MxHostFacts &host, const Reach &reach, const Deployment &deployment,
               const QDateTime &now, Findings &out)
{
    Findings found;
    judgeReach(facts, host, reach, found);
    if (!facts.vantage.smtpSkipped) {
        const SessionContext context{facts, host, deployment, now, daneAppliesTo(host)};
        for (const SmtpProbe &probe : host.probes)
            if (connected(probe))
                judgeSession(context, probe, found);
        passEncryption(host, found);
        passCertificate(host, now, facts.observedAt, found);
    }
    out += mergedByAddress(found);
}

} // namespace

void mailServerRules(const DomainFacts &facts, const QDateTime &now, Findings &out)
{
    const Deployment deployment = deploymentOf(facts);
    const Reach reach(facts);
    if (facts.vantage.smtpSkipped)
        judgeSwitchedOff(facts, out);
    else
        judgeBlockedPort(facts, reach, out);
    for (const MxHostFacts &host : facts.mxHosts)
        judgeHost(facts, host, reach, deployment, now, out);
}

} // namespace findings
