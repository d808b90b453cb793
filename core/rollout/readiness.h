// SPDX-License-Identifier: GPL-3.0-or-later
// Whether enforcing is safe: named conditions, each met, not met or unknown, with the evidence and the date on which it
// can be met. The score is only a way to sort; it is never shown without the conditions.
#pragma once

#include "rollout/stage.h"

namespace rollout {

struct ConditionVerdict
{
    Condition condition{};
    State state = State::Unknown;
    bool required = true; ///< false: advice
    std::optional<QDate>
        metAt;     ///< earliest day on which it can be met if all goes well; nothing: does not depend on time
    Reason reason; ///< the evidence, with its numbers
    bool operator==(const ConditionVerdict &) const = default;
};

struct Readiness
{
    QList<ConditionVerdict> conditions; ///< in the order of the enum, each once
    /// Every required condition is met.
    bool ready() const;
    /// The earliest day on which all required conditions can be met; nothing when one needs an action first, or when
    /// all are met already.
    std::optional<QDate> readyAt() const;
    /// The evidence of every required condition that is not met, each once.
    QList<Reason> unmet() const;
    /// Met among the required ones, in per cent.
    int score() const;
};

Readiness readinessOf(const History &history, const Plan *plan, const QDateTime &now);

/// The period that counts: since the present mx lines were first served in testing or enforce without a break, by
/// ledger and observations. A way back from enforce to testing is a break: what made the administrator go back has to
/// be outlived. Nothing when no usable policy is live.
struct TestingPeriod
{
    QDateTime begin, end; ///< UTC
    sts::Policy policy;
    bool wentBack = false; ///< it begins with a way back from enforce
};
enum class WaysBack {
    Break,
    Ignored ///< since the present lines alone, for what does not end by going back
};
std::optional<TestingPeriod> testingPeriodOf(const History &history, const QDateTime &now,
                                             WaysBack waysBack = WaysBack::Break);

/// Whether the report entry counts as evidence: verified as the thresholds ask, not contradicted.
bool counts(const ReportedPolicy &entry, const Thresholds &thresholds);
/// Whether the policy lines that a sender saw are those of the policy: mode and max_age aside when `anyMode`, since
/// neither changes which hosts a session is judged by. Lines compare as a parsed policy, so order, blanks and line ends
/// do not matter. False when the report names no lines.
bool sawPolicy(const ReportedPolicy &entry, const sts::Policy &policy, bool anyMode);

/// In whose hands a reported failure is, by tlsrpt::explain() alone; what our own checks saw at that time is added by
/// failureCases() (failure_cases.h).
Fault faultOf(const ReportedFailure &failure, const ReportedPolicy &entry, const QString &domain);

/// "google.com" → Google, "microsoft.com", "outlook.com" → Microsoft; names of the large senders that readiness asks
/// for.
enum class LargeSender { Google, Microsoft };
std::optional<LargeSender> largeSenderOf(const std::string &sender);

} // namespace rollout
