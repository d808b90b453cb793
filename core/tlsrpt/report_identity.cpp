// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/report_identity.h"

#include "base/sha256.h"
#include "tlsrpt/domain_text.h"
#include "tlsrpt/report_format.h"

#include <algorithm>

namespace tlsrpt {

namespace {

void append(std::string &out, const std::string &part)
{
    out += std::to_string(part.size()) + ':' + part + ',';
}

std::string timeOf(std::optional<std::int64_t> seconds, const std::string &text)
{
    return seconds ? std::to_string(*seconds) : text;
}

} // namespace

std::string identityOf(const Report &report)
{
    std::vector<std::string> domains;
    for (const PolicyResult &policy : report.policies)
        domains.push_back(policy.policyDomain);
    std::sort(domains.begin(), domains.end());
    domains.erase(std::unique(domains.begin(), domains.end()), domains.end());

    const std::string contact = contactDomain(report.contactInfo);
    std::string out;
    append(out, contact.empty() ? report.organizationName : contact);
    append(out, report.reportId);
    append(out, timeOf(report.start, report.startText));
    append(out, timeOf(report.end, report.endText));
    for (const std::string &domain : domains)
        append(out, domain);
    return out;
}

QByteArray contentHash(const Report &report)
{
    return base::sha256(canonicalReport(report));
}

} // namespace tlsrpt
