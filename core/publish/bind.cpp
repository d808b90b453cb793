// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/bind.h"

#include <QTimeZone>

namespace publish {

namespace {

constexpr qsizetype characterStringBytes = 255; // RFC 1035 §3.3

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

QByteArray typeWord(rollout::RecordKind kind)
{
    switch (kind) {
    case rollout::RecordKind::A: return "A";
    case rollout::RecordKind::Aaaa: return "AAAA";
    case rollout::RecordKind::Cname: return "CNAME";
    case rollout::RecordKind::Txt: return "TXT";
    }
    return {};
}

QByteArray rdata(const rollout::Record &record)
{
    switch (record.kind) {
    case rollout::RecordKind::A:
    case rollout::RecordKind::Aaaa: return record.value;
    case rollout::RecordKind::Cname: return record.value + '.';
    case rollout::RecordKind::Txt: return quotedCharacterStrings(record.value);
    }
    return {};
}

} // namespace

QByteArray quotedCharacterStrings(const QByteArray &text)
{
    if (text.size() <= characterStringBytes)
        return quoted(text);
    QByteArray out = "(";
    for (qsizetype at = 0; at < text.size(); at += characterStringBytes)
        out += ' ' + quoted(text.mid(at, characterStringBytes));
    return out + " )";
}

QByteArray bind(const rollout::RecordSet &set)
{
    qsizetype width = 0;
    for (const rollout::Record &record : set.records)
        width = std::max(width, record.name.size() + 1);

    QByteArray out = "; MTA-STS and TLS reporting for " + set.domain.toLatin1() + "\n; " + set.tool.toLatin1() + ", " +
                     set.createdAt.toUTC().toString(Qt::ISODate).toLatin1() + '\n';
    for (const rollout::Record &record : set.records)
        out += (record.name.toLatin1() + '.').leftJustified(width) + ' ' + QByteArray::number(set.ttl) + " IN " +
               typeWord(record.kind).leftJustified(5) + ' ' + rdata(record) + '\n';
    return out;
}

} // namespace publish
