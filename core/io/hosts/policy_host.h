// SPDX-License-Identifier: GPL-3.0-or-later
// A place that keeps the policy file of one domain and can be changed by a program. What has to change is worked out
// elsewhere (publish/hosted_policy.h); a host reads, and carries a plan out, so that a sender who comes meanwhile gets
// the file as it was or as it will be, as far as the place can do that. It touches nothing but the policy, and stops
// when the place is no longer as the plan saw it.
#pragma once

#include "io/providers/dns_provider.h"
#include "publish/hosted_policy.h"

#include <functional>

namespace io {

/// Below the root of a web site (RFC 8461 §3.3).
inline constexpr const char *wellKnownFolder = ".well-known", *policyFileName = "mta-sts.txt";

/// Why a host did not do what was asked; ProviderError has the codes that all have (unreachable, timeout, cancelled,
/// tls, cut, bad-answer, unauthorized, forbidden, rejected, half-made, rate-limited, server-failure), and these are of
/// hosts alone (text/policy_host_text.h has a sentence for each):
///   changed-meanwhile    the place is no longer as the plan saw it; nothing was changed
///   absent-place         there is no such folder, account, or site
///   no-permission        the folder or the file may not be read or written
///   link                 a part of the path is a symbolic link, which is not followed
///   not-a-file           something else stands where the policy has to be
///   too-long             what stands there is too long for a policy
///   lost-owner           the file could not get the owner that it has, and others would not be able to read it
///   no-space             the disk is full
///   failed               the system refused for another reason; the detail has its words
///   host-key-unknown, host-key-changed     SSH: the server is not known, or is not the one that is known
///   bad-known-hosts      SSH: the list of known servers cannot be read
///   bad-login            SSH: neither key nor password is accepted
///   moved-aside          SSH: the connection ended while the old file was moved; the detail has its other name
///   occupied             what is there was not made by this program, or leads elsewhere; it is left alone
///   no-zone              the account has no zone for the policy host
class PolicyHost
{
public:
    virtual ~PolicyHost() = default;
    /// What is kept there now, read from the place itself.
    virtual QFuture<ProviderResult<publish::HostedPolicy>> look(std::stop_token stop) = 0;
    /// Makes the place hold what the plan wants. An empty plan does nothing.
    virtual QFuture<ProviderResult<void>> put(const publish::PolicyPlan &plan, std::stop_token stop) = 0;
    virtual QString description() const = 0; ///< "the folder /srv/mta-sts"
};

/// Whether the place is still as the plan saw it. Error codes: changed-meanwhile, and those of the look.
ProviderResult<void> unchangedSince(const publish::PolicyPlan &plan, const ProviderResult<publish::HostedPolicy> &now);
/// Looks again and goes on with `write` when the place is still as the plan saw it. Error code: changed-meanwhile.
QFuture<ProviderResult<void>> putUnlessChanged(PolicyHost &host, const publish::PolicyPlan &plan, std::stop_token stop,
                                               std::function<QFuture<ProviderResult<void>>()> write);

} // namespace io
