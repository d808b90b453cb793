// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the new reports of a batch, a table at a time: the rows that others refer to are there first.
#pragma once

#include "archive/report_batch.h"

namespace archive {

class ReportWriter
{
public:
    ReportWriter(Connection &connection, Words &words, Counters &counters)
        : m_connection(connection), m_words(words), m_counters(counters)
    {
    }

    Result<> write(const std::vector<NewReport> &added);
    /// The parts that depend on the carrier, of a report that is in the archive already.
    Result<> replaceCarrier(std::int64_t report, const ReportRows &carrier);
    Result<> flagConflicts(std::span<const std::int64_t> reports);

private:
    /// A report with the numbers of its words, and those of its first policy and first failure: the others follow.
    struct Numbered
    {
        const NewReport *report;
        const std::int64_t *words;
        std::int64_t firstPolicy, firstFailure;
    };
    Result<> number(const std::vector<NewReport> &added);
    Result<> writeReports();
    Result<> writePolicies();
    Result<> writeFailures();
    Result<> writeDetails();
    Result<> addSendingIps();
    Result<> writeCarriers(const std::vector<NewReport> &added);
    Result<> writeRemarks(const std::vector<NewReport> &added);

    Connection &m_connection;
    Words &m_words;
    Counters &m_counters;
    std::vector<Numbered> m_reports;
    std::vector<std::int64_t> m_wordIds; ///< of one report after the other
};

} // namespace archive
