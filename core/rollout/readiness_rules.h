// SPDX-License-Identifier: GPL-3.0-or-later
// The conditions of readiness.h, each a function of what can be known at one moment. The reports are sorted once: those
// that count at all, and of them those that speak about the policy as it is now. A sender that names no policy lines
// (Microsoft often does not) is believed from the second day on, when it must have refreshed (RFC 8461 §3.3); a sender
// that names other lines still holds an older policy and proves nothing about this one.
#pragma once

#include "rollout/failure_cases.h"

namespace rollout {

/// From this age of a period, a large sender that never wrote no longer holds up: small domains get no mail from it.
inline constexpr int longTestingDays = 30;

using Entries = std::vector<const ReportedPolicy *>;

struct Evidence
{
    Evidence(const History &history, const Plan *plan, const QDateTime &now, WaysBack waysBack = WaysBack::Break);

    const History &history;
    const Plan *plan; ///< may be null
    Thresholds thresholds;
    QDateTime now;
    QDate today;              ///< UTC
    const Observation *told;  ///< may be null
    const Observation *probe; ///< may be null
    std::optional<TestingPeriod> period;
    Entries inPeriod;    ///< every entry of a day in the period
    Entries counted;     ///< of these, the ones that count
    Entries underPolicy; ///< of these, under sts with the present lines, or with none named
    Entries olderLines;  ///< counted, under sts with other lines
    std::vector<FailureCase> cases;

    int daysInPeriod() const;
};

Reason because(const char *code, QMap<QString, QString> arguments = {});
QString dayText(const QDate &day);
QString dayText(const QDateTime &time);

/// The reason of a look that found no such domain.
Reason domainMissing(const History &history, const Observation &told);

ConditionVerdict policyLive(const Evidence &evidence);
ConditionVerdict daysInTesting(const Evidence &evidence);
ConditionVerdict reportsCoverDays(const Evidence &evidence);
ConditionVerdict largeSendersSeen(const Evidence &evidence);
ConditionVerdict noUnexplainedFailure(const Evidence &evidence);
ConditionVerdict noOwnFailure(const Evidence &evidence);
ConditionVerdict policyHostReliable(const Evidence &evidence);
ConditionVerdict reportsVerified(const Evidence &evidence);
ConditionVerdict probesClean(const Evidence &evidence);
ConditionVerdict mxCovered(const Evidence &evidence);
ConditionVerdict certificatesLast(const Evidence &evidence);
ConditionVerdict reportMailboxApart(const Evidence &evidence);
ConditionVerdict reportsKeepComing(const Evidence &evidence);

/// A new policy under an id that another one had: senders that hold the old one never ask again (RFC 8461 §3.3). Told
/// only when the change is older than the record's TTL and an hour.
bool changedUnderSameId(const History &history, const QDateTime &now);

} // namespace rollout
