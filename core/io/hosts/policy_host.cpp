// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/hosts/policy_host.h"

namespace io {

ProviderResult<void> unchangedSince(const publish::PolicyPlan &plan, const ProviderResult<publish::HostedPolicy> &now)
{
    if (!now)
        return tl::unexpected(now.error());
    if (!now->isSameAs(plan.there) || now->version != plan.there.version)
        return providerFailure("changed-meanwhile");
    return {};
}

QFuture<ProviderResult<void>> putUnlessChanged(PolicyHost &host, const publish::PolicyPlan &plan, std::stop_token stop,
                                               std::function<QFuture<ProviderResult<void>>()> write)
{
    if (plan.isEmpty())
        return readyFuture(ProviderResult<void>());
    return host.look(std::move(stop))
        .then([plan, write = std::move(write)](const ProviderResult<publish::HostedPolicy> &now) {
            const auto unchanged = unchangedSince(plan, now);
            return unchanged ? write() : readyFuture(unchanged);
        })
        .unwrap();
}

} // namespace io
