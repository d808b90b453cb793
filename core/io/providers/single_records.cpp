// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/providers/single_records.h"

#include <algorithm>

namespace io {
namespace {

QList<SingleEdit> editsOf(const publish::Change &change, const QList<SingleRecord> &records)
{
    QByteArrayList coming = change.after ? change.after->values : QByteArrayList();
    const qint64 ttl = change.after ? change.after->ttl : 0;
    QList<SingleEdit> edits;
    QStringList free;
    for (const SingleRecord &record : records) {
        if (record.name != change.name || record.type != change.type)
            continue;
        if (!coming.removeOne(record.value))
            free += record.id;
        else if (record.ttl != ttl)
            edits += SingleEdit{record.id, change.name, change.type, record.value, ttl};
    }
    for (const QByteArray &value : std::as_const(coming))
        edits += SingleEdit{free.isEmpty() ? QString() : free.takeFirst(), change.name, change.type, value, ttl};
    for (const QString &id : std::as_const(free))
        edits += SingleEdit{id, change.name, change.type, {}, 0};
    return edits;
}

} // namespace

QByteArray singleValue(const QByteArray &type, const QByteArray &content)
{
    if (type == "TXT" && !content.startsWith('"'))
        return publish::zoneSet({}, rollout::RecordKind::Txt, 0, {content}).values.first();
    return publish::canonicalValue(type, content).value_or(content);
}

publish::ZoneState stateOf(const QString &zone, const QList<SingleRecord> &records)
{
    QList<publish::ZoneSet> sets;
    for (const SingleRecord &record : records) {
        const auto same = std::find_if(sets.begin(), sets.end(), [&record](const publish::ZoneSet &set) {
            return set.name == record.name && set.type == record.type;
        });
        if (same == sets.end())
            sets += publish::ZoneSet{record.name, record.type, record.ttl, {record.value}};
        else
            same->values += record.value;
    }
    publish::ZoneState state{zone, {}};
    for (const publish::ZoneSet &set : std::as_const(sets))
        state.add(set);
    return state;
}

QList<SingleEdit> editsOf(const publish::ZonePlan &plan, const QList<SingleRecord> &records)
{
    QList<SingleEdit> edits;
    for (const publish::Change &change : plan.changes)
        edits += editsOf(change, records);
    return edits;
}

} // namespace io
