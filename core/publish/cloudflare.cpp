// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/cloudflare.h"

#include "publish/rrset.h"

namespace publish {
namespace {

QByteArrayList toDelete(const rollout::RecordSet &records)
{
    QByteArrayList lines;
    for (const RrSet &set : rrsetsOf(records))
        lines += "  " + set.name.toLatin1() + ' ' + typeWord(set.kind);
    return lines;
}

} // namespace

QByteArray cloudflare(const rollout::RecordSet &records)
{
    QByteArray out = comment(";;", originLines(records));
    if (records.operation != rollout::Operation::Create)
        out += comment(";;", QByteArrayList{"An import adds and never replaces. Delete these in the dashboard first:"} +
                                 toDelete(records));
    if (records.operation == rollout::Operation::Remove)
        return out;
    for (const RrSet &set : rrsetsOf(records))
        for (const QByteArray &value : set.values) {
            out += absolute(set.name) + '\t' + QByteArray::number(records.ttl) + "\tIN\t" + typeWord(set.kind) + '\t' +
                   presentation(set.kind, value);
            if (set.kind != rollout::RecordKind::Txt)
                out += " ; cf_tags=cf-proxied:false";
            out += '\n';
        }
    return out;
}

} // namespace publish
