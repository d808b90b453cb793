// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/tinydns.h"

#include "base/ip_address.h"
#include "publish/rrset.h"

namespace publish {
namespace {

using rollout::RecordKind;

QByteArray octal(uchar byte)
{
    return '\\' + QByteArray::number(byte, 8).rightJustified(3, '0');
}

/// tinydns-data ends a field at a colon, and reads \NNN as an octal byte.
QByteArray field(const QByteArray &text)
{
    QByteArray out;
    for (const char c : text) {
        const uchar byte = uchar(c);
        if (byte <= 0x20 || byte > 0x7e || c == ':' || c == '\\')
            out += octal(byte);
        else
            out += c;
    }
    return out;
}

/// tinydns-data has no line of its own for AAAA: the generic one takes the sixteen bytes.
QByteArray addressBytes(const QByteArray &value)
{
    QByteArray out;
    const auto address = base::IpAddress::parse(QString::fromLatin1(value));
    if (address)
        for (const char c : address->bytes())
            out += octal(uchar(c));
    return out;
}

QByteArray line(RecordKind kind, const QByteArray &name, const QByteArray &value)
{
    switch (kind) {
    case RecordKind::A: return '+' + name + ':' + value;
    case RecordKind::Aaaa: return ':' + name + ":28:" + addressBytes(value);
    case RecordKind::Cname: return 'C' + name + ':' + value + '.';
    // The line for TXT cuts at 127 bytes; that is legal, and joined again by whoever reads the record.
    case RecordKind::Txt: return '\'' + name + ':' + field(value);
    }
    return {};
}

} // namespace

QByteArray tinydns(const rollout::RecordSet &records)
{
    QByteArray out = comment("#", originLines(records));
    const bool remove = records.operation == rollout::Operation::Remove;
    if (remove)
        out += "# Take these lines out of the data file:\n";
    for (const RrSet &set : rrsetsOf(records))
        for (const QByteArray &value : set.values)
            out += (remove ? "# " : "") + line(set.kind, set.name.toLatin1(), value) + ':' +
                   QByteArray::number(records.ttl) + '\n';
    return out;
}

} // namespace publish
