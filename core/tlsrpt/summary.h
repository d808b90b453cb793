// SPDX-License-Identifier: GPL-3.0-or-later
// Many reports folded into totals: by day, sender, domain, policy type and mode. Sessions are counted from each
// policy's `summary` and from nowhere else. Failure details may overlap (RFC 8460 §4), so what they add up to is kept
// apart, by MX, sending address and result type: it tells where to look, and is never a rate.
#pragma once

#include "tlsrpt/report.h"

#include <map>

namespace tlsrpt {

/// Sessions from summaries. Sums stop at the largest number instead of wrapping.
struct SessionTotals
{
    std::int64_t reports = 0;       ///< in which this key occurs
    std::int64_t policies = 0;      ///< entries of `policies`
    std::int64_t withoutCounts = 0; ///< of these, entries with a count that is missing or unusable
    std::int64_t successful = 0, failed = 0;

    /// failed / (successful + failed); nothing when there were no sessions.
    std::optional<double> failureRate() const;
    void add(const SessionTotals &other);
    bool operator==(const SessionTotals &) const = default;
};

/// What failure details say. Overlapping: for ranking and looking, not for rates.
struct DetailTotals
{
    std::int64_t entries = 0;
    std::int64_t sessions = 0; ///< sum of failed-session-count
    void add(const DetailTotals &other);
    bool operator==(const DetailTotals &) const = default;
};

struct Summary
{
    using Sessions = std::map<std::string, SessionTotals>;
    using Details = std::map<std::string, DetailTotals>;

    SessionTotals total;
    DetailTotals details;
    Sessions byDay;           ///< "2024-02-16", the UTC day on which the range begins; "" when it cannot be read
    Sessions bySender;        ///< senderOf()
    Sessions byDomain;        ///< policy-domain
    Sessions byPolicyType;    ///< the word of the report
    Sessions byMode;          ///< modeOf(): "testing", "enforce", "none", or "" where no policy was shown
    Details byMx;             ///< receiving-mx-hostname, lower case
    Details bySendingIp;      ///< sending-mta-ip
    Details byResultType;     ///< the word of the report
    bool keysLeftOut = false; ///< more keys than limits.h allows: the rest is counted under restKey

    static constexpr char restKey[] = "*";

    void add(const Report &report);
    void add(const Summary &other);
    bool operator==(const Summary &) const = default;
};

/// The domain of contact-info, else the organization-name.
std::string senderOf(const Report &report);
/// The mode that the lines of an sts policy state; empty when none does or the policy is of another type.
std::string modeOf(const PolicyResult &policy);
/// "2024-02-16" for seconds since 1970 UTC.
std::string dayOf(std::int64_t seconds);

} // namespace tlsrpt
