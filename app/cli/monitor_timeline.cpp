// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/monitor_timeline.h"

#include "archive/timeline.h"
#include "cli/exit_status.h"
#include "cli/findings_json.h"
#include "cli/layout.h"
#include "cli/monitor_json.h"
#include "cli/monitor_text.h"
#include "cli/paint.h"
#include "cli/reports_archive.h"
#include "cli/words.h"
#include "text/rollout_difference.h"

namespace cli {

namespace {

QString minute(const QDateTime &time)
{
    return time.toUTC().toString(QStringLiteral("yyyy-MM-dd hh:mm"));
}

QString alarmSpan(const rollout::Alarm &alarm)
{
    return alarm.clearedAt ? Words::tr("%1 to %2").arg(minute(*alarm.raisedAt), minute(*alarm.clearedAt))
                           : Words::tr("since %1").arg(minute(*alarm.raisedAt));
}

QString asText(const archive::Timeline &all, const Style &style)
{
    QString out = painted(visible(all.domain), Tone::Strong, style) + u'\n';
    out +=
        (all.looks == 1 ? Words::tr("1 look; times are UTC.") : Words::tr("%1 looks; times are UTC.").arg(all.looks)) +
        u'\n';
    if (all.changes.isEmpty())
        out += Words::tr("Nothing changed.") + u'\n';
    for (const rollout::DatedDifferences &dated : all.changes) {
        out += minute(dated.at) + u'\n';
        for (const rollout::Difference &difference : dated.differences)
            out += differenceLine(difference, style);
    }
    if (!all.alarms.isEmpty())
        out += painted(Words::tr("Alarms"), Tone::Strong, style) + u'\n';
    for (const rollout::Alarm &alarm : all.alarms)
        out += marked(alarmSpan(alarm) + u':', toneOf(alarm),
                      text::title(alarm) + QLatin1String(". ") + text::sentence(alarm), style);
    for (const QString &time : all.unreadable)
        out += Words::tr("The look of %1 cannot be read any more.").arg(visible(time)) + u'\n';
    return out;
}

QByteArray asJson(const archive::Timeline &all)
{
    QJsonArray changes, alarms;
    for (const rollout::DatedDifferences &dated : all.changes)
        changes.append(toJson(dated));
    for (const rollout::Alarm &alarm : all.alarms)
        alarms.append(toJson(alarm));
    return document({{QStringLiteral("domain"), all.domain},
                     {QStringLiteral("looks"), all.looks},
                     {QStringLiteral("unreadable"), QJsonArray::fromStringList(all.unreadable)},
                     {QStringLiteral("timeline"), changes},
                     {QStringLiteral("alarms"), alarms}});
}

} // namespace

int printTimeline(archive::Archive &archive, const base::DomainName &domain, const Arguments &arguments)
{
    const auto timeline = archive::timelineOf(archive, domain.toString());
    if (!timeline)
        return archiveProblem(timeline.error());
    return arguments.has("json") ? print(asJson(*timeline), Fine) : print(asText(*timeline, outputStyle()), Fine);
}

} // namespace cli
