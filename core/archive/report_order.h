// SPDX-License-Identifier: GPL-3.0-or-later
// Lists too long to hold: a million failure details are a view's everyday business. The database puts the rows in order
// by their true values and gives their numbers only (some bytes a row); the rows themselves are read where somebody
// looks at them. Rows of one value keep one order: newest first.
#pragma once

#include "archive/report_queries.h"

#include <span>

namespace archive {

/// What a list is about. What no sum is made of is only here: see ReportFilter for the rest.
struct ListFilter
{
    ReportFilter reports = {};
    std::string sendingIp = {}; ///< sending-mta-ip of a failure detail, as stored (canonical where it is an address)
    std::int64_t report = 0;    ///< only this report; 0: any
    std::string find = {};      ///< occurs, in any case of ASCII, in sender, domain, MX, result type, reason or address
};

enum class ReportColumn { Day, Sender, ReportId, Successful, Failed, Deviations, Trust, Conflict };
enum class FailureColumn { Day, Sender, Domain, PolicyType, Mode, ResultType, Sessions, Mx, SendingIp, Reason };

template <class Column>
struct SortBy
{
    Column column{};
    bool descending = true;
    bool operator==(const SortBy &) const = default;
};

/// Where a failure detail lies.
struct FailurePlace
{
    std::int64_t failure = 0, seq = 0;
    bool operator==(const FailurePlace &) const = default;
};

class ReportOrder
{
public:
    explicit ReportOrder(Archive &archive) : m_archive(archive) {}

    /// The first `limit` of them.
    Result<std::vector<std::int64_t>> reports(const ListFilter &filter, SortBy<ReportColumn> sort, int limit);
    Result<std::vector<FailurePlace>> failures(const ListFilter &filter, SortBy<FailureColumn> sort, int limit);

    /// One row each, in this order; what was purged meanwhile has the number 0.
    Result<std::vector<ListedReport>> reportsAt(std::span<const std::int64_t> ids);
    Result<std::vector<ListedFailure>> failuresAt(std::span<const FailurePlace> places);

private:
    Archive &m_archive;
};

} // namespace archive
