// SPDX-License-Identifier: GPL-3.0-or-later
// One check of a domain, condensed to what the rollout asks about. Made from the facts and the findings of that moment;
// a history is a list of them. Three-valued throughout: what could not be seen is unknown, never absent.
#pragma once

#include "facts/domain_facts.h"
#include "findings/finding.h"
#include "rollout/seen_servers.h"
#include "sts/policy.h"

#include <optional>

namespace rollout {

/// What a conforming sender would have concluded about a record or the policy at that moment.
enum class Seen {
    NotKnown, ///< not looked at, or a failure that may pass: SERVFAIL, bogus, no connection, HTTP 408, 429 and 5xx
    Absent,   ///< proven: no such name or record; of the policy also 404 and 410 from the host itself
    Invalid,  ///< there, and not usable: several records, bad text, certificate, another status, a private address
    Usable,
};

/// An error or warning that mattered then.
struct Problem
{
    findings::FindingId id{};
    findings::Severity severity{};
    QString host, address;                 ///< concerned; untrusted text
    QMap<QString, QString> arguments = {}; ///< of the finding, for its title; untrusted text
    bool operator==(const Problem &) const = default;
};

struct Observation
{
    QDateTime at;             ///< UTC
    bool domainExists = true; ///< false: the DNS says that there is no such name (NXDOMAIN)
    Seen record = Seen::NotKnown;
    QByteArray recordId;             ///< of a usable record
    qint64 recordTtl = 0;            ///< seconds
    Seen policy = Seen::NotKnown;    ///< fetched over a trusted connection, right type, well formed
    sts::Policy policyRead;          ///< of a usable policy
    QByteArray policyText;           ///< of a usable policy, as served
    QByteArray policyHash;           ///< SHA-256 of policyText
    Seen reporting = Seen::NotKnown; ///< the TLSRPT record
    QStringList rua;
    bool mxKnown = false;          ///< the MX lookup was answered
    bool takesMail = true;         ///< no null MX
    QStringList mx;                ///< host names, by preference; with an implicit MX the domain itself
    qint64 mxTtl = 0;              ///< seconds
    QStringList mxNotCovered;      ///< by policyRead; empty in mode none; leftovers that take no mail are left out
    bool smtpKnown = false;        ///< at least one session with every MX host was possible from here
    QStringList mxUnreached;       ///< MX hosts that no session was possible with from here, or none was tried
    QList<Problem> serverProblems; ///< of the mail servers under PKIX: errors that would stop an enforcing sender
    QList<Problem> otherProblems;  ///< further errors and warnings
    std::optional<QDateTime> certificatesUntil; ///< the earliest end among MX and policy host certificates
    QString certificatesUntilHost;
    SeenServers servers;
    bool operator==(const Observation &) const = default;
};

/// `findings` are those of evaluate(facts, facts.observedAt).
Observation observationOf(const facts::DomainFacts &facts, const findings::Findings &findings);

} // namespace rollout
