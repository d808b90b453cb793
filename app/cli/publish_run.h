// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of `publish`: read the zone, work out the plan, and on demand carry it out: undo file first, then the
// change, then a look back at the provider, at every name server of the zone and at the public resolution.
#pragma once

#include "cli/publish_output.h"
#include "rollout/templates.h"

#include <functional>

namespace cli {

struct PublishTask
{
    QString provider;
    QString domain;
    bool applies = false;
    bool expectsNoChanges = false;
    QString undoFile;               ///< where to write the way back; empty with --undo
    QList<io::Witness> authorities; ///< to ask instead of those that the NS records name
    int waitMs = 30'000;            ///< for secondaries
    int timeoutMs = 10'000;         ///< of one exchange with a name server
    /// What has to be so before the first change; a failure stops it.
    std::function<io::ProviderResult<void>(const publish::ZonePlan &plan)> condition = [](const publish::ZonePlan &) {
        return io::ProviderResult<void>();
    };
    /// What is wanted, once it is known what is there.
    std::function<base::Result<publish::ZonePlan>(const publish::ZoneState &there)> plan;
};

/// The sentence goes to standard error as soon as there is something to say.
PublishResult runPublish(const PublishTask &task, io::DnsProvider &provider, io::Resolver &resolver,
                         std::stop_token stop);

} // namespace cli
