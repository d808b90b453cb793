// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that the stage of a domain is derived from: what checks saw, which policies were ever served, and what
// senders reported. Plain values, put together by archive/rollout_history.h; nothing here is a verdict.
#pragma once

#include "rollout/observation.h"
#include "tlsrpt/report.h"

#include <QDate>

namespace rollout {

/// A policy that the domain served, with one id, over one span of time. Spans of the same policy do not merge over a
/// time in which something else was served. Until when a sender may hold it: holding.h.
struct Served
{
    sts::Policy policy;
    QByteArray hash;               ///< SHA-256 of the text
    QByteArray recordId;           ///< id= of the record at that time; empty without one
    QDateTime firstSeen, lastSeen; ///< UTC
    bool operator==(const Served &) const = default;
};

/// How well the carrier of a report was verified.
enum class Verified {
    No,     ///< a mail without a valid signature of the sender: must be ignored (RFC 8460 §3)
    NoMail, ///< a file: there was nothing to verify
    Yes,    ///< DKIM, or the own provider's word
};

/// A line of failure details, counted over equal lines of one policy entry.
struct ReportedFailure
{
    tlsrpt::ResultType type = tlsrpt::ResultType::Other;
    std::string typeWord, reason; ///< untrusted text
    std::string mx;               ///< receiving-mx-hostname, lower case; may be empty
    qint64 sessions = 0;          ///< details may overlap (RFC 8460 §4): never sum for a rate
    bool operator==(const ReportedFailure &) const = default;
};

/// What one sender reported of the domain for one day and one policy.
struct ReportedPolicy
{
    std::string sender; ///< domain of contact-info, else organization-name; lower case
    QDate day;          ///< UTC day on which the range begins
    tlsrpt::PolicyType type = tlsrpt::PolicyType::Other;
    std::vector<std::string> policyStrings; ///< lines of the policy that the sender saw; may be empty
    std::optional<sts::Mode> mode;          ///< of these lines
    qint64 successful = 0, failed = 0;      ///< sessions, from the summary
    Verified verified = Verified::NoMail;
    bool conflict = false; ///< another report contradicts this one
    std::vector<ReportedFailure> failures;
    bool operator==(const ReportedPolicy &) const = default;
};

struct History
{
    QString domain;
    QList<Observation> observations;     ///< oldest first
    QList<Served> served;                ///< by firstSeen
    QList<Served> issued;                ///< handed out for publishing (Plan::issued); may be live unseen. By firstSeen
    std::vector<ReportedPolicy> reports; ///< by day, then sender

    const Observation *latest() const { return observations.isEmpty() ? nullptr : &observations.last(); }
};

/// Whether a sender could take up the policy that was seen: a usable one, and no record that was missing or broken,
/// because no sender asks for a policy without one (RFC 8461 §3.1).
bool couldBeFetched(const Observation &observation);

/// Adds what an observation saw served to a ledger: widens the last span when the same policy and id are still there,
/// else begins a new one. Nothing for a policy that no sender could fetch. An observation may come late: then the
/// spans beside it are asked. A record that could not be looked up does not part what is one policy.
void recordServed(QList<Served> &ledger, const Observation &observation);

} // namespace rollout
