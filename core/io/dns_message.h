// SPDX-License-Identifier: GPL-3.0-or-later
// DNS messages as they are on the wire (RFC 1035 §4), read with ldns: the chain of CNAMEs with its TTLs, which
// libunbound does not hand out, and the extended error (RFC 8914) in which modern resolvers say why they failed.
#pragma once

#include "facts/dns_answer.h"

#include <optional>
#include <unbound.h>

namespace io {

/// A result of libunbound as a fact: everything but elapsedMs. `name` and `type` are the question; `dnssecUnsigned` is
/// what an answer without proof counts as (Insecure where the resolver validates, else Indeterminate).
facts::DnsAnswer answerOf(const QString &name, facts::RecordType type, const ub_result &result,
                          facts::Dnssec dnssecUnsigned);

/// What a resolver said when it was asked directly.
struct DirectReply
{
    int rcode = 0;         ///< 0 NOERROR, 2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED, …
    QString extendedError; ///< RFC 8914: "DNSKEY Missing: …", untrusted; empty for none
    QList<facts::CnameStep> cnames;
    bool cnameLoop = false; ///< the chain comes back to a name it has passed, or has too many steps
};

/// Reads a reply to the question with this id; an empty optional for anything else.
std::optional<DirectReply> readReply(const QByteArray &packet, quint16 id, const QByteArray &name);
/// A question with recursion desired and EDNS; `name` in presentation form. Empty for a bad name.
QByteArray writeQuestion(const QByteArray &name, int type, bool checkingDisabled, quint16 id);

/// Why `name` cannot be asked for; empty when it can: at most 63 bytes a label and 255 in all (RFC 1035 §2.3.4).
QString problemWithName(const QString &name);

} // namespace io
