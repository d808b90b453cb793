// SPDX-License-Identifier: GPL-3.0-or-later
// The questions that the views ask. Sessions come from each policy's summary; failure details may overlap (RFC 8460
// §4), so what is counted from them is named details and sessions in details, and never makes a rate. A day is the UTC
// day at which a report's range begins (days since 1970; noDay when it is unreadable). Counts beyond 10^12 in one
// summary are taken as 10^12, so that a forged number cannot overflow a sum.
#pragma once

#include "archive/archive.h"
#include "archive/report_filter.h"
#include "archive/report_reader.h"

namespace archive {

/// From the summaries of policies.
struct Sessions
{
    std::int64_t policies = 0, successful = 0, failed = 0;
    bool operator==(const Sessions &) const = default;
};

/// From failure details.
struct Failures
{
    std::int64_t details = 0;
    std::int64_t sessions = 0; ///< in details: may count a session more than once
    bool operator==(const Failures &) const = default;
};

struct Totals
{
    std::int64_t reports = 0, conflicting = 0; ///< conflicting: of them, those that another one contradicts
    Sessions sessions;
    Failures failures;
    std::optional<std::int64_t> firstDay, lastDay;
    bool operator==(const Totals &) const = default;
};

enum class SessionKey { Sender, Domain, PolicyType, Mode };
enum class FailureKey { ResultType, Mx, Sender, Domain, SendingIp, ReasonCode };

struct SessionsOfKey
{
    std::string key;
    Sessions sessions;
};

struct SessionsOfDay
{
    std::int64_t day = 0;
    Sessions sessions;
};

struct FailuresOfKey
{
    std::string key;
    Failures failures;
};

struct HeatCell
{
    std::string sender, mx, result;
    Failures failures;
};

/// Which mode a sender saw on a day.
struct ModeSeen
{
    std::string sender, type, mode;
    std::int64_t day = 0;
    Sessions sessions;
};

/// How regularly a sender reports. It is silent when its last day lies before the days in question.
struct SenderCoverage
{
    std::string sender;
    std::int64_t firstDay = 0, lastDay = 0, days = 0; ///< days: with at least one report
};

struct ListedReport
{
    std::int64_t id = 0, day = 0;
    std::string sender, reportId;
    std::optional<std::int64_t> start, end;
    std::vector<std::string> domains; ///< of its policies, each once
    Sessions sessions;
    std::int64_t deviations = 0;
    Trust trust{};
    bool conflict = false;
};

struct ListedFailure
{
    std::int64_t report = 0, day = 0;
    std::string sender, domain, policyType, mode;
    tlsrpt::FailureDetails detail;
};

struct Page
{
    int limit = 200;
    int offset = 0;
};

class ReportQueries
{
public:
    explicit ReportQueries(Archive &archive) : m_archive(archive) {}

    Result<Totals> totals(const ReportFilter &filter);
    Result<std::vector<SessionsOfDay>> perDay(const ReportFilter &filter);
    /// In order of the key.
    Result<std::vector<SessionsOfKey>> sessionsBy(SessionKey key, const ReportFilter &filter);
    /// Most details first, then in order of the key.
    Result<std::vector<FailuresOfKey>> failuresBy(FailureKey key, const ReportFilter &filter);
    /// reporter × MX × result.
    Result<std::vector<HeatCell>> heatMap(const ReportFilter &filter);
    Result<std::vector<ModeSeen>> modesSeen(const ReportFilter &filter);
    Result<std::vector<SenderCoverage>> coverage(const ReportFilter &filter);
    /// The days on which a sender reported.
    Result<std::vector<std::int64_t>> daysOf(const std::string &sender, const ReportFilter &filter);

    /// Newest first.
    Result<std::vector<ListedReport>> list(const ReportFilter &filter, Page page = {});
    Result<std::vector<ListedFailure>> failures(const ReportFilter &filter, Page page = {});
    Result<std::optional<ArchivedReport>> report(std::int64_t id) { return readReport(m_archive.connection(), id); }

private:
    Result<> readPolicyTotals(const ReportFilter &filter, Totals &totals);
    Result<> readFailureTotals(const ReportFilter &filter, Totals &totals);

    Archive &m_archive;
};

} // namespace archive
