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

QString alarmLine(const Alarm &alarm, bool over, const Style &style)
{
    if (over)
        return marked(markedWord(Tone::Good), Tone::Good, Words::tr("Over: %1.").arg(text::titleAndPlace(alarm)),
                      style);
    const QString words = text::title(alarm) + QLatin1String(". ") + text::sentence(alarm);
    return marked(markedWord(toneOf(alarm)), toneOf(alarm), words, style);
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
            lines.append({statusOf({alarm}), outcome.domain + QLatin1String(": ") + text::titleAndPlace(alarm)});
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

// Its status would otherwise be that of a domain where all is well.
bool isBlind(const DomainOutcome &outcome)
{
    return outcome.error || outcome.cancelled || rollout::isBlind(outcome.look);
}

int blindIn(const QList<DomainOutcome> &outcomes)
{
    return int(std::count_if(outcomes.begin(), outcomes.end(), isBlind));
}

struct AlarmCounts
{
    int errors = 0, warnings = 0, unknown = 0;
    int all() const { return errors + warnings + unknown; }
};

AlarmCounts alarmsIn(const QList<DomainOutcome> &outcomes)
{
    AlarmCounts counts;
    for (const DomainOutcome &outcome : outcomes)
        for (const Alarm &alarm : lasting(outcome)) {
            const int own = statusOf({alarm});
            counts.errors += own == Failed;
            counts.warnings += own == Warned;
            counts.unknown += own == Unsure;
        }
    return counts;
}

QString firstLookWords(const DomainOutcome &outcome)
{
    const auto isError = [](const rollout::Problem &problem) { return problem.severity == findings::Severity::Error; };
    const QList<rollout::Problem> problems = outcome.look.serverProblems + outcome.look.otherProblems;
    const QString first = Words::tr("This is the first look at the domain.");
    if (std::none_of(problems.begin(), problems.end(), isError))
        return first;
    return first + u' ' + Words::tr("It has errors: sigillo-cli check %1 explains them.").arg(outcome.domain);
}

int changesIn(const QList<DomainOutcome> &outcomes)
{
    qsizetype changes = 0;
    for (const DomainOutcome &outcome : outcomes)
        changes += outcome.differences.size();
    return int(changes);
}

QString counted(int count, const QString &one, const QString &several)
{
    return count == 1 ? one : several.arg(count);
}

} // namespace

Tone toneOf(const Alarm &alarm)
{
    if (alarm.kind == rollout::AlarmKind::NotLookedAt)
        return Tone::Unknown;
    return alarm.severity == findings::Severity::Error ? Tone::Error : Tone::Warning;
}

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
    return worstStatus(isBlind(outcome) ? Unsure : Fine, statusOf(lasting(outcome)));
}

QString marked(const QString &mark, Tone tone, const QString &text, const Style &style)
{
    const QString indent = QStringLiteral("      ");
    const QString lines = wrapped(mark + u' ' + visible(text), style.width, indent);
    return QLatin1String("  ") + painted(mark, tone, style) + lines.mid(indent.size() + mark.size()) + u'\n';
}

QString differenceLine(const rollout::Difference &difference, const Style &style)
{
    return marked(QStringLiteral("·"), Tone::Faint, text::sentence(difference), style);
}

QString newsText(const DomainOutcome &outcome, const Style &style)
{
    if (!outcome.hasNews())
        return {};
    QString out = painted(visible(outcome.domain), Tone::Strong, style) + u'\n';
    if (outcome.firstLook)
        out += marked(QStringLiteral("·"), Tone::Faint, firstLookWords(outcome), style);
    for (const Alarm &alarm : outcome.alarms.raised)
        out += alarmLine(alarm, false, style);
    for (const Alarm &alarm : outcome.alarms.cleared)
        out += alarmLine(alarm, true, style);
    for (const rollout::Difference &difference : outcome.differences)
        out += differenceLine(difference, style);
    return out;
}

QString headline(const QList<DomainOutcome> &outcomes)
{
    QStringList domains;
    int raised = 0, cleared = 0;
    for (const DomainOutcome &outcome : outcomes) {
        if (outcome.hasNews())
            domains += outcome.domain;
        raised += int(outcome.alarms.raised.size());
        cleared += int(outcome.alarms.cleared.size());
    }
    QStringList parts;
    if (raised)
        parts += counted(raised, Words::tr("1 alarm"), Words::tr("%1 alarms"));
    if (cleared)
        parts += counted(cleared, Words::tr("1 alarm over"), Words::tr("%1 alarms over"));
    if (const int changes = changesIn(outcomes))
        parts += counted(changes, Words::tr("1 change"), Words::tr("%1 changes"));
    if (parts.isEmpty())
        parts += Words::tr("first look");
    const QString where = domains.size() == 1 ? domains.first() : Words::tr("%1 domains").arg(domains.size());
    return where + QLatin1String(": ") + parts.join(QLatin1String(", "));
}

QString pluginLine(const QList<DomainOutcome> &outcomes, int status)
{
    const AlarmCounts alarms = alarmsIn(outcomes);
    QStringList parts{counted(int(outcomes.size()), Words::tr("1 domain"), Words::tr("%1 domains")),
                      counted(alarms.all(), Words::tr("1 alarm"), Words::tr("%1 alarms"))};
    if (const int blind = blindIn(outcomes))
        parts += counted(blind, Words::tr("1 domain could not be seen"), Words::tr("%1 domains could not be seen"));
    QString text = parts.join(QLatin1String(", "));
    if (const QString gravest = gravestAlarms(outcomes); !gravest.isEmpty())
        text += QLatin1String(": ") + gravest;
    return QStringLiteral("SIGILLO %1 - %2 | domains=%3 errors=%4 warnings=%5 unknown=%6 blind=%7 changes=%8\n")
        .arg(QLatin1String(wordOf(status)), inPlugin(text).left(pluginCharacters))
        .arg(outcomes.size())
        .arg(alarms.errors)
        .arg(alarms.warnings)
        .arg(alarms.unknown)
        .arg(blindIn(outcomes))
        .arg(changesIn(outcomes));
}

} // namespace cli
