// SPDX-License-Identifier: GPL-3.0-or-later
// The policy before its id: a new id makes every sender fetch the policy again, so the new policy has to be there by
// then (RFC 8461 §8.3); a sender that finds the old one keeps it until the next id. The policy is looked at where the
// plan will have its host, which may be before the DNS knows that host.
#pragma once

#include "io/interfaces.h"
#include "io/providers/dns_provider.h"
#include "sts/policy.h"

#include <optional>

namespace io {

struct PolicyLook
{
    int port = 443;
    bool allowPrivate = false; ///< contact addresses in private space too
    int timeoutMs = 10'000;
    std::optional<sts::Policy> expected = {}; ///< what has to be served; nothing: any usable policy
};

/// What one address serves. Error code: policy-not-live (the detail says why).
ProviderResult<sts::Policy> policyIn(const facts::PolicyFetch &fetch);

/// Whether every address of the policy host after the plan serves one and the same usable policy, the expected one if
/// there is one. Error codes: policy-not-live, policy-differs.
QFuture<ProviderResult<void>> livePolicy(Resolver &resolver, PolicyFetcher &fetcher, const publish::ZonePlan &plan,
                                         const PolicyLook &look, std::stop_token stop);

} // namespace io
