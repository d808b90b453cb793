// SPDX-License-Identifier: GPL-3.0-or-later
// Wildcards that let in more hosts than the domain's own MX (RFC 8461 §10.4: whoever can get a certificate for any name
// that the pattern covers can take the mail).
#include "base/domain_name.h"
#include "findings/catalogue.h"
#include "findings/policy_text_rules.h"
#include "findings/txt_rules.h"

#include <array>

namespace findings {
namespace {

struct ProviderSuffix
{
    const char *suffix; ///< a wildcard directly above it is too wide
    const char *provider;
    const char *suggestion; ///< the pattern that fits the provider's MX hosts
};
constexpr std::array providerSuffixes{
    ProviderSuffix{"google.com", "Google", "*.aspmx.l.google.com"},
    ProviderSuffix{"l.google.com", "Google", "*.aspmx.l.google.com"},
    ProviderSuffix{"googlemail.com", "Google", "aspmx2.googlemail.com"},
    ProviderSuffix{"goog", "Google", "mx1.smtp.goog"},
    ProviderSuffix{"outlook.com", "Microsoft", "*.mail.protection.outlook.com"},
    ProviderSuffix{"protection.outlook.com", "Microsoft", "*.mail.protection.outlook.com"},
    ProviderSuffix{"microsoft", "Microsoft", "*.mail.protection.outlook.com"},
    ProviderSuffix{"amazonaws.com", "Amazon", "inbound-smtp.us-east-1.amazonaws.com"},
};

const ProviderSuffix *providerOf(const QString &suffix)
{
    for (const ProviderSuffix &provider : providerSuffixes)
        if (suffix == QLatin1String(provider.suffix))
            return &provider;
    return nullptr;
}

std::optional<Finding> judgeSuffix(const QString &suffix, const QString &domain)
{
    if (const ProviderSuffix *provider = providerOf(suffix)) {
        Finding finding = failed(FindingId::PolicyWildcardTooWide);
        finding.arguments[QStringLiteral("provider")] = QLatin1String(provider->provider);
        finding.arguments[QStringLiteral("suggestion")] = QLatin1String(provider->suggestion);
        return finding;
    }
    if (base::isPublicSuffix(suffix))
        return failed(FindingId::PolicyWildcardPublicSuffix);
    if (!domain.isEmpty() && suffix == base::canonicalHost(domain))
        return failed(FindingId::PolicyWildcardOwnDomain);
    return std::nullopt;
}

} // namespace

void judgeWildcards(const sts::ParsedPolicy &policy, const QString &domain, Findings &out)
{
    int told = 0;
    for (const sts::MxEntry &entry : policy.mx) {
        if (entry.fault != sts::MxFault::None || !entry.value.startsWith("*.") || sts::isNumericMx(entry.value))
            continue;
        const QString suffix = QString::fromLatin1(entry.value.mid(2)).toLower();
        std::optional<Finding> finding = judgeSuffix(suffix, domain);
        if (!finding || ++told > findingsPerKind)
            continue;
        finding->arguments[QStringLiteral("suffix")] = suffix;
        out.append(markedIn(*finding, policy.text, entry.place));
    }
}

} // namespace findings
