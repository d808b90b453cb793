// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of `publish --policy-host`: look at the place, work out the plan, and on demand carry it out: undo file
// first, then the change, then a look back at the place, and one as senders look.
#pragma once

#include "cli/terminal.h"
#include "io/hosts/policy_host.h"
#include "io/providers/live_policy.h"

#include <QJsonObject>

namespace cli {

struct PolicyTask
{
    QString place; ///< as --policy-host names it
    QString domain;
    bool applies = false;
    bool expectsNoChanges = false;
    bool looksAsSenders = true;
    QString undoFile; ///< where to write the way back; empty with --undo
    io::PolicyLook look;
    int waitMs = 30'000; ///< until senders get it
    /// What is wanted, once it is known what is there.
    std::function<base::Result<publish::PolicyPlan>(const publish::HostedPolicy &there)> plan;
};

/// Everything that one run came to know.
struct PolicyResult
{
    QString place, description;
    publish::PolicyPlan plan;
    bool isKnown = false; ///< the place was seen, so there is a plan
    bool applied = false;
    QString undoFile;                                    ///< empty: none was written
    std::optional<io::ProviderResult<void>> seenOutside; ///< after the change, as senders see it
    std::optional<io::ProviderError> problem;
    int status = 0;
};

PolicyResult publishPolicy(const PolicyTask &task, io::PolicyHost &host, io::Resolver &resolver,
                           io::PolicyFetcher &fetcher, std::stop_token stop);

QString planText(const PolicyResult &result, const Style &style);
/// What senders get now; empty when it was not looked at.
QString outsideText(const PolicyResult &result);
QString policyProblemText(const io::ProviderError &problem);
QJsonObject toJson(const PolicyResult &result);

} // namespace cli
