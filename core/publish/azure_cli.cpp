// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/azure_cli.h"

#include "publish/quoting.h"
#include "publish/rrset.h"

namespace publish {
namespace {

using rollout::RecordKind;

struct Words
{
    const char *kind, *add, *value;
};

Words wordsOf(RecordKind kind)
{
    switch (kind) {
    case RecordKind::A: return {"a", "add-record", "--ipv4-address"};
    case RecordKind::Aaaa: return {"aaaa", "add-record", "--ipv6-address"};
    case RecordKind::Cname: return {"cname", "set-record", "--cname"};
    case RecordKind::Txt: return {"txt", "add-record", "--value"};
    }
    return {};
}

QByteArray command(const RrSet &set, const rollout::RecordSet &records, const QByteArray &verb)
{
    return QByteArray("az network dns record-set ") + wordsOf(set.kind).kind + ' ' + verb +
           " --resource-group \"$RESOURCE_GROUP\" --zone-name " + shellWord(records.zoneName().toLatin1());
}

QByteArray commands(const RrSet &set, const rollout::RecordSet &records)
{
    const QByteArray name = shellWord(relative(set.name, records.zoneName()));
    QByteArray out;
    if (records.operation != rollout::Operation::Create)
        out += command(set, records, "delete") + " --name " + name + " --yes\n";
    if (records.operation == rollout::Operation::Remove)
        return out;
    out += command(set, records, "create") + " --name " + name + " --ttl " + QByteArray::number(records.ttl) + '\n';
    for (const QByteArray &value : set.values)
        out += command(set, records, wordsOf(set.kind).add) + " --record-set-name " + name + ' ' +
               wordsOf(set.kind).value + ' ' + shellWord(value) + '\n';
    return out;
}

} // namespace

QByteArray azureCli(const rollout::RecordSet &records)
{
    QByteArray out = "#!/bin/sh\n" + comment("#", originLines(records)) +
                     "# RESOURCE_GROUP: the group of the zone (az network dns zone list)\nset -eu\n"
                     ": \"${RESOURCE_GROUP:?}\"\n";
    for (const RrSet &set : rrsetsOf(records))
        out += commands(set, records);
    return out;
}

} // namespace publish
