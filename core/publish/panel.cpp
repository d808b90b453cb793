// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/panel.h"

#include "publish/rrset.h"

#include <QCoreApplication>

#include <array>

namespace publish {
namespace {

using Row = std::array<QString, 4>; ///< name, type, value, TTL

QString translated(const char *text)
{
    return QCoreApplication::translate("publish", text);
}

Row rowOf(const rollout::Record &record, const rollout::RecordSet &records)
{
    return {QString::fromLatin1(relative(record.name, records.zoneName())), QString::fromLatin1(typeWord(record.kind)),
            QString::fromLatin1(record.value), QString::number(records.ttl)};
}

QByteArray instruction(rollout::Operation operation)
{
    switch (operation) {
    case rollout::Operation::Create: return translated("Add these records:").toUtf8();
    case rollout::Operation::Change:
        return translated("Edit the records that stand at these names, and add none beside them:").toUtf8();
    case rollout::Operation::Remove: return translated("Delete the records at these names:").toUtf8();
    }
    return {};
}

QByteArray line(const Row &row, const std::array<qsizetype, 4> &widths)
{
    QString out;
    for (std::size_t i = 0; i < row.size(); ++i)
        out += (i ? QStringLiteral("  ") : QString()) + row[i].leftJustified(i + 1 < row.size() ? widths[i] : 0);
    return out.toUtf8() + '\n';
}

} // namespace

QByteArray panel(const rollout::RecordSet &records)
{
    QList<Row> rows{{translated("Name"), translated("Type"), translated("Value"), translated("TTL")}};
    for (const rollout::Record &record : records.records)
        rows += rowOf(record, records);
    std::array<qsizetype, 4> widths{};
    for (const Row &row : rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size());

    QByteArray out = originLines(records).join('\n') + "\n\n" + instruction(records.operation) + "\n\n";
    for (const Row &row : rows)
        out += line(row, widths);
    return out + '\n' +
           translated("Type the values without quotes. Where the panel asks for the full name, add “.%1” to the name.")
               .arg(records.zoneName())
               .toUtf8() +
           '\n';
}

} // namespace publish
