// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/csv.h"

#include "publish/quoting.h"
#include "publish/rrset.h"

namespace publish {

QByteArray csv(const rollout::RecordSet &records)
{
    QByteArray out = "operation,fqdn,name,ttl,type,value\r\n";
    for (const rollout::Record &record : records.records)
        out += QByteArrayList{operationWord(records.operation),
                              csvField(record.name.toLatin1()),
                              csvField(relative(record.name, records.zoneName())),
                              QByteArray::number(records.ttl),
                              typeWord(record.kind),
                              csvField(record.value)}
                   .join(',') +
               "\r\n";
    return out;
}

} // namespace publish
