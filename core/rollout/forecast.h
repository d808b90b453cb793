// SPDX-License-Identifier: GPL-3.0-or-later
// What mode enforce would have stopped, had it been on in the testing period. Failure details may overlap (RFC 8460
// §4), so the answer is a range: at most the failed sessions of the summaries, at least what no overlap can explain
// away. What nobody can know is said as well: senders that do not report, sessions without a policy, reports that do
// not count.
#pragma once

#include "rollout/readiness.h"

namespace rollout {

struct SenderForecast
{
    std::string sender;
    qint64 sessions = 0; ///< under policy-type sts, from summaries
    qint64 stoppedLeast = 0, stoppedMost = 0;
    std::vector<ReportedFailure> causes; ///< that would have stopped mail, most sessions first
    bool operator==(const SenderForecast &) const = default;
};

struct Forecast
{
    QDate from, to;      ///< UTC days, both included
    qint64 sessions = 0; ///< under sts that count
    qint64 stoppedLeast = 0, stoppedMost = 0;
    qint64 mendedLeast = 0,
           mendedMost = 0;        ///< of the stopped ones: on days before the last check that found the cause gone
    qint64 otherSessions = 0;     ///< under tlsa or no-policy-found: enforce would not have decided them
    qint64 uncountedSessions = 0; ///< in reports that do not count (unverified, contradicted)
    std::vector<SenderForecast> senders; ///< most stopped first, then by name
    QList<Reason> unknowns;              ///< what cannot be known, as sentences
};

/// Nothing without a testing period.
std::optional<Forecast> forecastOf(const History &history, const Plan *plan, const QDateTime &now);

/// What an enforcing sender does after a failure of that type (RFC 8461 §3.3, §5).
Impact impactOf(tlsrpt::ResultType type, tlsrpt::PolicyType policyType);

} // namespace rollout
