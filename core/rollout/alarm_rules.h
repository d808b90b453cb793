// SPDX-License-Identifier: GPL-3.0-or-later
// The conditions behind the alarms, one function a kind. A rule says what it sees of each subject; of the subjects that
// it does not name, `others` says whether they are gone or cannot be told.
#pragma once

#include "rollout/alarms.h"
#include "rollout/readiness_rules.h"

namespace rollout {

struct Signal
{
    QString subject;
    State state = State::Unknown; ///< Met: it is there
    findings::Severity severity = findings::Severity::Warning;
    QMap<QString, QString> arguments;
};

struct AlarmSight
{
    QList<Signal> told;
    State others = State::Unknown; ///< NotMet or Unknown
    QStringList unseenHosts = {};  ///< nothing can be told of the others at these
};

/// What the rules look at. `look` is the latest look of the history.
struct Situation
{
    Situation(const History &history, const Plan *plan, const QDateTime &now);

    const History &history;
    const Plan *plan; ///< may be null
    const QDateTime now;
    const Observation &look;
    const Evidence evidence; ///< ways back ignored: what was told is not over because the administrator went back
    bool toldNow = false;    ///< the latest look could tell where the domain stands
    findings::Severity whileEnforcing() const; ///< Error where the last policy that was seen is in mode enforce
};

AlarmSight policyDnsDisagree(const Situation &at);
AlarmSight contentChangedSameId(const Situation &at);
AlarmSight recordGone(const Situation &at);
AlarmSight policyHostGone(const Situation &at);
AlarmSight policyHostAliasDangling(const Situation &at);
AlarmSight mxNotCovered(const Situation &at);
AlarmSight mxChanged(const Situation &at);
AlarmSight mailServerFault(const Situation &at);
AlarmSight certificateEndsSoon(const Situation &at);
AlarmSight policyWeakerThanPlanned(const Situation &at);
AlarmSight newFailureKind(const Situation &at);
AlarmSight reportsSilent(const Situation &at);
AlarmSight notLookedAt(const Situation &at);

/// The finding's word as `finding`, and what its title needs; empty for null.
QMap<QString, QString> argumentsOf(const Problem *problem);
/// One signal without a subject.
AlarmSight single(State state, findings::Severity severity, QMap<QString, QString> arguments = {});

} // namespace rollout
