// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/monitor_json.h"

#include "base/enum_names.h"
#include "cli/monitor_text.h"
#include "text/rollout_difference.h"

#include <QJsonArray>

namespace cli {

namespace {

QJsonValue moment(const std::optional<QDateTime> &time)
{
    return time ? QJsonValue(time->toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
}

template <class T>
QJsonArray listOf(const QList<T> &values)
{
    QJsonArray list;
    for (const T &value : values)
        list.append(toJson(value));
    return list;
}

} // namespace

QJsonObject toJson(const rollout::Difference &difference)
{
    return {{QStringLiteral("kind"), base::enumName(difference.kind)},
            {QStringLiteral("subject"), difference.subject},
            {QStringLiteral("before"), difference.before},
            {QStringLiteral("after"), difference.after},
            {QStringLiteral("sentence"), text::sentence(difference)}};
}

QJsonObject toJson(const rollout::Alarm &alarm)
{
    return {{QStringLiteral("kind"), base::enumName(alarm.kind)},
            {QStringLiteral("subject"), alarm.subject},
            {QStringLiteral("severity"), base::enumName(alarm.severity)},
            {QStringLiteral("first_seen"), moment(alarm.firstSeen)},
            {QStringLiteral("last_seen"), moment(alarm.lastSeen)},
            {QStringLiteral("raised_at"), moment(alarm.raisedAt)},
            {QStringLiteral("cleared_at"), moment(alarm.clearedAt)},
            {QStringLiteral("title"), text::titleAndPlace(alarm)},
            {QStringLiteral("sentence"), text::sentence(alarm)}};
}

QJsonObject toJson(const rollout::DatedDifferences &dated)
{
    return {{QStringLiteral("since"), moment(dated.since)},
            {QStringLiteral("at"), moment(dated.at)},
            {QStringLiteral("changes"), listOf(dated.differences)}};
}

QJsonObject toJson(const io::DomainOutcome &outcome)
{
    return {{QStringLiteral("domain"), outcome.domain},
            {QStringLiteral("checked_at"), moment(outcome.at)},
            {QStringLiteral("cancelled"), outcome.cancelled},
            {QStringLiteral("first_look"), outcome.firstLook},
            {QStringLiteral("error"), outcome.error ? QJsonValue(archive::message(*outcome.error)) : QJsonValue()},
            {QStringLiteral("exit_status"), statusOf(outcome)},
            {QStringLiteral("changes"), listOf(outcome.differences)},
            {QStringLiteral("raised"), listOf(outcome.alarms.raised)},
            {QStringLiteral("sustained"), listOf(outcome.alarms.sustained)},
            {QStringLiteral("cleared"), listOf(outcome.alarms.cleared)}};
}

} // namespace cli
