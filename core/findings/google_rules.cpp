// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/catalogue.h"
#include "findings/deployment.h"
#include "findings/evaluate.h"
#include "findings/mx_set.h"
#include "findings/posture_records.h"
#include "rollout/google_workspace.h"

namespace findings {

namespace {

using rollout::GoogleFamily;
using rollout::GoogleMx;

QString familyWords(GoogleFamily family)
{
    return rollout::hostNamesOf(family).join(QLatin1String(", "));
}

Finding aboutHosts(FindingId id, const QStringList &hosts)
{
    Finding finding = failed(id);
    finding.arguments.insert(QStringLiteral("hosts"), hosts.join(QLatin1String(", ")));
    finding.evidence.summary = QStringLiteral("MX ") + hosts.join(QLatin1String(", "));
    if (hosts.size() == 1)
        finding.evidence.host = hosts.first();
    return finding;
}

void judgeFamilies(const GoogleMx &mx, Findings &out)
{
    if (!mx.usesWorkspace())
        return;
    if (mx.families.size() > 1) {
        out << aboutHosts(FindingId::GoogleMixedFamilies, mx.workspaceHosts);
        return;
    }
    Finding finding = passed(FindingId::GoogleMixedFamilies);
    finding.arguments.insert(QStringLiteral("hosts"), mx.workspaceHosts.join(QLatin1String(", ")));
    finding.evidence.summary = QStringLiteral("MX ") + mx.workspaceHosts.join(QLatin1String(", "));
    out << finding;
}

void judgeLeftovers(const GoogleMx &mx, const QString &domain, Findings &out)
{
    if (!mx.verificationHosts.isEmpty())
        out << aboutHosts(FindingId::GoogleVerificationMx, mx.verificationHosts);
    const bool isGmailItself = domain == QLatin1String("gmail.com") || domain == QLatin1String("googlemail.com");
    if (!mx.consumerHosts.isEmpty() && !isGmailItself)
        out << aboutHosts(FindingId::GoogleConsumerMx, mx.consumerHosts);
}

// What the MX set has and the policy lacks is MxNotCovered already; here it is about the hosts that Google may add
// tomorrow.
void judgeFamilyCoverage(const GoogleMx &mx, const QStringList &mxHosts, const Deployment &deployment, Findings &out)
{
    if (!hasListingPolicy(deployment))
        return;
    for (const GoogleFamily family : mx.families) {
        QStringList missing;
        bool some = false;
        for (const QString &host : rollout::hostNamesOf(family)) {
            const bool covered = sts::matchesAny(deployment.mx, host);
            some |= covered;
            if (!covered && !mxHosts.contains(host))
                missing << host;
        }
        if (!some || missing.isEmpty())
            continue;
        Finding finding = aboutHosts(FindingId::GoogleFamilyNotCovered, missing);
        finding.arguments.insert(QStringLiteral("family"), familyWords(family));
        finding.arguments.insert(QStringLiteral("lines"), mxLines(rollout::policyPatternsFor(family)));
        finding.evidence.summary = QStringLiteral("mx: ") + inSentence(deployment.mx);
        finding.evidence.host.clear();
        out << finding;
    }
}

void judgeWildcards(const Deployment &deployment, Findings &out)
{
    if (!hasListingPolicy(deployment))
        return;
    for (const rollout::MisleadingWildcard &wildcard : rollout::misleadingWildcards()) {
        const QString pattern = QLatin1String(wildcard.pattern), base = QLatin1String(wildcard.baseHost);
        const bool listed = deployment.mx.contains(pattern, Qt::CaseInsensitive);
        if (!listed || (!wildcard.useless && sts::matchesAny(deployment.mx, base)))
            continue;
        Finding finding = failed(FindingId::GoogleUselessWildcard);
        finding.arguments = {{QStringLiteral("pattern"), pattern}, {QStringLiteral("host"), base}};
        finding.evidence.summary = QStringLiteral("mx: ") + pattern;
        out << finding;
    }
}

// A domain whose MX hosts are all of another maker still uses Workspace behind them when Google signs or sends its
// mail.
bool tracesOfGoogle(const facts::DomainFacts &facts)
{
    for (const QByteArrayList &strings : facts::txtRecords(facts.hints.apexTxt)) {
        const QByteArray text = facts::joined(strings).toLower();
        if (text.startsWith("v=spf1 ") && text.contains("include:_spf.google.com"))
            return true;
    }
    for (const facts::DkimLookup &lookup : facts.posture.dkim) {
        QByteArrayList records;
        for (const QByteArrayList &strings : facts::txtRecords(lookup.answer))
            records << facts::joined(strings);
        // A wildcard TXT record answers here too.
        if (lookup.selector == QLatin1String("google") &&
            posture::judgeDkimKey(records).state != posture::State::Absent)
            return true;
    }
    return false;
}

void judgeGateways(const facts::DomainFacts &facts, const GoogleMx &mx, Findings &out)
{
    if (mx.otherHosts.isEmpty() || (!mx.usesWorkspace() && !tracesOfGoogle(facts)))
        return;
    Finding finding = aboutHosts(FindingId::GoogleGatewayInFront, mx.otherHosts);
    finding.arguments.insert(QStringLiteral("lines"), mxLines(mx.otherHosts));
    out << finding;
}

// Worth a word only where it helps: a signed domain, whose mail hosts are the unsigned link.
void judgeDnssecFamily(const facts::DomainFacts &facts, const GoogleMx &mx, Findings &out)
{
    if (!mx.usesWorkspace() || mx.uses(GoogleFamily::SmtpGoog) || facts.mx.dnssec != facts::Dnssec::Secure)
        return;
    Finding finding = aboutHosts(FindingId::GoogleDnssecMxAvailable, mx.workspaceHosts);
    finding.arguments.insert(QStringLiteral("family"), familyWords(GoogleFamily::SmtpGoog));
    out << finding;
}

} // namespace

void googleRules(const facts::DomainFacts &facts, const QDateTime &, Findings &out)
{
    const QStringList hosts = liveMxHosts(facts);
    const GoogleMx mx = rollout::recogniseMx(hosts);
    const Deployment deployment = deploymentOf(facts);
    judgeFamilies(mx, out);
    judgeLeftovers(mx, facts.domain, out);
    judgeFamilyCoverage(mx, hosts, deployment, out);
    judgeWildcards(deployment, out);
    judgeGateways(facts, mx, out);
    judgeDnssecFamily(facts, mx, out);
}

} // namespace findings
