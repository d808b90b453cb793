// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/powerdns.h"

#include "publish/quoting.h"
#include "publish/rrset.h"

namespace publish {
namespace {

QByteArray rrset(const RrSet &set, const rollout::RecordSet &records)
{
    const QByteArray head =
        "    {\"name\": " + jsonString(absolute(set.name)) + ", \"type\": \"" + typeWord(set.kind) + '"';
    if (records.operation == rollout::Operation::Remove)
        return head + ", \"changetype\": \"DELETE\"}";
    QByteArrayList contents;
    for (const QByteArray &value : set.values)
        contents += "{\"content\": " + jsonString(presentation(set.kind, value)) + ", \"disabled\": false}";
    return head + ", \"ttl\": " + QByteArray::number(records.ttl) + ", \"changetype\": \"REPLACE\", \"records\": [" +
           contents.join(", ") + "]}";
}

} // namespace

QByteArray powerdns(const rollout::RecordSet &records)
{
    QByteArrayList sets;
    for (const RrSet &set : rrsetsOf(records))
        sets += rrset(set, records);
    return "{\n  \"rrsets\": [\n" + sets.join(",\n") + "\n  ]\n}\n";
}

} // namespace publish
