// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/summary.h"

#include "base/limits.h"
#include "tlsrpt/domain_text.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <limits>
#include <set>

namespace tlsrpt {

namespace {

void addTo(std::int64_t &sum, std::int64_t more)
{
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    sum = more > most - sum ? most : sum + more;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// The value of the first "mode:" line of a text that may have several lines.
std::string_view modeIn(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(text.substr(0, end));
        if (line.starts_with("mode:"))
            return trimmed(line.substr(5));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return {};
}

template <class Map>
typename Map::mapped_type &entryOf(Map &map, const std::string &key, bool &leftOut)
{
    const auto found = map.find(key);
    if (found != map.end())
        return found->second;
    if (map.size() < std::size_t(limits::summaryKeys))
        return map[key];
    leftOut = true;
    return map[Summary::restKey];
}

template <class Map>
void addAll(Map &map, const Map &other, bool &leftOut)
{
    for (const auto &[key, totals] : other)
        entryOf(map, key, leftOut).add(totals);
}

SessionTotals totalsOf(const PolicyResult &policy)
{
    SessionTotals totals;
    totals.policies = 1;
    totals.withoutCounts = policy.successfulSessions && policy.failedSessions ? 0 : 1;
    totals.successful = std::max<std::int64_t>(policy.successfulSessions.value_or(0), 0);
    totals.failed = std::max<std::int64_t>(policy.failedSessions.value_or(0), 0);
    return totals;
}

std::string hostKey(std::string host)
{
    canonicalDomain(host);
    return host;
}

// The policies of one report, with each key's report counted once.
class Grouping
{
public:
    Grouping(Summary::Sessions &map, bool &leftOut) : m_map(map), m_leftOut(leftOut) {}

    void add(const std::string &key, SessionTotals totals)
    {
        totals.reports = m_seen.insert(key).second ? 1 : 0;
        entryOf(m_map, key, m_leftOut).add(totals);
    }

private:
    Summary::Sessions &m_map;
    bool &m_leftOut;
    std::set<std::string> m_seen;
};

void addDetails(Summary &summary, const PolicyResult &policy)
{
    for (const FailureDetails &failure : policy.failures) {
        const DetailTotals one{1, std::max<std::int64_t>(failure.failedSessionCount.value_or(0), 0)};
        summary.details.add(one);
        entryOf(summary.byMx, hostKey(failure.receivingMxHostname), summary.keysLeftOut).add(one);
        entryOf(summary.bySendingIp, failure.sendingMtaIp, summary.keysLeftOut).add(one);
        entryOf(summary.byResultType, failure.resultTypeWord, summary.keysLeftOut).add(one);
    }
}

} // namespace

std::optional<double> SessionTotals::failureRate() const
{
    const double all = double(successful) + double(failed);
    return all > 0 ? std::optional(double(failed) / all) : std::nullopt;
}

void SessionTotals::add(const SessionTotals &other)
{
    addTo(reports, other.reports);
    addTo(policies, other.policies);
    addTo(withoutCounts, other.withoutCounts);
    addTo(successful, other.successful);
    addTo(failed, other.failed);
}

void DetailTotals::add(const DetailTotals &other)
{
    addTo(entries, other.entries);
    addTo(sessions, other.sessions);
}

void Summary::add(const Report &report)
{
    SessionTotals whole;
    whole.reports = 1;
    Grouping domains(byDomain, keysLeftOut), types(byPolicyType, keysLeftOut), modes(byMode, keysLeftOut);
    for (const PolicyResult &policy : report.policies) {
        const SessionTotals totals = totalsOf(policy);
        whole.add(totals);
        domains.add(policy.policyDomain, totals);
        types.add(policy.policyTypeWord, totals);
        modes.add(modeOf(policy), totals);
        addDetails(*this, policy);
    }
    total.add(whole);
    entryOf(byDay, report.start ? dayOf(*report.start) : std::string(), keysLeftOut).add(whole);
    entryOf(bySender, senderOf(report), keysLeftOut).add(whole);
}

void Summary::add(const Summary &other)
{
    total.add(other.total);
    details.add(other.details);
    keysLeftOut = keysLeftOut || other.keysLeftOut;
    addAll(byDay, other.byDay, keysLeftOut);
    addAll(bySender, other.bySender, keysLeftOut);
    addAll(byDomain, other.byDomain, keysLeftOut);
    addAll(byPolicyType, other.byPolicyType, keysLeftOut);
    addAll(byMode, other.byMode, keysLeftOut);
    addAll(byMx, other.byMx, keysLeftOut);
    addAll(bySendingIp, other.bySendingIp, keysLeftOut);
    addAll(byResultType, other.byResultType, keysLeftOut);
}

std::string senderOf(const Report &report)
{
    std::string domain = contactDomain(report.contactInfo);
    return domain.empty() ? report.organizationName : domain;
}

std::string modeOf(const PolicyResult &policy)
{
    if (policy.policyType != PolicyType::Sts)
        return {};
    for (const std::string &text : policy.policyStrings)
        if (const std::string_view mode = modeIn(text); !mode.empty())
            return std::string(mode);
    return {};
}

std::string dayOf(std::int64_t seconds)
{
    constexpr std::int64_t secondsADay = 86'400;
    const std::int64_t days = seconds / secondsADay - (seconds % secondsADay < 0 ? 1 : 0);
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(days))};
    std::array<char, 40> text;
    const int length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", int(date.year()),
                                     unsigned(date.month()), unsigned(date.day()));
    return std::string(text.data(), std::size_t(std::max(length, 0)));
}

} // namespace tlsrpt
