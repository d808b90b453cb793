// SPDX-License-Identifier: GPL-3.0-or-later
// Whether mail hosts can be reached at all, and what a failure to reach one proves. Many networks block port 25, so
// silence says nothing until something on port 25 is known to work from here: another session, or the control probe to
// a public MX. A refusal is an answer, and stands by itself unless the control was refused just the same. A connection
// over IPv4 proves nothing about IPv6: many machines have an IPv6 address that leads nowhere.
#pragma once

#include "facts/domain_facts.h"
#include "findings/finding.h"

namespace findings {

/// A TCP connection was made.
bool connected(const facts::SmtpProbe &probe);
/// A TCP connection was made or tried: not skipped, not cancelled, not held back.
bool attempted(const facts::SmtpProbe &probe);

class Reach
{
public:
    explicit Reach(const facts::DomainFacts &facts);

    /// Port 25 itself is blocked here, as far as this failed attempt is concerned.
    bool blocked(const facts::SmtpProbe &failedProbe) const;
    /// Something answered on this port, for IPv6 over IPv6, so a failure is the server's.
    bool proven(bool ipv6) const { return ipv6 ? m_v6Proven : m_v4Proven; }

private:
    const facts::DomainFacts &m_facts;
    bool m_anyConnected = false, m_v4Proven = false, m_v6Proven = false;
};

/// One finding for the whole domain when port 25 is blocked here, naming the addresses that nothing can be said about.
void judgeBlockedPort(const facts::DomainFacts &facts, const Reach &reach, Findings &out);

/// The attempts on a host that made no connection, its IPv6 side, and addresses that were not contacted.
void judgeReach(const facts::DomainFacts &facts, const facts::MxHostFacts &host, const Reach &reach, Findings &out);

} // namespace findings
