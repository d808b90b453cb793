// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/route53.h"

#include "publish/quoting.h"
#include "publish/rrset.h"

namespace publish {
namespace {

QByteArray actionWord(rollout::Operation operation)
{
    switch (operation) {
    case rollout::Operation::Create: return "CREATE";
    case rollout::Operation::Change: return "UPSERT";
    case rollout::Operation::Remove: return "DELETE";
    }
    return {};
}

QByteArray change(const RrSet &set, const rollout::RecordSet &records)
{
    QByteArrayList values;
    for (const QByteArray &value : set.values)
        values += "{\"Value\": " + jsonString(presentation(set.kind, value)) + '}';
    return "    {\"Action\": \"" + actionWord(records.operation) +
           "\", \"ResourceRecordSet\": {\"Name\": " + jsonString(absolute(set.name)) + ", \"Type\": \"" +
           typeWord(set.kind) + "\", \"TTL\": " + QByteArray::number(records.ttl) + ", \"ResourceRecords\": [" +
           values.join(", ") + "]}}";
}

} // namespace

QByteArray route53(const rollout::RecordSet &records)
{
    QByteArrayList changes;
    for (const RrSet &set : rrsetsOf(records))
        changes += change(set, records);
    // JSON has no comments; the batch has a field for one, of at most 256 characters.
    const QByteArray origin = originLines(records).join("; ").left(256);
    return "{\n  \"Comment\": " + jsonString(origin) + ",\n  \"Changes\": [\n" + changes.join(",\n") + "\n  ]\n}\n";
}

} // namespace publish
