// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that one check of one domain saw: plain values, raw bytes and reasons included, no verdict. Failure,
// time-out and cancellation are values inside it. It goes to JSON and back without loss, so that a support case, a test
// and the history are the same file.
#pragma once

#include "facts/dns_answer.h"
#include "facts/policy_fetch.h"
#include "facts/smtp_probe.h"

#include <QDateTime>

namespace facts {

/// From where, and with what, the check looked.
struct Vantage
{
    QString resolver;              ///< "system (192.0.2.53)", "192.0.2.53@53"
    bool validating = false;       ///< DNSSEC validated in this process, from a trust anchor that the root fits
    QString validationProblem;     ///< why not, when not
    bool ipv4 = true, ipv6 = true; ///< this machine has a global address of the kind
    bool smtpSkipped = false;      ///< --no-smtp
    bool deep = false;
    bool privateAllowed = false; ///< private policy host addresses were contacted all the same
    QString tool;                ///< "sigillo 0.1.0"
    bool operator==(const Vantage &) const = default;
};

/// A known-good public MX, tried only when the domain's own MX hosts do not answer: tells a blocked port 25 from a dead
/// server.
struct ControlProbe
{
    bool attempted = false;
    bool connected = false;
    QString host;
    base::IpAddress address;
    Cause cause = Cause::None;
    QString error;
    bool operator==(const ControlProbe &) const = default;
};

struct MxHostFacts
{
    QString name; ///< as the MX record has it; lower case, no trailing dot
    int preference = 0;
    bool implicit = false; ///< no MX record: the domain itself (RFC 5321 §5.1)
    DnsAnswer a, aaaa;
    DnsAnswer tlsa;          ///< at _25._tcp.<name>
    DnsAnswer tlsaExpanded;  ///< at _25._tcp.<CNAME target>, asked only when the host is an alias (RFC 7672 §2.2.2)
    QList<SmtpProbe> probes; ///< one an address, A before AAAA, in answer order
    bool operator==(const MxHostFacts &) const = default;
};

struct PolicyHostFacts
{
    QString name; ///< mta-sts.<domain>
    DnsAnswer a, aaaa;
    QList<PolicyFetch> fetches; ///< one an address, A before AAAA
    bool operator==(const PolicyHostFacts &) const = default;
};

/// Places where a misplaced or misspelt record is often found (RULES: hints).
struct HintFacts
{
    DnsAnswer apexTxt;       ///< TXT of the domain itself (also holds SPF)
    DnsAnswer underscoreSts; ///< TXT at _mta_sts.<domain>
    DnsAnswer draftTlsrpt;   ///< TXT at _smtp-tlsrpt.<domain>
    DnsAnswer wildcardTxt;   ///< TXT at a name that nobody would create: what a wildcard answers
    bool operator==(const HintFacts &) const = default;
};

struct DkimLookup
{
    QString selector;
    DnsAnswer answer;
    bool operator==(const DkimLookup &) const = default;
};
/// The domain's wider posture: context only.
struct PostureFacts
{
    DnsAnswer dmarc;             ///< TXT at _dmarc.<domain>
    DnsAnswer dmarcOrganization; ///< at the organizational domain, when the domain has none of its own
    DnsAnswer bimi;              ///< TXT at default._bimi.<domain>
    QList<DkimLookup> dkim;
    bool operator==(const PostureFacts &) const = default;
};

struct DomainFacts
{
    static constexpr int formatVersion = 1;

    QString domain;       ///< A-labels, lower case
    QDateTime observedAt; ///< UTC, when the check began
    qint64 elapsedMs = 0;
    bool cancelled = false;
    Vantage vantage;
    DnsAnswer mx, ns;
    DnsAnswer stsTxt;    ///< at _mta-sts.<domain>
    DnsAnswer tlsrptTxt; ///< at _smtp._tls.<domain>
    HintFacts hints;
    PolicyHostFacts policyHost;
    QList<MxHostFacts> mxHosts; ///< by preference, then name
    int mxHostsNotProbed = 0;   ///< over limits::mxHosts
    ControlProbe control;
    PostureFacts posture;
    bool operator==(const DomainFacts &) const = default;
};

} // namespace facts
