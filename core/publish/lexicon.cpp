// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/lexicon.h"

#include "publish/quoting.h"
#include "publish/rrset.h"

namespace publish {
namespace {

QByteArray command(const char *verb, const RrSet &set, const rollout::RecordSet &records)
{
    return "lexicon \"$PROVIDER\" " + QByteArray(verb) + ' ' + shellWord(records.zoneName().toLatin1()) + ' ' +
           typeWord(set.kind) + " --name " + shellWord(set.name.toLatin1() + '.');
}

QByteArray commands(const RrSet &set, const rollout::RecordSet &records)
{
    QByteArray out;
    if (records.operation != rollout::Operation::Create)
        out += command("delete", set, records) + '\n';
    if (records.operation == rollout::Operation::Remove)
        return out;
    for (const QByteArray &value : set.values)
        out += command("create", set, records) + " --ttl " + QByteArray::number(records.ttl) + " --content " +
               shellWord(set.kind == rollout::RecordKind::Cname ? value + '.' : value) + '\n';
    return out;
}

} // namespace

QByteArray lexicon(const rollout::RecordSet &records)
{
    QByteArray out = "#!/bin/sh\n" + comment("#", originLines(records)) +
                     "# PROVIDER: lexicon's name of the provider; its credentials stand in the environment\nset -eu\n"
                     ": \"${PROVIDER:?}\"\n";
    for (const RrSet &set : rrsetsOf(records))
        out += commands(set, records);
    return out;
}

} // namespace publish
