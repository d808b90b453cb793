// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/powershell.h"

#include "publish/quoting.h"
#include "publish/rrset.h"

#include <QTime>

namespace publish {
namespace {

using rollout::RecordKind;

/// "00:05:00"; days in front where there are any.
QByteArray timeSpan(int seconds)
{
    const int days = seconds / 86'400;
    const QByteArray time = QTime(0, 0).addSecs(seconds % 86'400).toString(Qt::ISODate).toLatin1();
    return days ? QByteArray::number(days) + '.' + time : time;
}

QByteArray valueArguments(RecordKind kind, const QByteArray &value)
{
    switch (kind) {
    case RecordKind::A: return "-A -IPv4Address " + powershellWord(value);
    case RecordKind::Aaaa: return "-AAAA -IPv6Address " + powershellWord(value);
    case RecordKind::Cname: return "-CName -HostNameAlias " + powershellWord(value + '.');
    case RecordKind::Txt: return "-Txt -DescriptiveText " + powershellWord(value);
    }
    return {};
}

QByteArray commands(const RrSet &set, const rollout::RecordSet &records)
{
    const QByteArray where = " -ZoneName " + powershellWord(records.zoneName().toLatin1()) + " -Name " +
                             powershellWord(relative(set.name, records.zoneName()));
    QByteArray out;
    if (records.operation != rollout::Operation::Create)
        out +=
            "Remove-DnsServerResourceRecord" + where + " -RRType " + powershellWord(typeWord(set.kind)) + " -Force\n";
    if (records.operation == rollout::Operation::Remove)
        return out;
    for (const QByteArray &value : set.values)
        out += "Add-DnsServerResourceRecord" + where + " -TimeToLive " + timeSpan(records.ttl) + ' ' +
               valueArguments(set.kind, value) + '\n';
    return out;
}

} // namespace

QByteArray powershell(const rollout::RecordSet &records)
{
    QByteArray out = comment("#", originLines(records)) + "$ErrorActionPreference = 'Stop'\n";
    for (const RrSet &set : rrsetsOf(records))
        out += commands(set, records);
    return out;
}

} // namespace publish
