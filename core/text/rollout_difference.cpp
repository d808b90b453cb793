// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/rollout_difference.h"

#include "base/enum_names.h"
#include "text/text.h"

#include <QCoreApplication>
#include <QRegularExpression>

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
              QT_TRANSLATE_NOOP("text", "The certificate of {subject} was replaced: it ended on {before}, and the new "
                                        "one ends on {after}.")},
    ChangeRow{ChangeKind::ProblemCame, "", QT_TRANSLATE_NOOP("text", "New fault: {after}.")},
    ChangeRow{ChangeKind::ProblemGone, "", nullptr, QT_TRANSLATE_NOOP("text", "Gone: {before}.")},
};

struct AlarmRow
{
    AlarmKind kind;
    const char *title;
    const char *sentence;
};

constexpr std::array alarmRows{
    AlarmRow{
        AlarmKind::PolicyDnsDisagree, QT_TRANSLATE_NOOP("text", "Policy and DNS disagree"),
        QT_TRANSLATE_NOOP("text", "Record and policy do not fit together: {what}. Senders cannot use the policy.")},
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
             QT_TRANSLATE_NOOP("text", "{title}. Senders that enforce the policy do not deliver there.")},
    AlarmRow{AlarmKind::CertificateEndsSoon, QT_TRANSLATE_NOOP("text", "A certificate is near its end"),
             QT_TRANSLATE_NOOP("text", "The certificate of {host} ends on {day}; {days} days are left.")},
    AlarmRow{AlarmKind::PolicyWeakerThanPlanned, QT_TRANSLATE_NOOP("text", "The policy is weaker than planned"),
             QT_TRANSLATE_NOOP("text", "The live policy has mode {mode} and max_age {max-age}; planned, and live "
                                       "before, are mode {planned-mode} and max_age {planned-max-age}.")},
    AlarmRow{AlarmKind::NewFailureKind, QT_TRANSLATE_NOOP("text", "Senders report failures"),
             QT_TRANSLATE_NOOP("text",
                               "{sender} reported {sessions} sessions that failed with \"{type}\" {mx}, last on "
                               "{day}.")},
    AlarmRow{AlarmKind::ReportsSilent, QT_TRANSLATE_NOOP("text", "Reports have stopped"),
             QT_TRANSLATE_NOOP("text",
                               "The last report that counts is about {day}, {days} days without one since. Look "
                               "at the report mailbox and at the reporting record.")},
    AlarmRow{AlarmKind::NotLookedAt, QT_TRANSLATE_NOOP("text", "The domain could not be looked at"),
             QT_TRANSLATE_NOOP("text",
                               "The last {looks} looks, since {since}, could not tell how the domain is. This "
                               "may be the network or the resolver here; nothing is known against the domain.")},
};

struct WordRow
{
    const char *word;
    const char *sentence;
};

constexpr std::array words{
    WordRow{"absent", QT_TRANSLATE_NOOP("text", "absent")},
    WordRow{"invalid", QT_TRANSLATE_NOOP("text", "not usable")},
    WordRow{"usable", QT_TRANSLATE_NOOP("text", "in order")},
    WordRow{"policy-absent", QT_TRANSLATE_NOOP("text", "the record announces a policy, and the policy host has none")},
    WordRow{"policy-invalid",
            QT_TRANSLATE_NOOP("text", "the record announces a policy, and what the policy host serves is not usable")},
    WordRow{"record-invalid", QT_TRANSLATE_NOOP("text", "the _mta-sts record is not usable")},
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

// One pass, so that an argument that holds braces is never expanded again.
QString filled(const QString &pattern, const QMap<QString, QString> &arguments)
{
    QString out;
    for (qsizetype at = 0; at < pattern.size();) {
        const qsizetype open = pattern.indexOf(u'{', at);
        const qsizetype close = open < 0 ? -1 : pattern.indexOf(u'}', open);
        if (close < 0)
            return out + pattern.mid(at);
        out += QStringView(pattern).mid(at, open - at);
        out += arguments.value(pattern.mid(open + 1, close - open - 1));
        at = close + 1;
    }
    return out;
}

bool isState(ChangeKind kind)
{
    return kind == ChangeKind::RecordState || kind == ChangeKind::PolicyState || kind == ChangeKind::ReportingState;
}

QString shown(const Difference &difference, const QString &value)
{
    if (isState(difference.kind))
        return inWords(value);
    if (difference.kind == ChangeKind::ProblemCame || difference.kind == ChangeKind::ProblemGone)
        return findingTitle(value, difference.subject);
    return difference.kind == ChangeKind::CertificateReplaced ? value.left(10) : value; // the day
}

} // namespace

QString findingTitle(const QString &word, const QString &host, const QString &address)
{
    const auto id = base::enumFromName<findings::FindingId>(word);
    if (!id)
        return word;
    findings::Finding finding;
    finding.id = *id;
    static const QRegularExpression other(QStringLiteral("\\{[a-z]+\\}"));
    // The place holders that are left are filled before host and address are, which may hold anything.
    const QString pattern = title(finding);
    QMap<QString, QString> arguments{{QStringLiteral("host"), host}, {QStringLiteral("address"), address}};
    for (auto match = other.globalMatch(pattern); match.hasNext();) {
        const QString hole = match.next().captured();
        const QString key = hole.mid(1, hole.size() - 2);
        if (arguments.value(key).isEmpty())
            arguments.insert(key, QStringLiteral("…"));
    }
    return filled(pattern, arguments);
}

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

QString title(AlarmKind kind)
{
    for (const AlarmRow &row : alarmRows)
        if (row.kind == kind)
            return translated(row.title);
    return {};
}

QString sentence(const Alarm &alarm)
{
    QMap<QString, QString> arguments = alarm.arguments;
    if (alarm.kind == AlarmKind::MailServerFault)
        arguments.insert(QStringLiteral("title"), findingTitle(arguments.value(QStringLiteral("finding")),
                                                               arguments.value(QStringLiteral("host")),
                                                               arguments.value(QStringLiteral("address"))));
    if (const QString mx = arguments.value(QStringLiteral("mx")); !mx.isEmpty())
        arguments.insert(QStringLiteral("mx"), translated(QT_TRANSLATE_NOOP("text", "at %1")).arg(mx));
    if (arguments.contains(QStringLiteral("what")))
        arguments.insert(QStringLiteral("what"), inWords(arguments.value(QStringLiteral("what"))));
    for (const AlarmRow &row : alarmRows)
        if (row.kind == alarm.kind)
            return filled(translated(row.sentence), arguments);
    return {};
}

} // namespace text
