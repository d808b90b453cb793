// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/smtp_reach.h"

#include "findings/catalogue.h"
#include "findings/smtp_evidence.h"

namespace findings {

using base::IpAddress;
using facts::Cause;
using facts::DomainFacts;
using facts::MxHostFacts;
using facts::SmtpProbe;
using facts::SmtpStage;

namespace {

bool withoutIpv6Here(const DomainFacts &facts, const IpAddress &address)
{
    return address.isV6() && !facts.vantage.ipv6;
}

bool familyIsHere(const DomainFacts &facts, const IpAddress &address)
{
    return address.isV6() ? facts.vantage.ipv6 : facts.vantage.ipv4;
}

QList<IpAddress> addressesOf(const MxHostFacts &host)
{
    return facts::addresses(host.a) + facts::addresses(host.aaaa);
}

FindingId connectFault(Cause cause)
{
    switch (cause) {
    case Cause::Refused: return FindingId::MxRefused;
    case Cause::TimedOut: return FindingId::MxTimeout;
    case Cause::Unreachable: return FindingId::MxUnreachable;
    case Cause::None:
    case Cause::NetworkError:
    case Cause::ClosedByPeer:
    case Cause::Reset:
    case Cause::TlsFailure:
    case Cause::Rejected:
    case Cause::ProtocolViolation:
    case Cause::TooLong:
    case Cause::NotOffered:
    case Cause::PrivateAddress:
    case Cause::Cancelled:
    case Cause::Skipped: break;
    }
    return FindingId::MxConnectionFailed;
}

bool worksOver(const MxHostFacts &host, bool ipv6)
{
    return std::any_of(host.probes.begin(), host.probes.end(),
                       [ipv6](const SmtpProbe &probe) { return probe.address.isV6() == ipv6 && connected(probe); });
}

// A machine without IPv4 cannot tell a dead IPv4 address from a living one.
Finding withoutIpv4Here(const MxHostFacts &host)
{
    Finding finding = unknown(FindingId::MxUnreachable);
    if (worksOver(host, true))
        finding.severity = Severity::Info;
    return finding;
}

Finding connectFinding(const DomainFacts &facts, const MxHostFacts &host, const SmtpProbe &probe, const Reach &reach)
{
    const bool ipv6 = probe.address.isV6();
    if (!ipv6 && !facts.vantage.ipv4)
        return withoutIpv4Here(host);
    if (ipv6 && worksOver(host, false)) // senders lose time on the dead IPv6 address, and no mail
        return failed(FindingId::MxDeadIpv6);
    const FindingId id = connectFault(probe.cause);
    return probe.cause == Cause::Refused || reach.proven(ipv6) ? failed(id) : unknown(id);
}

void judgeUnconnected(const DomainFacts &facts, const MxHostFacts &host, const SmtpProbe &probe, const Reach &reach,
                      Findings &out)
{
    if (!familyIsHere(facts, probe.address) || !reach.blocked(probe)) // a blocked port is said once, for all
        out << aboutSession(connectFinding(facts, host, probe, reach), host, probe);
}

Finding aboutAddresses(Finding finding, const MxHostFacts &host, const QStringList &addresses)
{
    const QString all = addresses.join(QLatin1String(", "));
    finding.arguments.insert(QStringLiteral("host"), host.name);
    finding.arguments.insert(QStringLiteral("address"), all);
    finding.evidence.host = host.name;
    finding.evidence.address = all;
    finding.evidence.summary = QStringLiteral("%1 %2").arg(host.name, all);
    return finding;
}

void judgeNoIpv6Here(const MxHostFacts &host, const QStringList &addresses, Findings &out)
{
    if (addresses.isEmpty())
        return;
    Finding finding = aboutAddresses(unknown(FindingId::MxNoIpv6Here), host, addresses);
    if (host.a.provesAbsence())
        finding.severity = Severity::Error; // nothing at all is known about this host
    out << finding;
}

void judgePrivate(const DomainFacts &facts, const MxHostFacts &host, const QStringList &addresses, Findings &out)
{
    if (addresses.isEmpty())
        return;
    Finding finding = aboutAddresses(failed(FindingId::MxPrivateAddress), host, addresses);
    if (facts.vantage.privateAllowed) // asked for, in a laboratory or inside the network concerned
        finding.severity = Severity::Info;
    out << finding;
}

void judgeNotProbed(const MxHostFacts &host, const QStringList &addresses, Findings &out)
{
    if (!addresses.isEmpty())
        out << aboutAddresses(unknown(FindingId::MxNotProbed), host, addresses);
}

struct Untried
{
    QStringList withoutIpv6, inPrivateSpace, notProbed;
};

Untried untriedOf(const DomainFacts &facts, const MxHostFacts &host)
{
    Untried untried;
    QList<IpAddress> seen;
    for (const SmtpProbe &probe : host.probes) {
        seen << probe.address;
        const QString text = probe.address.toString();
        if (probe.cause == Cause::PrivateAddress || probe.address.scope() != base::AddressScope::Global)
            untried.inPrivateSpace << text;
        else if (withoutIpv6Here(facts, probe.address) && !connected(probe))
            untried.withoutIpv6 << text;
        else if (!attempted(probe))
            untried.notProbed << text;
    }
    for (const IpAddress &address : addressesOf(host)) {
        if (seen.contains(address))
            continue;
        if (address.scope() != base::AddressScope::Global)
            untried.inPrivateSpace << address.toString();
        else
            (withoutIpv6Here(facts, address) ? untried.withoutIpv6 : untried.notProbed) << address.toString();
    }
    return untried;
}

} // namespace

bool connected(const SmtpProbe &probe)
{
    return probe.reached > SmtpStage::Connect;
}

bool attempted(const SmtpProbe &probe)
{
    if (connected(probe))
        return true;
    return probe.cause != Cause::None && probe.cause != Cause::PrivateAddress && probe.cause != Cause::Cancelled &&
           probe.cause != Cause::Skipped;
}

Reach::Reach(const DomainFacts &facts) : m_facts(facts)
{
    for (const MxHostFacts &host : facts.mxHosts)
        for (const SmtpProbe &probe : host.probes)
            if (connected(probe)) {
                m_anyConnected = true;
                m_v6Proven |= probe.address.isV6();
            }
    if (facts.control.connected)
        m_v6Proven |= facts.control.address.isV6() || facts.control.address.isNull();
    m_v4Proven = m_anyConnected || facts.control.connected;
}

bool Reach::blocked(const SmtpProbe &failedProbe) const
{
    if (m_anyConnected || !m_facts.control.attempted || m_facts.control.connected)
        return false;
    return failedProbe.cause != Cause::Refused || m_facts.control.cause == Cause::Refused;
}

void judgeBlockedPort(const DomainFacts &facts, const Reach &reach, Findings &out)
{
    QStringList hosts, lines;
    QString port;
    for (const MxHostFacts &host : facts.mxHosts)
        for (const SmtpProbe &probe : host.probes) {
            if (!attempted(probe) || !familyIsHere(facts, probe.address) || !reach.blocked(probe))
                continue;
            hosts << host.name;
            port = QString::number(probe.port);
            lines << QStringLiteral("%1 %2 → %3").arg(host.name, endpoint(probe), causeWords(probe.cause));
        }
    if (lines.isEmpty())
        return;
    hosts.removeDuplicates();
    lines << QStringLiteral("%1 %2 → %3")
                 .arg(facts.control.host, facts.control.address.toString(), causeWords(facts.control.cause));
    Finding finding = unknown(FindingId::MxPortBlocked);
    finding.arguments = {{QStringLiteral("hosts"), hosts.join(QLatin1String(", "))},
                         {QStringLiteral("control"), facts.control.host},
                         {QStringLiteral("port"), port}};
    finding.evidence.summary = lines.join(QLatin1String("; "));
    out << finding;
}

void judgeReach(const DomainFacts &facts, const MxHostFacts &host, const Reach &reach, Findings &out)
{
    const Untried untried = untriedOf(facts, host);
    judgePrivate(facts, host, untried.inPrivateSpace, out);
    if (!facts.vantage.smtpSkipped) {
        judgeNoIpv6Here(host, untried.withoutIpv6, out);
        judgeNotProbed(host, untried.notProbed, out);
    }
    for (const SmtpProbe &probe : host.probes)
        if (attempted(probe) && !connected(probe) && !withoutIpv6Here(facts, probe.address))
            judgeUnconnected(facts, host, probe, reach, out);
    if (host.a.provesAbsence() && host.aaaa.hasRecords())
        out << aboutAddresses(failed(FindingId::MxIpv6OnlyHost), host, [&] {
            QStringList texts;
            for (const IpAddress &address : facts::addresses(host.aaaa))
                texts << address.toString();
            return texts;
        }());
}

} // namespace findings
