// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/export_csv.h"

#include "tlsrpt/export_text.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace tlsrpt {

namespace {

// In the order in which they are written.
enum Column : unsigned {
    OrganizationName,
    BeginDate,
    EndDate,
    ReportId,
    ResultTypeWord,
    SuccessfulSessionCount,
    FailedSessionCount,
    PolicyDomain,
    PolicyTypeWord,
    PolicyStrings,
    MxHostPatterns,
    SendingMtaIp,
    ReceivingIp,
    ReceivingMxHostname,
    ReceivingMxHelo,
    AdditionalInfoUri,
    FailureReasonCode,
    Columns,
};

using Row = std::array<std::string, Columns>;

bool looksLikeFormula(std::string_view cell)
{
    return !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
}

void appendRow(std::string &out, const Row &row)
{
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (i > 0)
            out += ',';
        appendCsvCell(out, row[i]);
    }
    out += "\r\n";
}

std::string joined(const std::vector<std::string> &parts)
{
    std::string out;
    for (const std::string &part : parts) {
        if (!out.empty())
            out += '|';
        out += part;
    }
    return out;
}

std::string countText(std::optional<std::int64_t> count)
{
    return count ? std::to_string(*count) : std::string();
}

Row policyRow(const Report &report, const PolicyResult &policy)
{
    Row row;
    row[OrganizationName] = report.organizationName;
    row[BeginDate] = report.startText;
    row[EndDate] = report.endText;
    row[ReportId] = report.reportId;
    row[PolicyDomain] = policy.policyDomain;
    row[PolicyTypeWord] = policy.policyTypeWord;
    row[PolicyStrings] = joined(policy.policyStrings);
    row[MxHostPatterns] = joined(policy.mxHosts);
    return row;
}

Row failureRow(Row row, const FailureDetails &failure)
{
    row[ResultTypeWord] = failure.resultTypeWord;
    row[FailedSessionCount] = countText(failure.failedSessionCount);
    row[SendingMtaIp] = failure.sendingMtaIp;
    row[ReceivingIp] = failure.receivingIp;
    row[ReceivingMxHostname] = failure.receivingMxHostname;
    row[ReceivingMxHelo] = failure.receivingMxHelo;
    row[AdditionalInfoUri] = failure.additionalInformation;
    row[FailureReasonCode] = failure.failureReasonCode;
    return row;
}

} // namespace

void appendCsvCell(std::string &out, std::string_view cell)
{
    std::string text = looksLikeFormula(cell) ? "'" : "";
    appendHarmless(text, cell);
    const bool trimmedByReaders = !text.empty() && (text.front() == ' ' || text.back() == ' ');
    if (!trimmedByReaders && text.find_first_of(",\"") == std::string::npos) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text)
        out.append(c == '"' ? 2 : 1, c);
    out += '"';
}

void appendCsvHeader(std::string &out)
{
    out += "organization_name,begin_date,end_date,report_id,result_type,successful_session_count,failed_session_count,"
           "policy_domain,policy_type,policy_strings,mx_host_patterns,sending_mta_ip,receiving_ip,"
           "receiving_mx_hostname,receiving_mx_helo,additional_info_uri,failure_reason_code\r\n";
}

void appendCsv(std::string &out, const Report &report)
{
    for (const PolicyResult &policy : report.policies) {
        const Row common = policyRow(report, policy);
        Row summary = common;
        summary[SuccessfulSessionCount] = countText(policy.successfulSessions);
        if (policy.failures.empty() && policy.failedSessions.value_or(0) > 0)
            summary[FailedSessionCount] = countText(policy.failedSessions);
        appendRow(out, summary);
        for (const FailureDetails &failure : policy.failures)
            appendRow(out, failureRow(common, failure));
    }
}

} // namespace tlsrpt
