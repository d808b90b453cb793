// SPDX-License-Identifier: GPL-3.0-or-later
// The DNS records that a deployment needs, as plain values without any file format: names are absolute, texts are whole
// and unquoted. publish/ turns them into the syntax of one DNS server or provider; the order of the list is the order
// in which they should be published (RFC 8461 §8.1: what a record points to comes before the record).
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

namespace rollout {

enum class RecordKind {
    A,     ///< value: an IPv4 address
    Aaaa,  ///< value: an IPv6 address
    Cname, ///< value: a name, no final dot
    Txt,   ///< value: the text, neither quoted nor cut into character-strings
};

struct Record
{
    QString name; ///< absolute, A-labels, no final dot
    RecordKind kind = RecordKind::Txt;
    QByteArray value; ///< printable ASCII
    bool operator==(const Record &) const = default;
};

/// What is to happen with the records of a set.
enum class Operation {
    Create, ///< nothing of the kind stands at these names yet
    Change, ///< replaces what stands at these names: two TXT records of the same kind would void each other
    Remove, ///< takes them away
};

struct RecordSet
{
    QString domain; ///< the policy domain, A-labels
    QString zone;   ///< the DNS zone that the names stand in; empty: the policy domain is its own zone
    Operation operation = Operation::Create;
    int ttl = 300; ///< seconds, of every record
    QList<Record> records;
    QString tool;        ///< "sigillo 0.1.0", for the comment that names the origin
    QDateTime createdAt; ///< UTC, for the same comment
    QString zoneName() const { return zone.isEmpty() ? domain : zone; }
    bool operator==(const RecordSet &) const = default;
};

} // namespace rollout
