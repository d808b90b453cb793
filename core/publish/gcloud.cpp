// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/gcloud.h"

#include "publish/quoting.h"
#include "publish/rrset.h"

namespace publish {
namespace {

QByteArray verb(rollout::Operation operation)
{
    switch (operation) {
    case rollout::Operation::Create: return "create";
    case rollout::Operation::Change: return "update";
    case rollout::Operation::Remove: return "delete";
    }
    return {};
}

/// gcloud cuts --rrdatas at commas; "^DELIMITER^" at the front names another delimiter, one that no value holds.
QByteArray listArgument(const QByteArrayList &values)
{
    const QByteArray all = values.join();
    if (!all.contains(','))
        return values.join(',');
    QByteArray delimiter = "|";
    while (all.contains(delimiter))
        delimiter += '|';
    return '^' + delimiter + '^' + values.join(delimiter);
}

QByteArray command(const RrSet &set, const rollout::RecordSet &records)
{
    QByteArray line = "gcloud dns record-sets " + verb(records.operation) + ' ' + shellWord(absolute(set.name)) +
                      " --zone=\"$MANAGED_ZONE\" --type=" + typeWord(set.kind);
    if (records.operation == rollout::Operation::Remove)
        return line + '\n';
    QByteArrayList values;
    for (const QByteArray &value : set.values)
        values += presentation(set.kind, value);
    return line + " --ttl=" + QByteArray::number(records.ttl) + " --rrdatas=" + shellWord(listArgument(values)) + '\n';
}

} // namespace

QByteArray gcloud(const rollout::RecordSet &records)
{
    QByteArray out = "#!/bin/sh\n" + comment("#", originLines(records)) +
                     "# MANAGED_ZONE: the name of the zone in Cloud DNS (gcloud dns managed-zones list)\nset -eu\n"
                     ": \"${MANAGED_ZONE:?}\"\n";
    for (const RrSet &set : rrsetsOf(records))
        out += command(set, records);
    return out;
}

} // namespace publish
