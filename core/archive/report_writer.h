// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the new reports of a batch, a table at a time: the rows that others refer to are there first.
#pragma once

#include "archive/report_batch.h"

#include <map>

namespace archive {

/// The failure details of one policy that share result type, MX host and reason code.
struct FailureGroup
{
    std::int64_t id = 0;
    const tlsrpt::FailureDetails *first = nullptr;
    std::int64_t sessions = 0;
    std::vector<std::size_t> details; ///< indexes into PolicyResult::failures
};

class ReportWriter
{
public:
    ReportWriter(Connection &connection, Words &words, Counters &counters)
        : m_connection(connection), m_words(words), m_counters(counters)
    {
    }

    Result<> write(const std::vector<NewReport> &added);
    /// The parts that depend on the carrier, of a report that is in the archive already.
    Result<> replaceCarrier(std::int64_t report, const StoredReport &carrier);
    Result<> flagConflicts(std::span<const std::int64_t> reports);

private:
    /// A policy with what its rows and those below it share.
    struct PolicyRow
    {
        const NewReport *report;
        const tlsrpt::PolicyResult *policy;
        std::int64_t id, seq, sender, domain, type, mode, day;
        std::vector<FailureGroup> groups;
    };
    Result<qlonglong> word(std::string_view text);
    Result<PolicyRow> policyRow(const NewReport &added, std::size_t seq, std::int64_t sender);
    Result<> writeReports(const std::vector<NewReport> &added);
    Result<> writePolicies();
    Result<> writeFailures();
    Result<> writeDetails();
    Result<> writeCarriers(const std::vector<NewReport> &added);
    Result<> writeRemarks(const std::vector<NewReport> &added);

    Connection &m_connection;
    Words &m_words;
    Counters &m_counters;
    std::vector<PolicyRow> m_policies;
};

/// The mode line of an MTA-STS policy as a report quotes it: "enforce", "testing", "none", or empty.
std::string_view modeSeen(const tlsrpt::PolicyResult &policy);
/// Days since 1970 UTC of the report's start; noDay when it is unreadable.
inline constexpr std::int64_t noDay = -1;
std::int64_t dayOf(const tlsrpt::Report &report);

} // namespace archive
