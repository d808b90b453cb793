// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/rollout_difference.h"

#include "base/enum_names.h"
#include "text/filled.h"
#include "text/rollout_text.h"
#include "text/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace text {

using rollout::Alarm;
using rollout::AlarmKind;
using rollout::ChangeKind;
using rollout::Difference;

namespace {

struct ChangeRow
{
    ChangeKind kind;
    const char *changed;
    const char *came = nullptr; ///< where there was nothing before
    const char *gone = nullptr; ///< where there is nothing now
};

constexpr std::array changeRows{
    ChangeRow{ChangeKind::RecordState, QT_TRANSLATE_NOOP("text", "The _mta-sts record was {before} and is {after}.")},
    ChangeRow{ChangeKind::PolicyId,
              QT_TRANSLATE_NOOP("text", "The id of the record changed from {before} to {after}.")},
    ChangeRow{ChangeKind::PolicyState, QT_TRANSLATE_NOOP("text", "The policy was {before} and is {after}.")},
    ChangeRow{ChangeKind::Mode, QT_TRANSLATE_NOOP("text", "The mode of the policy changed from {before} to {after}.")},
    ChangeRow{ChangeKind::MaxAge,
              QT_TRANSLATE_NOOP("text", "The max_age of the policy changed from {before} to {after} seconds.")},
    ChangeRow{ChangeKind::PolicyLines,
              QT_TRANSLATE_NOOP("text", "The mx lines of the policy changed from {before} to {after}."),
              QT_TRANSLATE_NOOP("text", "The policy has mx lines now: {after}."),
              QT_TRANSLATE_NOOP("text", "The policy has no mx lines any more; they were {before}.")},
    ChangeRow{ChangeKind::PolicyText,
              QT_TRANSLATE_NOOP("text", "The text of the policy changed; mode, max_age and mx lines are the same.")},
    ChangeRow{ChangeKind::ReportingState,
              QT_TRANSLATE_NOOP("text", "The TLS reporting record was {before} and is {after}.")},
    ChangeRow{ChangeKind::ReportAddresses,
              QT_TRANSLATE_NOOP("text", "Reports went to {before} and go to {after} now.")},
    ChangeRow{ChangeKind::MxHosts, QT_TRANSLATE_NOOP("text", "The MX hosts changed from {before} to {after}."),
              QT_TRANSLATE_NOOP("text", "The domain has MX hosts now: {after}."),
              QT_TRANSLATE_NOOP("text", "The domain has no MX host any more; it had {before}.")},
    ChangeRow{ChangeKind::HostAlias,
              QT_TRANSLATE_NOOP("text", "The policy host was an alias of {before} and is one of {after}."),
              QT_TRANSLATE_NOOP("text", "The policy host is an alias of {after} now."),
              QT_TRANSLATE_NOOP("text", "The policy host is no alias of {before} any more.")},
    ChangeRow{ChangeKind::HostAddresses,
              QT_TRANSLATE_NOOP("text", "The addresses of the policy host changed from {before} to {after}."),
              QT_TRANSLATE_NOOP("text", "The policy host has addresses now: {after}."),
              QT_TRANSLATE_NOOP("text", "The policy host has no address any more; it had {before}.")},
    ChangeRow{ChangeKind::CertificateReplaced,
              QT_TRANSLATE_NOOP("text", "The certificate of {subject} was replaced: the old one ends on {before}, the "
                                        "new one on {after}.")},
    ChangeRow{ChangeKind::ProblemCame, QT_TRANSLATE_NOOP("text", "New fault: {after}.")},
    ChangeRow{ChangeKind::ProblemGone, QT_TRANSLATE_NOOP("text", "Gone: {before}.")},
};

struct AlarmRow
{
    AlarmKind kind;
    const char *title;
    const char *sentence;
    const char *reason = nullptr; ///< the code whose sentence it has instead (rollout_reasons.cpp)
};

constexpr std::array alarmRows{
    AlarmRow{AlarmKind::PolicyDnsDisagree, QT_TRANSLATE_NOOP("text", "Policy and DNS disagree"),
             QT_TRANSLATE_NOOP("text", "{what}. Senders cannot use the policy.")},
    AlarmRow{AlarmKind::ContentChangedSameId, QT_TRANSLATE_NOOP("text", "The policy changed under the same id"),
             QT_TRANSLATE_NOOP("text",
                               "The policy has another text, and the record still has the id {id}. Senders that "
                               "hold the old policy do not ask for the new one. Publish a new id.")},
    AlarmRow{AlarmKind::RecordGone, QT_TRANSLATE_NOOP("text", "A record is gone"),
             QT_TRANSLATE_NOOP("text", "There is no usable record at {name} any more, and no plan takes it away.")},
    AlarmRow{AlarmKind::PolicyHostGone, QT_TRANSLATE_NOOP("text", "The policy host is gone"),
             QT_TRANSLATE_NOOP("text", "{host} has no address, and a record points senders there.")},
    AlarmRow{AlarmKind::PolicyHostAliasDangling, QT_TRANSLATE_NOOP("text", "The policy host is a dangling alias"),
             QT_TRANSLATE_NOOP("text", "{host} is an alias of {target}, which has no address. Whoever can claim that "
                                       "name can publish a policy for the domain.")},
    AlarmRow{AlarmKind::MxNotCovered, QT_TRANSLATE_NOOP("text", "An MX host is not covered by the policy"),
             QT_TRANSLATE_NOOP("text", "No mx line of the policy covers {host}. In mode enforce senders do not deliver "
                                       "to it.")},
    AlarmRow{AlarmKind::MxChanged, QT_TRANSLATE_NOOP("text", "The MX hosts changed"),
             QT_TRANSLATE_NOOP("text", "The MX hosts were {before} and are {after}, and no plan names that.")},
    AlarmRow{AlarmKind::MailServerFault, QT_TRANSLATE_NOOP("text", "A fault at a mail server"),
             QT_TRANSLATE_NOOP("text", "{title}. In mode enforce senders do not deliver there.")},
    AlarmRow{AlarmKind::CertificateEndsSoon, QT_TRANSLATE_NOOP("text", "A certificate is near its end"),
             QT_TRANSLATE_NOOP("text", "The certificate of {host} ends on {day}; days left: {days}.")},
    AlarmRow{AlarmKind::PolicyWeakerThanPlanned, QT_TRANSLATE_NOOP("text", "The policy is weaker than planned"),
             nullptr, "policy-weaker-than-planned"},
    AlarmRow{AlarmKind::NewFailureKind, QT_TRANSLATE_NOOP("text", "Senders report failures"),
             QT_TRANSLATE_NOOP("text",
                               "{sender} reported sessions that failed {mx} with {type}: {sessions} in all, the "
                               "last on {day}.")},
    AlarmRow{AlarmKind::ReportsSilent, QT_TRANSLATE_NOOP("text", "Reports have stopped"), nullptr, "reports-stopped"},
    AlarmRow{AlarmKind::NotLookedAt, QT_TRANSLATE_NOOP("text", "The domain could not be looked at"),
             QT_TRANSLATE_NOOP("text",
                               "The last {looks} looks, since {day}, could not tell how the domain is. This may be "
                               "the network or the resolver here; nothing is known against the domain.")},
};

// Sentences that take the place of those above where more, or something else, is known.
constexpr const char *certificateEndedTitle = QT_TRANSLATE_NOOP("text", "A certificate has ended");
constexpr const char *certificateEnded = QT_TRANSLATE_NOOP("text", "The certificate of {host} ended on {day}.");
constexpr const char *notLookedAtBecause =
    QT_TRANSLATE_NOOP("text", "The last {looks} looks, since {day}, could not tell how the domain is: {title}.");
constexpr const char *atHost = QT_TRANSLATE_NOOP("text", "at %1");
constexpr const char *atNoHost = QT_TRANSLATE_NOOP("text", "at no host that it names");
constexpr const char *noType = QT_TRANSLATE_NOOP("text", "no result type");

struct WordRow
{
    const char *word;
    const char *sentence;
};

constexpr std::array words{
    WordRow{"absent", QT_TRANSLATE_NOOP("text", "absent")},
    WordRow{"invalid", QT_TRANSLATE_NOOP("text", "not usable")},
    WordRow{"usable", QT_TRANSLATE_NOOP("text", "in order")},
    WordRow{"policy-absent", QT_TRANSLATE_NOOP("text", "The record announces a policy, and the policy host has none")},
    WordRow{"policy-invalid",
            QT_TRANSLATE_NOOP("text", "The record announces a policy, and what the policy host serves is not usable")},
    WordRow{"record-invalid", QT_TRANSLATE_NOOP("text", "The _mta-sts record is not usable")},
};

QString translated(const char *sentence)
{
    return QCoreApplication::translate("text", sentence);
}

QString inWords(const QString &word)
{
    for (const WordRow &row : words)
        if (word == QLatin1String(row.word))
            return translated(row.sentence);
    return word;
}

QString filled(const QString &sentence, const QMap<QString, QString> &arguments)
{
    return filled(sentence, arguments, Missing::Dropped);
}

bool isState(ChangeKind kind)
{
    return kind == ChangeKind::RecordState || kind == ChangeKind::PolicyState || kind == ChangeKind::ReportingState;
}

/// The title of a finding that is known by its word; the word itself when this version does not know it.
QString findingTitle(const QString &word, const QMap<QString, QString> &arguments)
{
    const auto id = base::enumFromName<findings::FindingId>(word);
    if (!id)
        return word;
    findings::Finding finding;
    finding.id = *id;
    finding.arguments = arguments;
    return title(finding);
}

QString shown(const Difference &difference, const QString &value)
{
    if (isState(difference.kind))
        return inWords(value);
    if (difference.kind == ChangeKind::ProblemCame || difference.kind == ChangeKind::ProblemGone)
        return findingTitle(value, difference.arguments);
    return difference.kind == ChangeKind::CertificateReplaced ? value.left(10) : value; // the day
}

const AlarmRow &rowOf(AlarmKind kind)
{
    const auto row =
        std::find_if(alarmRows.begin(), alarmRows.end(), [kind](const AlarmRow &each) { return each.kind == kind; });
    Q_ASSERT(row != alarmRows.end()); // a test goes through all kinds
    return *row;
}

/// Which of several it is.
QString placeOf(const Alarm &alarm)
{
    if (alarm.kind == AlarmKind::MailServerFault)
        return alarm.arguments.value(QStringLiteral("host"));
    return alarm.kind == AlarmKind::NewFailureKind ? alarm.arguments.value(QStringLiteral("mx")) : alarm.subject;
}

bool hasEnded(const Alarm &alarm)
{
    return alarm.kind == AlarmKind::CertificateEndsSoon && alarm.severity == findings::Severity::Error;
}

const char *patternOf(const Alarm &alarm)
{
    if (hasEnded(alarm))
        return certificateEnded;
    if (alarm.kind == AlarmKind::NotLookedAt && alarm.arguments.contains(QStringLiteral("finding")))
        return notLookedAtBecause;
    const AlarmRow &row = rowOf(alarm.kind);
    return row.reason ? reasonPattern(row.reason) : row.sentence;
}

/// The arguments of an alarm, those that are words of this program put into words.
QMap<QString, QString> inWords(const Alarm &alarm)
{
    QMap<QString, QString> arguments = alarm.arguments;
    const auto value = [&arguments](const char *key) { return arguments.value(QLatin1String(key)); };
    if (const QString finding = value("finding"); !finding.isEmpty())
        arguments.insert(QStringLiteral("title"), findingTitle(finding, alarm.arguments));
    if (const QString what = value("what"); !what.isEmpty()) {
        const QString why = value("title");
        arguments.insert(QStringLiteral("what"),
                         why.isEmpty() ? inWords(what) : inWords(what) + QLatin1String(": ") + why);
    }
    if (alarm.kind == AlarmKind::NewFailureKind) {
        const QString mx = value("mx"), type = value("type");
        arguments.insert(QStringLiteral("mx"), mx.isEmpty() ? translated(atNoHost) : translated(atHost).arg(mx));
        arguments.insert(QStringLiteral("type"), type.isEmpty() ? translated(noType) : u'"' + type + u'"');
    }
    return arguments;
}

} // namespace

QString sentence(const Difference &difference)
{
    for (const ChangeRow &row : changeRows) {
        if (row.kind != difference.kind)
            continue;
        const char *pattern = difference.before.isEmpty() && row.came  ? row.came
                              : difference.after.isEmpty() && row.gone ? row.gone
                                                                       : row.changed;
        return filled(translated(pattern), {{QStringLiteral("subject"), difference.subject},
                                            {QStringLiteral("before"), shown(difference, difference.before)},
                                            {QStringLiteral("after"), shown(difference, difference.after)}});
    }
    return {};
}

QString title(const Alarm &alarm)
{
    return translated(hasEnded(alarm) ? certificateEndedTitle : rowOf(alarm.kind).title);
}

QString titleAndPlace(const Alarm &alarm)
{
    const QString place = placeOf(alarm);
    return place.isEmpty() ? title(alarm) : title(alarm) + QLatin1String(": ") + place;
}

QString sentence(const Alarm &alarm)
{
    return filled(translated(patternOf(alarm)), inWords(alarm));
}

} // namespace text
