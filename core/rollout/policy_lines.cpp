// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/policy_lines.h"

#include "base/domain_name.h"

namespace rollout {

PolicyLines policyLinesFor(const QStringList &hosts)
{
    PolicyLines lines;
    lines.google = recogniseMx(hosts);
    for (const GoogleFamily family : lines.google.families)
        lines.patterns += policyPatternsFor(family);
    for (const QString &host : lines.google.otherHosts) {
        // No wildcard: an MX host of that name would make the policy cover hosts that nobody meant.
        if (const auto name = base::DomainName::parse(host))
            lines.patterns += name->toString();
        else
            lines.noHostNames += host;
    }
    lines.patterns.removeDuplicates();
    return lines;
}

QStringList patternsFor(const QStringList &hosts)
{
    return policyLinesFor(hosts).patterns;
}

QStringList unionPatterns(const QStringList &oldHosts, const QStringList &newHosts)
{
    QStringList patterns = patternsFor(oldHosts) + patternsFor(newHosts);
    patterns.removeDuplicates();
    return patterns;
}

} // namespace rollout
