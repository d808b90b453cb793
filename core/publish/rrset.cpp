// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/rrset.h"

#include "publish/bind.h"

#include <algorithm>

namespace publish {
namespace {

constexpr qsizetype characterStringBytes = 255; // RFC 1035 §3.3

QByteArray onOneLine(QByteArray text)
{
    for (char &c : text)
        if (uchar(c) < 0x20 || uchar(c) > 0x7e)
            c = '?';
    return text;
}

} // namespace

QList<RrSet> rrsetsOf(const rollout::RecordSet &records)
{
    QList<RrSet> sets;
    for (const rollout::Record &record : records.records) {
        const auto same = std::find_if(sets.begin(), sets.end(), [&record](const RrSet &set) {
            return set.name == record.name && set.kind == record.kind;
        });
        if (same == sets.end())
            sets += RrSet{record.name, record.kind, {record.value}};
        else
            same->values += record.value;
    }
    return sets;
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

QByteArray operationWord(rollout::Operation operation)
{
    switch (operation) {
    case rollout::Operation::Create: return "create";
    case rollout::Operation::Change: return "change";
    case rollout::Operation::Remove: return "remove";
    }
    return {};
}

QByteArray presentation(rollout::RecordKind kind, const QByteArray &value)
{
    if (kind == rollout::RecordKind::Cname)
        return value + '.';
    if (kind != rollout::RecordKind::Txt)
        return value;
    QByteArrayList quoted;
    for (const QByteArray &part : characterStrings(value))
        quoted += quotedCharacterStrings(part);
    return quoted.join(' ');
}

QByteArray absolute(const QString &name)
{
    return name.toLatin1() + '.';
}

QByteArray relative(const QString &name, const QString &zone)
{
    if (name == zone)
        return "@";
    const QString suffix = QLatin1Char('.') + zone;
    return name.endsWith(suffix) ? name.chopped(suffix.size()).toLatin1() : absolute(name);
}

QByteArray identifier(const RrSet &set)
{
    QByteArray out = (set.name.toLatin1() + '_' + typeWord(set.kind)).toLower();
    for (char &c : out)
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')))
            c = '_';
    // An identifier of Terraform begins with a letter or an underscore.
    return out.front() >= '0' && out.front() <= '9' ? '_' + out : out;
}

QByteArrayList originLines(const rollout::RecordSet &records)
{
    return {onOneLine("MTA-STS and TLS reporting for " + records.domain.toLatin1()),
            onOneLine(records.tool.toLatin1() + ", " + records.createdAt.toUTC().toString(Qt::ISODate).toLatin1())};
}

QByteArray comment(const char *sign, const QByteArrayList &lines)
{
    QByteArray out;
    for (const QByteArray &line : lines)
        out += QByteArray(sign) + ' ' + line + '\n';
    return out;
}

QByteArrayList characterStrings(const QByteArray &text)
{
    QByteArrayList parts;
    for (qsizetype at = 0; at < std::max<qsizetype>(text.size(), 1); at += characterStringBytes)
        parts += text.mid(at, characterStringBytes);
    return parts;
}

} // namespace publish
