// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/dnscontrol.h"

#include "publish/quoting.h"
#include "publish/rrset.h"

namespace publish {
namespace {

QByteArray call(const RrSet &set, const QByteArray &value, const rollout::RecordSet &records)
{
    const QByteArray head = typeWord(set.kind) + '(' + jsonString(relative(set.name, records.zoneName())) + ", ";
    const QByteArray text = jsonString(set.kind == rollout::RecordKind::Cname ? value + '.' : value);
    return head + text + ", TTL(" + QByteArray::number(records.ttl) + "))";
}

} // namespace

QByteArray dnscontrol(const rollout::RecordSet &records)
{
    QByteArray out = comment("//", originLines(records));
    if (records.operation == rollout::Operation::Remove) {
        out += "// dnscontrol removes what its configuration does not name: take these lines out of it.\n";
        for (const RrSet &set : rrsetsOf(records))
            out += "// " + typeWord(set.kind) + '(' + jsonString(relative(set.name, records.zoneName())) + ", ...)\n";
        return out;
    }
    QByteArrayList calls{jsonString(records.zoneName().toLatin1())};
    for (const RrSet &set : rrsetsOf(records))
        for (const QByteArray &value : set.values)
            calls += call(set, value, records);
    return out + "D_EXTEND(" + calls.join(",\n    ") + ");\n";
}

} // namespace publish
