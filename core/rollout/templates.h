// SPDX-License-Identifier: GPL-3.0-or-later
// From a few choices to everything that has to be published: the policy text and the DNS records. What comes out is the
// form that every known parser accepts: version first, CRLF, mx lines even for mode none, max_age from a day to a year,
// an id that was not used before (RFC 8461 §3.1, §3.2, §8.3).
#pragma once

#include "base/domain_name.h"
#include "base/ip_address.h"
#include "rollout/record_set.h"
#include "sts/policy.h"

#include <optional>

namespace rollout {

inline constexpr qint64 maxAgeLeast = 86'400;         ///< below a day several senders raise or ignore it
inline constexpr qint64 maxAgeMost = 31'557'600;      ///< RFC 8461 §3.2
inline constexpr int ttlLeast = 0, ttlMost = 604'800; ///< a week: longer makes every later change slow

/// Where the policy is served from; neither target nor addresses: the record is somebody else's work.
struct PolicyHost
{
    QString target;                   ///< of a CNAME
    QList<base::IpAddress> addresses; ///< of A and AAAA records
    bool operator==(const PolicyHost &) const = default;
};

struct Choices
{
    sts::Mode mode = sts::Mode::Testing;
    qint64 maxAge = 604'800;
    QStringList mx;  ///< patterns, already valid (mxPattern())
    QStringList rua; ///< URIs, already valid (ruaUri()); empty: no TLS reporting record
    PolicyHost policyHost;
    QByteArray id; ///< 1–32 letters or digits; sts::newId() makes one
    int ttl = 300;
    QString zone; ///< of the DNS that the records stand in; empty: the domain is its own zone
    Operation operation = Operation::Create;
    QString tool;
    QDateTime createdAt;
};

struct Publication
{
    RecordSet records;                 ///< the policy host, then TLS reporting, then the MTA-STS record
    std::optional<sts::Policy> policy; ///< sts::format() gives the text; nothing: the records stand alone
};

/// Error codes: no-mx, max-age, ttl, bad-id, host-twice (target and addresses), host-loop (the target is the policy
/// host).
base::Result<Publication> publication(const base::DomainName &domain, const Choices &choices);

/// The TLS reporting record alone, which comes before any policy (RULES 28). Error codes: no-rua, ttl.
base::Result<Publication> reportingPublication(const base::DomainName &domain, const Choices &choices);

/// The records alone, for which the policy's mx and max_age do not matter. Error codes: ttl, bad-id, host-twice,
/// host-loop.
base::Result<RecordSet> recordsOf(const base::DomainName &domain, const Choices &choices);

/// A host or `*.` and a host, in A-labels. Error codes: those of DomainName::parse, and wildcard.
base::Result<QString> mxPattern(QStringView text);

/// A report address as the record needs it: mailto: or https:, `,` `!` `;` percent-encoded (RFC 8460 §3). A bare mail
/// address gets its mailto:. Error codes: scheme, mailto, host, bad-character.
base::Result<QString> ruaUri(const QString &text);

/// What a sensible policy of that mode has: two weeks for enforce, a week for testing, a day for none.
qint64 usualMaxAge(sts::Mode mode);

/// "v=TLSRPTv1; rua=…" of URIs that are already in the form of ruaUri().
QByteArray tlsrptRecordText(const QStringList &rua);

} // namespace rollout
