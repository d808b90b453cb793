// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/json_records.h"

#include "publish/rrset.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace publish {
namespace {

QJsonObject recordObject(const rollout::Record &record)
{
    return {{QStringLiteral("name"), record.name},
            {QStringLiteral("type"), QString::fromLatin1(typeWord(record.kind))},
            {QStringLiteral("value"), QString::fromLatin1(record.value)},
            {QStringLiteral("presentation"), QString::fromLatin1(presentation(record.kind, record.value))}};
}

} // namespace

QByteArray jsonRecords(const rollout::RecordSet &records)
{
    QJsonArray list;
    for (const rollout::Record &record : records.records)
        list += recordObject(record);
    const QJsonObject document{{QStringLiteral("domain"), records.domain},
                               {QStringLiteral("zone"), records.zoneName()},
                               {QStringLiteral("operation"), QString::fromLatin1(operationWord(records.operation))},
                               {QStringLiteral("ttl"), records.ttl},
                               {QStringLiteral("tool"), records.tool},
                               {QStringLiteral("created"), records.createdAt.toUTC().toString(Qt::ISODate)},
                               {QStringLiteral("records"), list}};
    return QJsonDocument(document).toJson();
}

} // namespace publish
