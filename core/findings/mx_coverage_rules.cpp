// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/domain_name.h"
#include "findings/catalogue.h"
#include "findings/deployment.h"
#include "findings/evaluate.h"
#include "findings/mx_records.h"
#include "findings/mx_set.h"
#include "sts/mx_pattern.h"

namespace findings {

namespace {

Finding aboutHost(FindingId id, const QString &host)
{
    Finding finding = failed(id);
    finding.arguments.insert(QStringLiteral("host"), host);
    finding.evidence.host = host;
    return finding;
}

QString listed(const Deployment &deployment)
{
    return QStringLiteral("mx: ") + inSentence(deployment.mx);
}

// The two ways in which people expect more of "*" than it gives (RFC 8461 §4.1).
void explainNearMiss(const QString &host, const Deployment &deployment, Findings &out)
{
    for (const QString &pattern : deployment.mx) {
        if (!pattern.startsWith(QLatin1String("*.")))
            continue;
        const QString base = base::canonicalHost(QStringView(pattern).mid(2));
        if (base != host && !host.endsWith(u'.' + base))
            continue;
        Finding finding =
            aboutHost(base == host ? FindingId::MxWildcardMissesBase : FindingId::MxWildcardOneLabel, host);
        finding.arguments.insert(QStringLiteral("pattern"), pattern);
        finding.evidence.summary = listed(deployment);
        out << finding;
    }
}

void judgeCoverage(const facts::DomainFacts &facts, const Deployment &deployment, Findings &out)
{
    const QStringList hosts = liveMxHosts(facts);
    bool all = !hosts.isEmpty();
    for (const QString &host : hosts) {
        if (sts::matchesAny(deployment.mx, host))
            continue;
        all = false;
        if (isVerificationLeftover(host, hosts))
            continue;
        if (mxNameFault(host, facts.domain) !=
            MxNameFault::None) // no policy line could cover it; it has its own finding
            continue;
        Finding finding = aboutHost(FindingId::MxNotCovered, host);
        finding.severity = severityUnderEnforcement(deployment);
        finding.arguments.insert(QStringLiteral("patterns"), inSentence(deployment.mx));
        finding.evidence.summary = QStringLiteral("MX %1; %2").arg(host, listed(deployment));
        out << finding;
        explainNearMiss(host, deployment, out);
    }
    if (all) {
        Finding finding = passed(FindingId::MxNotCovered);
        finding.arguments.insert(QStringLiteral("hosts"), inSentence(hosts));
        finding.evidence.summary = QStringLiteral("MX %1; %2").arg(inSentence(hosts), listed(deployment));
        out << finding;
    }
}

void judgeUnusedPatterns(const facts::DomainFacts &facts, const Deployment &deployment, Findings &out)
{
    const QStringList hosts = liveMxHosts(facts);
    if (hosts.isEmpty()) // nothing to compare with: the lookup failed, or the domain takes no mail
        return;
    QStringList unused;
    for (const QString &pattern : deployment.mx) {
        const bool used =
            std::any_of(hosts.begin(), hosts.end(), [&](const QString &host) { return sts::matches(pattern, host); });
        if (!used && sts::mxFault(pattern.toUtf8()) == sts::MxFault::None) // a malformed one has its own finding
            unused << pattern;
    }
    unused.removeDuplicates();
    if (unused.isEmpty())
        return;
    Finding finding = failed(FindingId::PolicyMxNotInDns);
    finding.arguments.insert(QStringLiteral("patterns"), inSentence(unused));
    finding.evidence.summary = QStringLiteral("MX %1; %2").arg(inSentence(hosts), listed(deployment));
    out << finding;
}

} // namespace

void mxCoverageRules(const facts::DomainFacts &facts, const QDateTime &, Findings &out)
{
    const Deployment deployment = deploymentOf(facts);
    mxRecordRules(facts, deployment, out);
    mxAddressRules(facts, out);
    if (!hasListingPolicy(deployment))
        return;
    judgeCoverage(facts, deployment, out);
    judgeUnusedPatterns(facts, deployment, out);
}

} // namespace findings
