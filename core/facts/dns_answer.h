// SPDX-License-Identifier: GPL-3.0-or-later
// What the DNS said to one question. "No such name", "no such record", "the server failed", "no answer came" and "the
// signature is wrong" are five different answers with five different consequences (RFC 8461 §3.1, RFC 7672 §2.1), so
// they are kept apart here. Records keep their raw RDATA; the typed views below decode it.
#pragma once

#include "base/ip_address.h"
#include "facts/enums.h"

#include <QByteArrayList>
#include <QStringList>

namespace facts {

struct CnameStep
{
    QString from; ///< presentation form, lower case, no trailing dot
    QString to;
    qint64 ttl = 0; ///< seconds, as received
    bool operator==(const CnameStep &) const = default;
};

struct DnsAnswer
{
    QString name; ///< asked for; presentation form, lower case, no trailing dot
    RecordType type = RecordType::A;
    DnsStatus status = DnsStatus::NotAsked;
    Dnssec dnssec = Dnssec::Indeterminate; ///< of the whole answer, its CNAME chain included
    QString reason;                        ///< the resolver's or validator's words for a failure (English, untrusted)
    QList<CnameStep> cnames;               ///< in order from `name`
    QByteArrayList rdata;                  ///< raw, names uncompressed; the order of the answer
    qint64 ttl = 0;                        ///< of the final record set, seconds
    qint64 elapsedMs = 0;

    bool hasRecords() const { return status == DnsStatus::Answer; }
    bool isTemporaryFailure() const; ///< ServFail, Timeout, Refused, NetworkError, Cancelled
    bool provesAbsence() const { return status == DnsStatus::NoData || status == DnsStatus::NxDomain; }
    QString finalName() const { return cnames.isEmpty() ? name : cnames.last().to; }
    bool operator==(const DnsAnswer &) const = default;
};

struct MxRecord
{
    int preference = 0;
    QString exchange; ///< presentation form, lower case, no trailing dot; "" is the root, a null MX (RFC 7505)
    bool operator==(const MxRecord &) const = default;
};
struct TlsaRecord
{
    int usage = 0, selector = 0, matchingType = 0;
    QByteArray data;
    QString toString() const; ///< "3 1 1 ABCD…", all of it
    bool operator==(const TlsaRecord &) const = default;
};

/// Typed views. Malformed RDATA is left out; `malformed`, when given, counts it.
QList<MxRecord> mxRecords(const DnsAnswer &answer, int *malformed = nullptr); ///< by preference, then name
QList<QByteArrayList> txtRecords(const DnsAnswer &answer, int *malformed = nullptr);
QList<base::IpAddress> addresses(const DnsAnswer &answer);
QList<TlsaRecord> tlsaRecords(const DnsAnswer &answer, int *malformed = nullptr);
/// The character-strings of one TXT record joined without blanks (RFC 8461 §3.1).
inline QByteArray joined(const QByteArrayList &characterStrings)
{
    return characterStrings.join();
}
/// One record in presentation form, for showing; odd bytes as \DDD.
QString presentation(RecordType type, const QByteArray &rdata);
/// A wire-format name at `offset` as presentation text (lower case, no trailing dot); empty optional when malformed.
std::optional<QString> nameFromWire(const QByteArray &wire, qsizetype offset, qsizetype *end = nullptr);
/// The reverse of nameFromWire for a plain name (no escapes).
QByteArray nameToWire(const QString &name);

} // namespace facts
