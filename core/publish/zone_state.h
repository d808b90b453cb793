// SPDX-License-Identifier: GPL-3.0-or-later
// What a DNS zone holds at the few names that concern us, in one form for all providers: whole record sets, because
// what replaces one value replaces the set, and values in the presentation form of RFC 1035 §5.1, because that keeps
// how a text is cut into character-strings and because most interfaces speak it. Values are canonical, so that two
// states can be compared.
#pragma once

#include "rollout/record_set.h"

#include <QByteArrayList>
#include <QStringList>

#include <optional>

namespace publish {

struct ZoneSet
{
    QString name;          ///< absolute, A-labels, lower case, no final dot
    QByteArray type;       ///< "TXT", "CNAME", …
    qint64 ttl = 0;        ///< seconds
    QByteArrayList values; ///< as canonicalValue() gives them, sorted, never empty
    bool operator==(const ZoneSet &) const = default;
};

struct ZoneState
{
    QString zone;        ///< no final dot
    QList<ZoneSet> sets; ///< by name and type
    const ZoneSet *find(const QString &name, const QByteArray &type) const;
    void add(ZoneSet set); ///< keeps the order; sorts the values
    bool operator==(const ZoneState &) const = default;
};

/// _mta-sts, _smtp._tls and mta-sts of a domain: the only names that are ever read or written.
QStringList publishedNames(const QString &domain);

/// The one spelling of a value: texts quoted and escaped, cut where they were cut; names lower case with a final dot;
/// addresses in the form of RFC 5952. Nothing when it is no value of that type. Types other than A, AAAA, CNAME and
/// TXT are left as they are.
std::optional<QByteArray> canonicalValue(const QByteArray &type, const QByteArray &presentation);
/// The character-strings of a TXT value joined without blanks.
QByteArray textOf(const QByteArray &presentation);
/// The set that the records of one name and kind make.
ZoneSet zoneSet(const QString &name, rollout::RecordKind kind, qint64 ttl, const QByteArrayList &values);

} // namespace publish
