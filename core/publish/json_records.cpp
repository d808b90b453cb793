// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/json_records.h"

#include "publish/rrset.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace publish {
namespace {

QString operationWord(rollout::Operation operation)
{
    switch (operation) {
    case rollout::Operation::Create: return QStringLiteral("create");
    case rollout::Operation::Change: return QStringLiteral("change");
    case rollout::Operation::Remove: return QStringLiteral("remove");
    }
    return {};
}

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
                               {QStringLiteral("operation"), operationWord(records.operation)},
                               {QStringLiteral("ttl"), records.ttl},
                               {QStringLiteral("tool"), records.tool},
                               {QStringLiteral("created"), records.createdAt.toUTC().toString(Qt::ISODate)},
                               {QStringLiteral("records"), list}};
    return QJsonDocument(document).toJson();
}

} // namespace publish
