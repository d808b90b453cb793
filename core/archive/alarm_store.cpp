// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/alarm_store.h"

#include "archive/row_values.h"
#include "archive/words.h"
#include "base/enum_names.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace archive {
namespace {

using rollout::Alarm;

// Subjects and arguments hold text from outside.
QString kept(const QString &text)
{
    return storedText(text.toStdString());
}

QString givenBack(const QVariant &stored)
{
    return QString::fromStdString(textFrom(stored.toString()));
}

QVariant millisecondsOf(const std::optional<QDateTime> &time)
{
    return time && time->isValid() ? QVariant(time->toMSecsSinceEpoch()) : QVariant(QMetaType::fromType<qlonglong>());
}

std::optional<QDateTime> timeOf(const QVariant &milliseconds)
{
    if (milliseconds.isNull())
        return std::nullopt;
    return QDateTime::fromMSecsSinceEpoch(milliseconds.toLongLong(), Qt::UTC);
}

QString jsonOf(const QMap<QString, QString> &arguments)
{
    QJsonObject json;
    for (auto each = arguments.begin(); each != arguments.end(); ++each)
        json.insert(each.key(), kept(each.value()));
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

QMap<QString, QString> argumentsOf(const QString &json)
{
    QMap<QString, QString> arguments;
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    for (auto each = object.begin(); each != object.end(); ++each)
        arguments.insert(each.key(), givenBack(each.value().toString()));
    return arguments;
}

/// Nothing for a kind that a newer version of this program wrote.
std::optional<Alarm> alarmOf(const QSqlQuery &row)
{
    const auto kind = base::enumFromName<rollout::AlarmKind>(row.value(0).toString());
    const auto severity = base::enumFromName<findings::Severity>(row.value(2).toString());
    if (!kind || !severity)
        return std::nullopt;
    Alarm alarm;
    alarm.kind = *kind;
    alarm.subject = givenBack(row.value(1));
    alarm.severity = *severity;
    alarm.arguments = argumentsOf(row.value(3).toString());
    alarm.firstSeen = *timeOf(row.value(4));
    alarm.lastSeen = *timeOf(row.value(5));
    alarm.raisedAt = timeOf(row.value(6));
    alarm.clearedAt = timeOf(row.value(7));
    alarm.lastLook = *timeOf(row.value(8));
    alarm.present = row.value(9).toInt();
    alarm.absent = row.value(10).toInt();
    return alarm;
}

} // namespace

Result<QList<Alarm>> AlarmStore::alarms(const QString &where, const QVariantList &values)
{
    auto rows = m_archive.connection().select(
        QStringLiteral("SELECT kind, subject, severity, arguments, first_seen, last_seen, raised_at, cleared_at, "
                       "last_look, present, absent FROM alarms WHERE %1")
            .arg(where),
        values);
    if (!rows)
        return tl::unexpected(rows.error());
    QList<Alarm> list;
    while (rows->next())
        if (auto alarm = alarmOf(*rows))
            list.append(*std::move(alarm));
    return list;
}

Result<QList<Alarm>> AlarmStore::open(const QString &domain)
{
    return alarms(QStringLiteral("domain = ? AND cleared_at IS NULL ORDER BY kind, subject"), {domain});
}

Result<QList<Alarm>> AlarmStore::raisedSince(const QString &domain, const QDateTime &from)
{
    return alarms(QStringLiteral("domain = ? AND raised_at IS NOT NULL AND (cleared_at IS NULL OR cleared_at >= ?) "
                                 "ORDER BY raised_at, kind, subject"),
                  {domain, from.toMSecsSinceEpoch()});
}

Result<> AlarmStore::keep(const QString &domain, const QList<Alarm> &list)
{
    for (const Alarm &alarm : list) {
        const auto done = m_archive.connection().run(
            QStringLiteral(
                "INSERT INTO alarms (domain, kind, subject, severity, arguments, first_seen, last_seen, "
                "raised_at, cleared_at, last_look, present, absent) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (domain, kind, subject, first_seen) DO UPDATE SET severity = excluded.severity, "
                "arguments = excluded.arguments, last_seen = excluded.last_seen, "
                "raised_at = excluded.raised_at, cleared_at = excluded.cleared_at, "
                "last_look = excluded.last_look, present = excluded.present, absent = excluded.absent"),
            {domain, base::enumName(alarm.kind), kept(alarm.subject), base::enumName(alarm.severity),
             jsonOf(alarm.arguments), alarm.firstSeen.toMSecsSinceEpoch(), alarm.lastSeen.toMSecsSinceEpoch(),
             millisecondsOf(alarm.raisedAt), millisecondsOf(alarm.clearedAt), alarm.lastLook.toMSecsSinceEpoch(),
             alarm.present, alarm.absent});
        if (!done)
            return tl::unexpected(done.error());
    }
    return {};
}

Result<> AlarmStore::forget(const QString &domain, const QList<Alarm> &list)
{
    for (const Alarm &alarm : list) {
        const auto done = m_archive.connection().run(
            QStringLiteral("DELETE FROM alarms WHERE domain = ? AND kind = ? AND subject = ? AND first_seen = ?"),
            {domain, base::enumName(alarm.kind), kept(alarm.subject), alarm.firstSeen.toMSecsSinceEpoch()});
        if (!done)
            return tl::unexpected(done.error());
    }
    return {};
}

Result<rollout::AlarmUpdate> AlarmStore::update(const QString &domain, const Work &work)
{
    rollout::AlarmUpdate update;
    const auto done = m_archive.connection().transaction([&]() -> Result<> {
        if (auto alone = lockCounters(m_archive.connection()); !alone)
            return tl::unexpected(alone.error());
        const auto before = open(domain);
        if (!before)
            return tl::unexpected(before.error());
        update = work(*before);
        for (const auto *list : {&update.raised, &update.sustained, &update.cleared, &update.waiting})
            if (auto kept = keep(domain, *list); !kept)
                return kept;
        return forget(domain, update.forgotten);
    });
    if (!done)
        return tl::unexpected(done.error());
    return update;
}

} // namespace archive
