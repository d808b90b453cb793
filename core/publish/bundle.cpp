// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/bundle.h"

#include "publish/bundles/readme.h"
#include "publish/bundles/targets.h"
#include "sts/policy_parser.h"

#include <algorithm>

namespace publish {

namespace {

constexpr qsizetype hostNameMost = 253; // RFC 1035 §2.3.4, in text form
constexpr qsizetype policyHostPrefix = sizeof("mta-sts.") - 1;

// A canonical name holds letters, digits, hyphens and dots only: it is a safe part of a path, and no syntax gives any
// of these a meaning inside a name.
const char *faultOf(const rollout::Publication &publication)
{
    const QString &domain = publication.records.domain;
    const auto name = base::DomainName::parse(domain);
    if (!name || name->toString() != domain)
        return "bad-domain";
    if (domain.size() > hostNameMost - policyHostPrefix)
        return "host-too-long";
    if (!publication.policy)
        return "bad-policy";
    const auto read = sts::parse(sts::format(*publication.policy));
    return read && *read == *publication.policy ? nullptr : "bad-policy";
}

} // namespace

std::span<const Target *const> targets()
{
    using namespace bundles;
    static constexpr const Target *all[] = {
        &nginx,       &apache,  &caddy,  &iis,      &manyDomains, &cloudflareWorker,   &cloudflarePages,
        &githubPages, &netlify, &vercel, &firebase, &cloudfront,  &azureStaticWebApps, &cloudRun};
    return all;
}

const Target *targetNamed(const QString &name)
{
    const auto all = targets();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&name](const Target *target) { return name == QLatin1String(target->name); });
    return found == all.end() ? nullptr : *found;
}

base::Result<QList<BundleFile>> bundle(const Target &target, const Publications &publications)
{
    if (publications.isEmpty())
        return base::failure("no-domain");
    if (publications.size() > 1 && !target.manyDomains)
        return base::failure("one-domain");
    QStringList domains;
    for (const rollout::Publication &publication : publications) {
        const QString &domain = publication.records.domain;
        const char *fault = domains.contains(domain) ? "same-domain" : faultOf(publication);
        if (fault)
            return base::failure(fault, 0, domain.toUtf8());
        domains += domain;
    }
    return bundles::readmes(target, publications) + target.files(publications);
}

} // namespace publish
