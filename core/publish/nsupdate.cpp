// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/nsupdate.h"

#include "publish/rrset.h"

namespace publish {

QByteArray nsupdate(const rollout::RecordSet &records)
{
    QByteArray out = comment(";", originLines(records)) + "zone " + absolute(records.zoneName()) + '\n';
    for (const RrSet &set : rrsetsOf(records)) {
        const QByteArray name = absolute(set.name);
        const QByteArray type = typeWord(set.kind);
        if (records.operation == rollout::Operation::Create)
            out += "prereq nxrrset " + name + ' ' + type + '\n';
        out += "update delete " + name + ' ' + type + '\n';
        if (records.operation == rollout::Operation::Remove)
            continue;
        for (const QByteArray &value : set.values)
            out += "update add " + name + ' ' + QByteArray::number(records.ttl) + ' ' + type + ' ' +
                   presentation(set.kind, value) + '\n';
    }
    return out + "send\n";
}

} // namespace publish
