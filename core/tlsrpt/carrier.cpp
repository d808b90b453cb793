// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/carrier.h"

#include "tlsrpt/dkim_tags.h"
#include "tlsrpt/mail_fields.h"

#include <algorithm>

namespace tlsrpt {
namespace {

std::string domainWord(std::string_view text)
{
    if (text.ends_with('.'))
        text.remove_suffix(1);
    return lowerCase(text);
}

/// Whether a carrier may name `domain`. For DANE the report names MX hosts (§1.1), so such policies say nothing here.
bool namesPolicyDomain(const Report &report, const std::string &domain)
{
    bool comparable = false;
    for (const PolicyResult &policy : report.policies) {
        if (policy.policyDomain == domain)
            return true;
        comparable = comparable || (policy.policyType != PolicyType::Tlsa && !policy.policyDomain.empty());
    }
    return !comparable;
}

/// One second apart is the same: some count the last second of the day in, some out.
bool sameTime(const std::optional<std::int64_t> &inReport, std::int64_t inName)
{
    return !inReport || std::abs(*inReport - inName) <= 1;
}

void compareFileName(const ReportFileName &name, const Report &report, std::vector<Deviation> &found)
{
    const auto add = [&found](const char *part, std::string value) {
        found.push_back({DeviationCode::FilenameDiffers, std::string("file name: ") + part, value.substr(0, 200)});
    };
    if (const std::string contact = contactDomain(report); !contact.empty() && contact != name.sender)
        add("sender", name.sender);
    if (!namesPolicyDomain(report, name.policyDomain))
        add("policy domain", name.policyDomain);
    if (!sameTime(report.start, name.begin))
        add("begin", std::to_string(name.begin));
    if (!sameTime(report.end, name.end))
        add("end", std::to_string(name.end));
}

void compareMail(const MailEvidence &mail, const Report &report, std::vector<Deviation> &found)
{
    if (mail.reportDomain && !namesPolicyDomain(report, domainWord(*mail.reportDomain)))
        found.push_back({DeviationCode::FilenameDiffers, "TLS-Report-Domain", mail.reportDomain->substr(0, 200)});
    const std::string contact = contactDomain(report);
    if (mail.reportSubmitter && !contact.empty() && domainWord(*mail.reportSubmitter) != contact)
        found.push_back({DeviationCode::FilenameDiffers, "TLS-Report-Submitter", mail.reportSubmitter->substr(0, 200)});
}

} // namespace

std::optional<ReportFileName> reportFileName(std::string_view name)
{
    name.remove_prefix(name.find_last_of("/\\") + 1); // npos + 1 is 0
    const std::string lower = lowerCase(name);
    std::string_view rest = lower;
    if (rest.ends_with(".gz"))
        rest.remove_suffix(3);
    if (!rest.ends_with(".json"))
        return std::nullopt;
    rest.remove_suffix(5);
    std::vector<std::string_view> parts;
    for (std::size_t end = 0; end != rest.npos && parts.size() < 6;) {
        end = rest.find('!');
        parts.push_back(rest.substr(0, end));
        rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
    }
    if (parts.size() < 4 || parts.size() > 5)
        return std::nullopt;
    const auto begin = decimal(parts[2]), end = decimal(parts[3]);
    if (parts[0].empty() || parts[1].empty() || !begin || !end)
        return std::nullopt;
    return ReportFileName{domainWord(parts[0]), domainWord(parts[1]), *begin, *end,
                          parts.size() == 5
                              ? std::string(name.substr(std::size_t(parts[4].data() - lower.data()), parts[4].size()))
                              : std::string()};
}

std::string contactDomain(const Report &report)
{
    const std::size_t at = report.contactInfo.rfind('@');
    if (at == std::string::npos)
        return {};
    const std::string_view rest = std::string_view(report.contactInfo).substr(at + 1);
    return domainWord(rest.substr(0, rest.find_first_of(" \t>?\"")));
}

std::vector<Deviation> carrierDeviations(std::string_view fileName, const MailEvidence *mail, const Report &report)
{
    std::vector<Deviation> found;
    if (const auto name = reportFileName(fileName))
        compareFileName(*name, report, found);
    if (mail)
        compareMail(*mail, report, found);
    return found;
}

} // namespace tlsrpt
