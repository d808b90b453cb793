// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/looks.h"
#include "rollout/readiness.h"
#include "sts/policy_parser.h"

#include <algorithm>

namespace rollout {

namespace {

// Strings of a report are lines, or the whole text in one string, with or without line ends.
QByteArray policyText(const std::vector<std::string> &strings)
{
    QByteArray text;
    for (const std::string &string : strings) {
        text += QByteArray::fromStdString(string).trimmed();
        text += "\r\n";
    }
    return text;
}

/// Walks back from a policy in testing or enforce, through what was served before it. Testing goes on into enforce;
/// from enforce back into testing somebody had a reason, and what was shown before proves nothing against it.
class Backwards
{
public:
    Backwards(const sts::Policy &policy, WaysBack waysBack)
        : m_policy(policy), m_waysBack(waysBack), m_later(policy.mode)
    {
    }

    bool continues(const sts::Policy &earlier)
    {
        m_wentBack =
            m_waysBack == WaysBack::Break && earlier.mode == sts::Mode::Enforce && m_later == sts::Mode::Testing;
        if (m_wentBack || earlier.mode == sts::Mode::None || !sameLines(earlier, m_policy))
            return false;
        m_later = earlier.mode;
        return true;
    }

    // Senders saw that there is no policy. A policy host that was away for a while breaks nothing: senders go on with
    // what they hold (RFC 8461 §3.3).
    bool continues(const Observation &look)
    {
        switch (lookOf(look)) {
        case Look::CannotTell:
        case Look::Unusable: return true;
        case Look::Nothing: return false;
        case Look::None:
        case Look::Testing:
        case Look::Enforce: break;
        }
        return continues(look.policyRead);
    }

    /// What did not continue was mode enforce.
    bool wentBack() const { return m_wentBack; }

private:
    const sts::Policy &m_policy;
    const WaysBack m_waysBack;
    sts::Mode m_later;
    bool m_wentBack = false;
};

struct SeenSince
{
    std::optional<QDateTime> begin;
    bool afterBreak = false; ///< something else was seen before it
    bool wentBack = false;   ///< and that was mode enforce
};

// By the ledger alone, which reaches further back than the looks that were kept.
SeenSince sinceByLedger(const History &history, Backwards back, const QDateTime &now)
{
    SeenSince seen;
    for (auto span = history.served.crbegin(); span != history.served.crend(); ++span) {
        if (span->firstSeen > now)
            continue;
        seen.afterBreak = !back.continues(span->policy);
        if (seen.afterBreak)
            break;
        seen.begin = std::min(seen.begin.value_or(span->firstSeen), span->firstSeen);
    }
    seen.wentBack = back.wentBack();
    return seen;
}

// The first look at the policy after the last one that broke with it.
SeenSince sinceByLooks(const History &history, Backwards back, const QDateTime &now)
{
    SeenSince seen;
    for (auto look = history.observations.crbegin(); look != history.observations.crend(); ++look) {
        if (look->at > now)
            continue;
        seen.afterBreak = !back.continues(*look);
        if (seen.afterBreak)
            break;
        if (isLive(lookOf(*look)))
            seen.begin = look->at;
    }
    seen.wentBack = back.wentBack();
    return seen;
}

// An enforced policy that was published and taken back between two checks shows in what was handed out alone.
std::optional<QDateTime> lastWayBack(const QList<Served> &issued, const QDateTime &now)
{
    std::optional<QDateTime> last;
    for (qsizetype i = 1; i < issued.size() && issued[i].firstSeen <= now; ++i)
        if (issued[i].policy.mode == sts::Mode::Testing && issued[i - 1].policy.mode == sts::Mode::Enforce)
            last = issued[i].firstSeen;
    return last;
}

} // namespace

std::optional<TestingPeriod> testingPeriodOf(const History &history, const QDateTime &now, WaysBack waysBack)
{
    const Observation *told = lastTold(history, now);
    if (!told || !isLive(lookOf(*told)))
        return std::nullopt;
    const Backwards back(told->policyRead, waysBack);
    const SeenSince seen = sinceByLooks(history, back, now);
    const SeenSince kept = sinceByLedger(history, back, now);
    TestingPeriod period{seen.begin.value_or(told->at), now, told->policyRead, seen.wentBack || kept.wentBack};
    if (kept.begin)
        period.begin = seen.afterBreak ? std::max(period.begin, *kept.begin) : *kept.begin;
    const std::optional<QDateTime> unseen =
        waysBack == WaysBack::Break ? lastWayBack(history.issued, now) : std::nullopt;
    if (unseen && *unseen > period.begin) {
        period.begin = *unseen;
        period.wentBack = true;
    }
    return period;
}

bool counts(const ReportedPolicy &entry, const Thresholds &thresholds)
{
    if (entry.conflict)
        return false;
    switch (entry.verified) {
    case Verified::Yes: return true;
    case Verified::NoMail: return thresholds.countWithoutMail;
    case Verified::No: return thresholds.countUnverified;
    }
    return false;
}

bool sawPolicy(const ReportedPolicy &entry, const sts::Policy &policy, bool anyMode)
{
    if (entry.policyStrings.empty())
        return false;
    const base::Result<sts::Policy> seen = sts::parse(policyText(entry.policyStrings));
    if (!seen || !sameLines(*seen, policy))
        return false;
    return anyMode || (seen->mode == policy.mode && seen->maxAge == policy.maxAge);
}

} // namespace rollout
