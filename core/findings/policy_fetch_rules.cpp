// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/policy_fetch_rules.h"

#include "findings/catalogue.h"
#include "findings/certificate_rules.h"
#include "findings/policy_fetch_differences.h"
#include "findings/policy_fetch_fault.h"

#include <algorithm>

namespace findings {

namespace {

using facts::DomainFacts;
using facts::PolicyFetch;

constexpr CertificateFindingIds certificateIds{
    FindingId::PolicyHostCertificateExpired,      FindingId::PolicyHostCertificateNotYetValid,
    FindingId::PolicyHostCertificateNameMismatch, FindingId::PolicyHostCertificateSelfSigned,
    FindingId::PolicyHostCertificateUntrusted,    FindingId::PolicyHostCertificateIncompleteChain,
    FindingId::PolicyHostCertificateUnsuitable,   FindingId::PolicyHostCertificateExpiresSoon,
    FindingId::PolicyHostCertificateWeak};

/// Adds the finding, or its address to an equal one.
void addMerged(Findings &merged, const Finding &finding)
{
    const auto withoutAddress = [](Finding each) {
        each.arguments.remove(QStringLiteral("address"));
        each.evidence = {};
        return each;
    };
    const auto same = std::ranges::find_if(
        merged, [&](const Finding &other) { return withoutAddress(other) == withoutAddress(finding); });
    if (same == merged.end()) {
        merged.append(finding);
        return;
    }
    same->arguments[QStringLiteral("address")] +=
        QStringLiteral(", ") + finding.arguments.value(QStringLiteral("address"));
    same->evidence.address.clear();
    if (same->evidence.summary != finding.evidence.summary)
        same->evidence.summary += QStringLiteral("; ") + finding.evidence.summary;
}

bool works(const PolicyFetch &fetch, const DomainFacts &facts, const QDateTime &now)
{
    if (fetchFault(fetch, facts.vantage) || !fetch.complete())
        return false;
    const Findings faults = certificateFindings(fetch.tls, {}, now, facts.observedAt, certificateIds);
    return std::ranges::none_of(faults, [](const Finding &fault) { return fault.severity == Severity::Error; });
}

bool oneAddressWorks(const DomainFacts &facts, const QDateTime &now)
{
    return std::ranges::any_of(facts.policyHost.fetches,
                               [&](const PolicyFetch &fetch) { return works(fetch, facts, now); });
}

// Another address that works leaves a policy to those senders that try again; the fault stays an error.
void judgeFetches(const DomainFacts &facts, const QDateTime &now, Findings &merged)
{
    const QList<PolicyFetch> &fetches = facts.policyHost.fetches;
    const bool oneWorks = oneAddressWorks(facts, now);
    const bool hasV4 = std::ranges::any_of(fetches, [](const PolicyFetch &fetch) { return !fetch.address.isV6(); });
    for (const PolicyFetch &fetch : fetches) {
        Findings found =
            certificateFindings(fetch.tls, fetch.address.toString(), now, facts.observedAt, certificateIds);
        if (const auto fault = fetchFault(fetch, facts.vantage))
            found.prepend(*fault);
        for (Finding &finding : found) {
            finding.evidence.host = facts.policyHost.name;
            finding.arguments.insert(QStringLiteral("host"), facts.policyHost.name);
            if (oneWorks && finding.status == Status::Fail)
                finding.effect = Effect::Usable;
            if (finding.status == Status::Unknown)
                finding.severity = oneWorks || (fetch.address.isV6() && hasV4) ? Severity::Info : Severity::Error;
            addMerged(merged, finding);
        }
    }
}

/// "loopback", "private (RFC 1918, RFC 4193)", …; empty for an address of the Internet.
QString scopeText(base::AddressScope scope)
{
    using enum base::AddressScope;
    switch (scope) {
    case Global: return {};
    case Unspecified: return QStringLiteral("unspecified, RFC 1122");
    case Loopback: return QStringLiteral("loopback, RFC 1122");
    case Private: return QStringLiteral("private, RFC 1918 and RFC 4193");
    case LinkLocal: return QStringLiteral("link-local, RFC 3927 and RFC 4291");
    case CarrierNat: return QStringLiteral("carrier NAT, RFC 6598");
    case Multicast: return QStringLiteral("multicast, RFC 5771 and RFC 4291");
    case Reserved: return QStringLiteral("reserved, RFC 1112");
    }
    return {};
}

void judgePrivateAddresses(const DomainFacts &facts, const QDateTime &now, Findings &merged)
{
    const bool oneWorks = oneAddressWorks(facts, now);
    for (const base::IpAddress &address :
         facts::addresses(facts.policyHost.a) + facts::addresses(facts.policyHost.aaaa)) {
        const QString scope = scopeText(address.scope());
        if (scope.isEmpty())
            continue;
        Finding finding = failed(FindingId::PolicyHostPrivateAddress);
        if (facts.vantage.privateAllowed) // the admin says that this network is the one that counts
            finding.severity = Severity::Info;
        if (facts.vantage.privateAllowed || oneWorks)
            finding.effect = Effect::Usable;
        finding.arguments = {{QStringLiteral("host"), facts.policyHost.name},
                             {QStringLiteral("address"), address.toString()},
                             {QStringLiteral("scope"), scope}};
        finding.evidence = {
            QStringLiteral("%1 (%2)").arg(address.toString(), scope), facts.policyHost.name, address.toString(), {}};
        addMerged(merged, finding);
    }
}

/// Addresses known and nothing tried: the verdict needs it, unless the user stopped it.
void judgeNotTried(const DomainFacts &facts, Findings &merged)
{
    const facts::PolicyHostFacts &host = facts.policyHost;
    if (!host.fetches.isEmpty() || facts.cancelled || (!host.a.hasRecords() && !host.aaaa.hasRecords()))
        return;
    Finding finding = unknown(FindingId::PolicyHostNotTried);
    finding.arguments = {{QStringLiteral("host"), host.name},
                         {QStringLiteral("address"), host.name},
                         {QStringLiteral("port"), QStringLiteral("443")},
                         {QStringLiteral("reason"), QStringLiteral("–")}};
    finding.evidence.host = host.name;
    merged.append(finding);
}

void addPass(FindingId id, const DomainFacts &facts, const QString &summary, Findings &out)
{
    Finding finding = passed(id);
    finding.arguments.insert(QStringLiteral("host"), facts.policyHost.name);
    finding.evidence = {summary, facts.policyHost.name, {}, {}};
    out.append(finding);
}

// Passes are about all addresses at once, and only where every handshake came about.
void addPasses(const DomainFacts &facts, const Findings &faults, Findings &out)
{
    using enum FindingId;
    const QList<PolicyFetch> &fetches = facts.policyHost.fetches;
    const auto lacks = [&](std::initializer_list<FindingId> ids) {
        return std::ranges::none_of(faults,
                                    [&](const Finding &fault) { return std::ranges::count(ids, fault.id) > 0; });
    };
    const auto seen = std::ranges::find_if(
        fetches, [](const PolicyFetch &fetch) { return fetch.tls.established() && !fetch.tls.chain.isEmpty(); });
    if (seen == fetches.end())
        return;
    if (std::ranges::all_of(fetches, &PolicyFetch::complete))
        addPass(PolicyHostConnectionFailed, facts, QStringLiteral("%1 ms").arg(seen->totalMs), out);
    const facts::CertificateFacts &leaf = seen->tls.chain.first();
    if (lacks({PolicyHostTlsTooOld, PolicyHostTlsFailed}))
        addPass(PolicyHostTlsTooOld, facts, QStringLiteral("%1, %2").arg(seen->tls.protocol, seen->tls.cipher), out);
    if (lacks({PolicyHostCertificateSelfSigned, PolicyHostCertificateUntrusted, PolicyHostCertificateIncompleteChain,
               PolicyHostCertificateUnsuitable}))
        addPass(PolicyHostCertificateUntrusted, facts, certificateSummary(leaf), out);
    if (lacks({PolicyHostCertificateNameMismatch}))
        addPass(PolicyHostCertificateNameMismatch, facts, leaf.dnsNames.mid(0, 8).join(QStringLiteral(", ")), out);
    if (lacks({PolicyHostCertificateExpired, PolicyHostCertificateNotYetValid, PolicyHostCertificateExpiresSoon}))
        addPass(PolicyHostCertificateExpired, facts, utcText(leaf.notAfter), out);
}

/// The remark that accompanies every certificate seen (RFC 8461 §3.3 leaves revocation to the sender).
void addRevocation(const DomainFacts &facts, Findings &out)
{
    const bool seen = std::ranges::any_of(facts.policyHost.fetches, [](const PolicyFetch &fetch) {
        return fetch.tls.established() && !fetch.tls.chain.isEmpty();
    });
    if (!seen)
        return;
    Finding finding = unknown(FindingId::PolicyHostRevocationNotChecked);
    finding.arguments.insert(QStringLiteral("host"), facts.policyHost.name);
    finding.evidence.host = facts.policyHost.name;
    out.append(finding);
}

} // namespace

void policyFetchRules(const DomainFacts &facts, const QDateTime &now, Findings &out)
{
    Findings merged;
    judgePrivateAddresses(facts, now, merged);
    judgeNotTried(facts, merged);
    judgeFetches(facts, now, merged);
    addPasses(facts, merged, out);
    out += merged;
    policyDifferences(facts, out);
    addRevocation(facts, out);
}

} // namespace findings
