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

// Something else was served in between, or senders saw that there is no policy. A policy host that was away for a while
// breaks nothing: senders go on with what they hold (RFC 8461 §3.3).
bool breaks(const Observation &look, const sts::Policy &policy)
{
    switch (lookOf(look)) {
    case Look::CannotTell:
    case Look::Unusable: return false;
    case Look::Nothing:
    case Look::None: return true;
    case Look::Testing:
    case Look::Enforce: return !sameLines(look.policyRead, policy);
    }
    return false;
}

bool continues(const Served &span, const sts::Policy &policy)
{
    return span.policy.mode != sts::Mode::None && sameLines(span.policy, policy);
}

// By the ledger alone, which reaches further back than the looks that were kept.
std::optional<QDateTime> beginByLedger(const History &history, const sts::Policy &policy, const QDateTime &now)
{
    std::optional<QDateTime> begin;
    for (auto span = history.served.crbegin(); span != history.served.crend(); ++span) {
        if (span->firstSeen > now)
            continue;
        if (!continues(*span, policy))
            break;
        begin = begin ? std::min(*begin, span->firstSeen) : span->firstSeen;
    }
    return begin;
}

struct SeenSince
{
    std::optional<QDateTime> begin;
    bool afterBreak = false; ///< a look before it saw something else
};

// The first look at the policy after the last one that broke with it.
SeenSince sinceByLooks(const History &history, const sts::Policy &policy, const QDateTime &now)
{
    SeenSince seen;
    for (auto look = history.observations.crbegin(); look != history.observations.crend(); ++look) {
        if (look->at > now)
            continue;
        if (breaks(*look, policy)) {
            seen.afterBreak = true;
            break;
        }
        if (isLive(lookOf(*look)))
            seen.begin = look->at;
    }
    return seen;
}

} // namespace

std::optional<TestingPeriod> testingPeriodOf(const History &history, const QDateTime &now)
{
    const Observation *told = lastTold(history, now);
    if (!told || !isLive(lookOf(*told)))
        return std::nullopt;
    const SeenSince seen = sinceByLooks(history, told->policyRead, now);
    const std::optional<QDateTime> kept = beginByLedger(history, told->policyRead, now);
    QDateTime begin = seen.begin.value_or(told->at);
    if (kept)
        begin = seen.afterBreak ? std::max(begin, *kept) : *kept;
    return TestingPeriod{begin, now, told->policyRead};
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
