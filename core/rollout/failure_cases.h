// SPDX-License-Identifier: GPL-3.0-or-later
// The failures of a testing period, one case for each sender, result type and MX host, and whether each is over. A case
// is over when our own checks saw the fault and then saw it gone, or when the same sender has reported enough later
// days without it. A clean check that never saw the fault proves nothing: it may look from the wrong place. Days
// without a failure prove little of a host that is seldom used, so a backup MX needs a longer time.
#pragma once

#include "rollout/readiness.h"

namespace rollout {

inline constexpr int settleDays = 7;        ///< report days of the same sender without the failure
inline constexpr int backupSettleDays = 30; ///< days for a host that is not the most preferred

struct FailureCase
{
    std::string sender, typeWord, reason, mx; ///< untrusted text; no type word: the summary counts failures only
    Fault fault = Fault::Unexplained;
    QDate first, last; ///< UTC days with the failure
    qint64 sessions = 0;
    int cleanDays = 0;                 ///< later days of that sender without it
    std::optional<QDateTime> mendedAt; ///< the check that saw it gone
    std::optional<QDate> settlesAt;    ///< when enough clean days can have come; nothing while there are none
    bool over = false;
};

/// `counted` are the entries of the period that count and concern the present policy.
std::vector<FailureCase> failureCases(const History &history, const std::vector<const ReportedPolicy *> &counted,
                                      const QDateTime &now);

} // namespace rollout
