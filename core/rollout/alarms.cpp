// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/alarms.h"

#include "rollout/alarm_rules.h"
#include "rollout/looks.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>

namespace rollout {

namespace {

struct Rule
{
    AlarmKind kind;
    AlarmSight (*sight)(const Situation &);
    int looksToRaise, looksToClear;
};

constexpr std::array rules{
    Rule{AlarmKind::PolicyDnsDisagree, policyDnsDisagree, 2, 2},
    Rule{AlarmKind::ContentChangedSameId, contentChangedSameId, 1, 2},
    Rule{AlarmKind::RecordGone, recordGone, 2, 2},
    Rule{AlarmKind::PolicyHostGone, policyHostGone, 2, 2},
    Rule{AlarmKind::PolicyHostAliasDangling, policyHostAliasDangling, 1, 2},
    Rule{AlarmKind::MxNotCovered, mxNotCovered, 1, 2},
    Rule{AlarmKind::MxChanged, mxChanged, 1, 2},
    Rule{AlarmKind::MailServerFault, mailServerFault, 2, 2},
    Rule{AlarmKind::CertificateEndsSoon, certificateEndsSoon, 1, 2},
    Rule{AlarmKind::PolicyWeakerThanPlanned, policyWeakerThanPlanned, 1, 2},
    Rule{AlarmKind::NewFailureKind, newFailureKind, 1, 1},
    Rule{AlarmKind::ReportsSilent, reportsSilent, 1, 1},
    Rule{AlarmKind::NotLookedAt, notLookedAt, 1, 1}, // counts the looks itself
};

Alarm begun(const Rule &rule, const QString &subject, const QDateTime &look)
{
    Alarm alarm;
    alarm.kind = rule.kind;
    alarm.subject = subject;
    alarm.firstSeen = look;
    return alarm;
}

/// Brings the alarms of one kind up to date with one look.
class Update
{
public:
    Update(const Rule &rule, const QDateTime &look, const QDateTime &now, AlarmUpdate &out)
        : m_rule(rule), m_look(look), m_now(now), m_out(out)
    {
    }

    void saw(Alarm alarm, const Signal &signal)
    {
        alarm.severity = signal.severity;
        alarm.arguments = signal.arguments;
        alarm.lastSeen = m_look;
        count(alarm, alarm.present, alarm.absent);
        if (alarm.raisedAt) {
            m_out.sustained.append(alarm);
        } else if (alarm.present >= m_rule.looksToRaise) {
            alarm.raisedAt = m_now;
            m_out.raised.append(alarm);
        } else {
            m_out.waiting.append(alarm);
        }
    }

    void sawNothing(Alarm alarm)
    {
        count(alarm, alarm.absent, alarm.present);
        if (!alarm.raisedAt) {
            m_out.forgotten.append(alarm);
        } else if (alarm.absent >= m_rule.looksToClear) {
            alarm.clearedAt = m_now;
            m_out.cleared.append(alarm);
        } else {
            m_out.sustained.append(alarm);
        }
    }

    void couldNotTell(const Alarm &alarm) { (alarm.raisedAt ? m_out.sustained : m_out.waiting).append(alarm); }

private:
    // The same look may be shown twice, by a pass that was repeated.
    void count(Alarm &alarm, int &up, int &down) const
    {
        down = 0;
        if (alarm.lastLook.isValid() && m_look <= alarm.lastLook)
            return;
        ++up;
        alarm.lastLook = m_look;
    }

    const Rule &m_rule;
    const QDateTime m_look, m_now;
    AlarmUpdate &m_out;
};

void update(const Rule &rule, const QList<Alarm> &previous, const Situation &at, AlarmUpdate &out)
{
    const AlarmSight sight = rule.sight(at);
    Update update(rule, at.look.at, at.now, out);
    QStringList named;
    for (const Signal &signal : sight.told) {
        const QString subject = alarmSubject(signal.subject);
        if (named.contains(subject))
            continue;
        named.append(subject);
        const auto known = std::find_if(previous.begin(), previous.end(), [&](const Alarm &alarm) {
            return alarm.kind == rule.kind && alarm.subject == subject;
        });
        if (signal.state == State::Met)
            update.saw(known == previous.end() ? begun(rule, subject, at.look.at) : *known, signal);
        else if (known != previous.end() && signal.state == State::NotMet)
            update.sawNothing(*known);
        else if (known != previous.end())
            update.couldNotTell(*known);
    }
    for (const Alarm &alarm : previous) {
        if (alarm.kind != rule.kind || named.contains(alarm.subject))
            continue;
        const bool isUnseen = sight.unseenHosts.contains(alarm.arguments.value(QStringLiteral("host")));
        if (sight.others == State::NotMet && !isUnseen)
            update.sawNothing(alarm);
        else
            update.couldNotTell(alarm);
    }
}

} // namespace

bool isBlind(const Observation &look)
{
    return lookOf(look) == Look::CannotTell || !look.mxKnown;
}

QString alarmSubject(const QString &text)
{
    if (text.size() <= subjectCharacters)
        return text;
    const QByteArray digest = QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return text.left(subjectCharacters - 18) + QStringLiteral("… ") + QString::fromLatin1(digest);
}

AlarmUpdate updatedAlarms(const QList<Alarm> &previous, const History &history, const Plan *plan, const QDateTime &now)
{
    AlarmUpdate out;
    if (history.observations.isEmpty()) {
        for (const Alarm &alarm : previous)
            (alarm.raisedAt ? out.sustained : out.waiting).append(alarm);
        return out;
    }
    const Situation at(history, plan, now);
    for (const Rule &rule : rules)
        update(rule, previous, at, out);
    return out;
}

} // namespace rollout
