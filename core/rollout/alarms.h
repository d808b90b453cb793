// SPDX-License-Identifier: GPL-3.0-or-later
// Alarms: what the administrator has to be told of once, when it begins, and once more when it is over. An alarm is
// known by its kind and its subject. Each look either sees the condition, sees that it is not there, or cannot tell;
// the third neither raises nor clears. Conditions that come and go by themselves (a web server that restarts, a mail
// server that is busy) need two looks in a row to be raised. All that is looked at over the network needs two to be
// cleared, so that name servers that are not of one mind yet raise it once. Pure: the alarms so far, the history and
// the plan give the alarms now, so a program that was restarted says nothing twice.
#pragma once

#include "rollout/history.h"
#include "rollout/plan.h"
#include "rollout/watch_words.h"

#include <QMap>

namespace rollout {

inline constexpr int blindLooks = 3; ///< blind looks in a row: an alarm of its own
inline constexpr int mxNewsDays = 7; ///< an MX set that has stood longer is no news
inline constexpr int goneDays = 30;  ///< a record that is gone for longer, and that nobody may hold, is the past
inline constexpr int subjectCharacters = 200; ///< of a subject; longer ones end in a digest

struct Alarm
{
    AlarmKind kind{};
    QString subject; ///< empty where there is one of the kind; untrusted text, bounded
    findings::Severity severity = findings::Severity::Warning;
    QMap<QString, QString> arguments;   ///< for text/rollout_difference.h; untrusted text
    QDateTime firstSeen;                ///< UTC; the look that first saw it
    QDateTime lastSeen;                 ///< the last that did
    std::optional<QDateTime> raisedAt;  ///< nothing while it waits for another look
    std::optional<QDateTime> clearedAt; ///< nothing while it lasts
    QDateTime lastLook;                 ///< the last look that was counted
    int present = 0;                    ///< looks in a row that saw it
    int absent = 0;                     ///< looks in a row that saw that it is not there

    bool isRaised() const { return raisedAt && !clearedAt; }
    bool operator==(const Alarm &) const = default;
};

struct AlarmUpdate
{
    QList<Alarm> raised;    ///< now, for the first time
    QList<Alarm> sustained; ///< raised before, and not over
    QList<Alarm> cleared;   ///< over now
    QList<Alarm> waiting;   ///< seen, not yet often enough
    QList<Alarm> forgotten; ///< waited, and was not seen again: never told
    bool operator==(const AlarmUpdate &) const = default;
};

/// `previous`: the alarms that are not cleared, waiting ones included. `plan` may be null. The latest look of the
/// history is the one that is counted, once however often this is called.
AlarmUpdate updatedAlarms(const QList<Alarm> &previous, const History &history, const Plan *plan, const QDateTime &now);

/// The look could not tell how record, policy or MX set are.
bool isBlind(const Observation &look);

/// As it stands in Alarm::subject.
QString alarmSubject(const QString &text);

} // namespace rollout
