// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/bind.h"

#include "publish/rrset.h"

namespace publish {

namespace {

QByteArray quoted(const QByteArray &text)
{
    QByteArray out = "\"";
    for (const char c : text) {
        const uchar byte = uchar(c);
        if (c == '"' || c == '\\')
            out += '\\';
        if (byte < 0x20 || byte > 0x7e)
            out += '\\' + QByteArray::number(byte).rightJustified(3, '0');
        else
            out += c;
    }
    return out + '"';
}

QByteArray rdata(const rollout::Record &record)
{
    return record.kind == rollout::RecordKind::Txt ? quotedCharacterStrings(record.value)
                                                   : presentation(record.kind, record.value);
}

} // namespace

QByteArray quotedCharacterStrings(const QByteArray &text)
{
    const QByteArrayList parts = characterStrings(text);
    if (parts.size() == 1)
        return quoted(text);
    QByteArray out = "(";
    for (const QByteArray &part : parts)
        out += ' ' + quoted(part);
    return out + " )";
}

QByteArray bind(const rollout::RecordSet &set)
{
    qsizetype width = 0;
    for (const rollout::Record &record : set.records)
        width = std::max(width, record.name.size() + 1);

    QByteArray out = comment(";", originLines(set));
    const bool remove = set.operation == rollout::Operation::Remove;
    if (remove)
        out += "; take these lines out of the zone:\n";
    for (const rollout::Record &record : set.records)
        out += (remove ? "; " : "") + (record.name.toLatin1() + '.').leftJustified(width) + ' ' +
               QByteArray::number(set.ttl) + " IN " + typeWord(record.kind).leftJustified(5) + ' ' + rdata(record) +
               '\n';
    return out;
}

} // namespace publish
