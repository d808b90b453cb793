// SPDX-License-Identifier: GPL-3.0-or-later
// The DNS messages of a dynamic update (RFC 2136) and of the questions around it, signed with a shared key (TSIG, RFC
// 8945). An update says first what must stand there (its prerequisites) and then what is to change; the server does all
// of it or nothing. Written and read with ldns.
#pragma once

#include "io/providers/dns_provider.h"
#include "io/secret.h"

namespace io {

struct TsigKey
{
    QString name;                                      ///< as the server knows it
    QString algorithm = QStringLiteral("hmac-sha256"); ///< hmac-sha256, hmac-sha512, or hmac-sha1
    Secret secret;                                     ///< base64
    static bool isAlgorithm(const QString &word);      ///< one of the three
};

/// A message on its way, and what is needed to check the answer to it.
struct DnsRequest
{
    QByteArray wire; ///< empty: it could not be written
    quint16 id = 0;
    QByteArray mac;  ///< of the TSIG, empty without a key
    QByteArray type; ///< "TXT"; empty for an update
    QString name;    ///< asked for, or the zone of an update
};

/// A question without recursion; signed when there is a key.
DnsRequest writeRequest(const QString &name, const QByteArray &type, const TsigKey *key);
/// The plan as one update of its zone: everything that it saw is a prerequisite.
DnsRequest writeUpdate(const publish::ZonePlan &plan, const TsigKey &key);

/// The records of the asked name and type, if there are any. Error codes: bad-answer, unsigned-answer, bad-key,
/// bad-signature, bad-time, refused, not-zone, not-authoritative, changed-meanwhile, rejected, server-failure.
ProviderResult<std::optional<publish::ZoneSet>> readAnswer(const QByteArray &wire, const DnsRequest &request,
                                                           const TsigKey *key);

} // namespace io
