// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/domain_text.h"

#include "base/domain_name.h"

namespace tlsrpt {

namespace {

bool isLabelByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
}

// Letters, digits and inner hyphens; labels of 1–63, the name up to 253 (RFC 1035 §2.3.4).
bool isHostName(std::string_view name)
{
    if (name.empty() || name.size() > 253)
        return false;
    std::size_t start = 0;
    for (std::size_t at = 0; at <= name.size(); ++at) {
        if (at < name.size() && name[at] != '.') {
            if (!isLabelByte(name[at]))
                return false;
            continue;
        }
        const std::size_t length = at - start;
        if (length == 0 || length > 63 || name[start] == '-' || name[at - 1] == '-')
            return false;
        start = at + 1;
    }
    return true;
}

} // namespace

bool canonicalDomain(std::string &domain)
{
    if (isHostName(domain))
        return true;
    std::string name = domain;
    if (name.ends_with('.'))
        name.pop_back();
    for (char &c : name)
        c = lower(c);
    if (isHostName(name)) {
        domain = std::move(name);
        return true;
    }
    if (const auto converted = base::DomainName::parse(QString::fromStdString(domain), true))
        domain = converted->toString().toStdString();
    return false;
}

std::string contactDomain(const std::string &contactInfo)
{
    const std::size_t at = contactInfo.rfind('@');
    if (at == std::string::npos)
        return {};
    const std::size_t end = contactInfo.find_first_of("?> \t\r\n,;", at);
    std::string domain = contactInfo.substr(at + 1, end == std::string::npos ? end : end - at - 1);
    canonicalDomain(domain);
    return domain;
}

bool isBelow(std::string_view name, std::string_view domain)
{
    return name.size() > domain.size() && name.ends_with(domain) && name[name.size() - domain.size() - 1] == '.';
}

} // namespace tlsrpt
