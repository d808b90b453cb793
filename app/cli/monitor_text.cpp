// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/monitor_text.h"

#include "cli/exit_status.h"
#include "cli/layout.h"
#include "cli/paint.h"
#include "cli/words.h"
#include "text/rollout_difference.h"

#include <algorithm>

namespace cli {

namespace {

using io::DomainOutcome;
using rollout::Alarm;

constexpr int pluginCharacters = 1024; ///< older plugin protocols cut at that
constexpr int alarmsInLine = 3;

Tone toneOf(const Alarm &alarm)
{
    if (alarm.kind == rollout::AlarmKind::NotLookedAt)
        return Tone::Unknown;
    return alarm.severity == findings::Severity::Error ? Tone::Error : Tone::Warning;
}

QString block(const QString &mark, Tone tone, const QString &text, const Style &style)
{
    const QString lines = wrapped(mark + QLatin1String("  ") + visible(text), style.width, QStringLiteral("  "));
    return QLatin1String("  ") + painted(mark, tone, style) + lines.mid(2 + mark.size()) + u'\n';
}

QString alarmLine(const Alarm &alarm, bool over, const Style &style)
{
    if (over)
        return block(markedWord(Tone::Good), Tone::Good, Words::tr("Over: %1.").arg(text::title(alarm.kind)), style);
    const QString words = text::title(alarm.kind) + QLatin1String(". ") + text::sentence(alarm);
    return block(markedWord(toneOf(alarm)), toneOf(alarm), words, style);
}

QList<Alarm> lasting(const DomainOutcome &outcome)
{
    return outcome.alarms.raised + outcome.alarms.sustained;
}

const char *wordOf(int status)
{
    switch (status) {
    case Fine: return "OK";
    case Warned: return "WARNING";
    case Failed: return "CRITICAL";
    default: return "UNKNOWN";
    }
}

// The bar begins the performance data, and a line feed ends the line.
QString inPlugin(const QString &text)
{
    return visible(text).replace(u'|', u'/');
}

// The gravest first, as many as fit into a line.
QString gravestAlarms(const QList<DomainOutcome> &outcomes)
{
    QList<std::pair<int, QString>> lines;
    for (const DomainOutcome &outcome : outcomes)
        for (const Alarm &alarm : lasting(outcome))
            lines.append({statusOf({alarm}), outcome.domain + QLatin1String(": ") + text::title(alarm.kind)});
    std::stable_sort(lines.begin(), lines.end(), [](const auto &one, const auto &other) {
        return one.first != other.first && worstStatus(one.first, other.first) == one.first;
    });
    QStringList shown;
    for (const auto &[status, line] : lines.mid(0, alarmsInLine))
        shown.append(line);
    if (lines.size() > alarmsInLine)
        shown.append(QStringLiteral("(+ %1)").arg(lines.size() - alarmsInLine));
    return shown.join(QLatin1String("; "));
}

} // namespace

int statusOf(const QList<Alarm> &alarms)
{
    int status = Fine;
    for (const Alarm &alarm : alarms) {
        const Tone tone = toneOf(alarm);
        status = worstStatus(status, tone == Tone::Unknown ? Unsure : tone == Tone::Error ? Failed : Warned);
    }
    return status;
}

int statusOf(const DomainOutcome &outcome)
{
    if (outcome.error)
        return Internal;
    return outcome.cancelled ? Unsure : statusOf(lasting(outcome));
}

QString differenceLine(const rollout::Difference &difference, const Style &style)
{
    return block(QStringLiteral("·"), Tone::Faint, text::sentence(difference), style);
}

QString newsText(const DomainOutcome &outcome, const Style &style)
{
    if (!outcome.hasNews() && !outcome.firstLook)
        return {};
    QString out = painted(visible(outcome.domain), Tone::Strong, style) + u'\n';
    if (outcome.firstLook)
        out += block(QStringLiteral("·"), Tone::Faint, Words::tr("This is the first look at the domain."), style);
    for (const Alarm &alarm : outcome.alarms.raised)
        out += alarmLine(alarm, false, style);
    for (const Alarm &alarm : outcome.alarms.cleared)
        out += alarmLine(alarm, true, style);
    for (const rollout::Difference &difference : outcome.differences)
        out += differenceLine(difference, style);
    return out;
}

NewsCounts countsOf(const QList<DomainOutcome> &outcomes)
{
    NewsCounts all;
    for (const DomainOutcome &outcome : outcomes) {
        all.domains += outcome.hasNews() || outcome.firstLook;
        all.changes += int(outcome.differences.size());
        all.raised += int(outcome.alarms.raised.size());
        all.cleared += int(outcome.alarms.cleared.size());
    }
    return all;
}

QString pluginLine(const QList<DomainOutcome> &outcomes, int status)
{
    int errors = 0, warnings = 0, unknown = 0, notDone = 0;
    for (const DomainOutcome &outcome : outcomes) {
        notDone += outcome.error || outcome.cancelled;
        for (const Alarm &alarm : lasting(outcome)) {
            const int own = statusOf({alarm});
            errors += own == Failed;
            warnings += own == Warned;
            unknown += own == Unsure;
        }
    }
    const QString alarms = gravestAlarms(outcomes);
    QString text = Words::tr("%1 domains, %2 alarms").arg(outcomes.size()).arg(errors + warnings + unknown);
    if (notDone)
        text += Words::tr(", %1 not looked at").arg(notDone);
    if (!alarms.isEmpty())
        text += QLatin1String(": ") + alarms;
    return QStringLiteral("SIGILLO %1 - %2 | domains=%3 errors=%4 warnings=%5 unknown=%6 not_done=%7 changes=%8\n")
        .arg(QLatin1String(wordOf(status)), inPlugin(text).left(pluginCharacters))
        .arg(outcomes.size())
        .arg(errors)
        .arg(warnings)
        .arg(unknown)
        .arg(notDone)
        .arg(countsOf(outcomes).changes);
}

} // namespace cli
