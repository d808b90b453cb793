// SPDX-License-Identifier: GPL-3.0-or-later
// The questions of ReportQueries answered by walking over the reports themselves: what the archive must agree with.
#pragma once

#include "archive/report_queries.h"
#include "archive/report_words.h"
#include "archive/report_writer.h"
#include "archive_reports.h"

#include <map>
#include <set>
#include <tuple>

namespace archive_counts {

using Reports = std::vector<archive::StoredReport>;

inline bool means(const archive::ReportFilter &f, const tlsrpt::FailureDetails &d)
{
    return (f.mx.empty() || f.mx == d.receivingMxHostname) &&
           (f.result.empty() || f.result == archive::wordOf(d.resultType)) &&
           (f.reason.empty() || f.reason == d.failureReasonCode);
}

inline bool means(const archive::ReportFilter &f, const archive::StoredReport &r, const tlsrpt::PolicyResult &p)
{
    const std::int64_t day = archive::dayOf(r.report);
    if ((!f.domain.empty() && f.domain != p.policyDomain) || (!f.sender.empty() && f.sender != r.sender) ||
        (f.from && day < *f.from) || (f.to && day > *f.to) ||
        (!f.type.empty() && f.type != archive::wordOf(p.policyType)) ||
        (!f.mode.empty() && f.mode != archive::modeSeen(p)) || r.trust < f.trust)
        return false;
    if (f.mx.empty() && f.result.empty() && f.reason.empty())
        return true;
    return std::any_of(p.failures.begin(), p.failures.end(), [&](const auto &d) { return means(f, d); });
}

/// Calls visit(report, policy) for what the filter means.
template <class Visit>
void policies(const Reports &reports, const archive::ReportFilter &filter, Visit visit)
{
    for (const archive::StoredReport &report : reports)
        for (const tlsrpt::PolicyResult &policy : report.report.policies)
            if (means(filter, report, policy))
                visit(report, policy);
}

template <class Visit>
void failures(const Reports &reports, const archive::ReportFilter &filter, Visit visit)
{
    policies(reports, filter, [&](const auto &report, const auto &policy) {
        for (const tlsrpt::FailureDetails &detail : policy.failures)
            if (means(filter, detail))
                visit(report, policy, detail);
    });
}

inline void add(archive::Sessions &sum, const tlsrpt::PolicyResult &policy)
{
    ++sum.policies;
    sum.successful += policy.successfulSessions.value_or(0);
    sum.failed += policy.failedSessions.value_or(0);
}

inline archive::Totals totals(const Reports &reports, const archive::ReportFilter &filter)
{
    archive::Totals totals;
    std::set<const archive::StoredReport *> distinct;
    policies(reports, filter, [&](const auto &report, const auto &policy) {
        distinct.insert(&report);
        add(totals.sessions, policy);
        const std::int64_t day = archive::dayOf(report.report);
        totals.firstDay = std::min(totals.firstDay.value_or(day), day);
        totals.lastDay = std::max(totals.lastDay.value_or(day), day);
    });
    failures(reports, filter, [&](const auto &, const auto &, const auto &detail) {
        ++totals.failures.details;
        totals.failures.sessions += detail.failedSessionCount.value_or(0);
    });
    totals.reports = std::int64_t(distinct.size());
    return totals;
}

inline std::map<std::int64_t, archive::Sessions> perDay(const Reports &reports, const archive::ReportFilter &filter)
{
    std::map<std::int64_t, archive::Sessions> days;
    policies(reports, filter, [&](const auto &r, const auto &p) { add(days[archive::dayOf(r.report)], p); });
    return days;
}

inline std::map<std::string, archive::Sessions> sessionsBy(archive::SessionKey key, const Reports &reports,
                                                           const archive::ReportFilter &filter)
{
    std::map<std::string, archive::Sessions> sums;
    policies(reports, filter, [&](const auto &r, const auto &p) {
        switch (key) {
        case archive::SessionKey::Sender: add(sums[r.sender], p); break;
        case archive::SessionKey::Domain: add(sums[p.policyDomain], p); break;
        case archive::SessionKey::PolicyType: add(sums[archive::wordOf(p.policyType)], p); break;
        case archive::SessionKey::Mode: add(sums[std::string(archive::modeSeen(p))], p); break;
        }
    });
    return sums;
}

inline std::map<std::string, archive::Failures> failuresBy(archive::FailureKey key, const Reports &reports,
                                                           const archive::ReportFilter &filter)
{
    std::map<std::string, archive::Failures> sums;
    failures(reports, filter, [&](const auto &r, const auto &p, const auto &d) {
        const auto of = [&]() -> std::string {
            switch (key) {
            case archive::FailureKey::ResultType:
                return d.resultType == tlsrpt::ResultType::Other ? d.resultTypeWord : archive::wordOf(d.resultType);
            case archive::FailureKey::Mx: return d.receivingMxHostname;
            case archive::FailureKey::Sender: return r.sender;
            case archive::FailureKey::Domain: return p.policyDomain;
            case archive::FailureKey::SendingIp: return d.sendingMtaIp;
            case archive::FailureKey::ReasonCode: return d.failureReasonCode;
            }
            return {};
        };
        archive::Failures &sum = sums[of()];
        ++sum.details;
        sum.sessions += d.failedSessionCount.value_or(0);
    });
    return sums;
}

using HeatKey = std::tuple<std::string, std::string, std::string>;
inline std::map<HeatKey, archive::Failures> heatMap(const Reports &reports, const archive::ReportFilter &filter)
{
    std::map<HeatKey, archive::Failures> cells;
    failures(reports, filter, [&](const auto &r, const auto &, const auto &d) {
        archive::Failures &cell = cells[{r.sender, d.receivingMxHostname, archive::wordOf(d.resultType)}];
        ++cell.details;
        cell.sessions += d.failedSessionCount.value_or(0);
    });
    return cells;
}

/// Each filter on its own, some together, and some that nothing fits.
inline std::vector<archive::ReportFilter> filters()
{
    using namespace archive;
    std::vector<ReportFilter> list(12);
    list[1].domain = "domain6.example";
    list[2].sender = "sender3.example";
    list[3].from = archive_reports::firstDay + 10;
    list[3].to = archive_reports::firstDay + 19;
    list[4].mx = "mx1.domain6.example";
    list[5].result = "certificate-expired";
    list[6].type = "sts";
    list[7].mode = "testing";
    list[8].trust = Trust::Verified;
    list[9].reason = "reason";
    list[10].domain = "domain6.example";
    list[10].sender = "sender1.example";
    list[10].result = "certificate-expired";
    list[10].mode = "enforce";
    list[10].from = archive_reports::firstDay;
    list[11].domain = "nobody.example";
    return list;
}

/// Every answer of the archive equals the count. Gives the first question that differs, or nothing.
inline QString difference(archive::Archive &archive, const Reports &reports)
{
    using namespace archive;
    ReportQueries queries(archive);
    int n = 0;
    for (const ReportFilter &filter : filters()) {
        const QString at = QStringLiteral(" with filter %1").arg(n++);
        const auto all = queries.totals(filter);
        if (!all || *all != totals(reports, filter))
            return "totals" + at;
        std::map<std::int64_t, Sessions> days;
        const auto perDayRows = queries.perDay(filter);
        for (const auto &row : perDayRows ? *perDayRows : std::vector<SessionsOfDay>{})
            days[row.day] = row.sessions;
        if (!perDayRows || days != perDay(reports, filter))
            return "perDay" + at;
        for (const auto key : {SessionKey::Sender, SessionKey::Domain, SessionKey::PolicyType, SessionKey::Mode}) {
            const auto rows = queries.sessionsBy(key, filter);
            std::map<std::string, Sessions> sums;
            for (const auto &row : rows ? *rows : std::vector<SessionsOfKey>{})
                sums[row.key] = row.sessions;
            if (!rows || rows->size() != sums.size() || sums != sessionsBy(key, reports, filter))
                return "sessionsBy" + at;
        }
        for (const auto key : {FailureKey::ResultType, FailureKey::Mx, FailureKey::Sender, FailureKey::Domain,
                               FailureKey::SendingIp, FailureKey::ReasonCode}) {
            const auto rows = queries.failuresBy(key, filter);
            std::map<std::string, Failures> sums;
            for (const auto &row : rows ? *rows : std::vector<FailuresOfKey>{})
                sums[row.key] = row.failures;
            if (!rows || rows->size() != sums.size() || sums != failuresBy(key, reports, filter))
                return "failuresBy" + at;
        }
        const auto cells = queries.heatMap(filter);
        std::map<HeatKey, Failures> heat;
        for (const auto &cell : cells ? *cells : std::vector<HeatCell>{})
            heat[{cell.sender, cell.mx, cell.result}] = cell.failures;
        if (!cells || heat != heatMap(reports, filter))
            return "heatMap" + at;
        Page every{.limit = 1'000'000, .offset = 0};
        const auto listed = queries.list(filter, every);
        if (!listed || std::int64_t(listed->size()) != all->reports)
            return "list" + at;
        const auto details = queries.failures(filter, every);
        if (!details || std::int64_t(details->size()) != all->failures.details)
            return "failures" + at;
    }
    return {};
}

} // namespace archive_counts
