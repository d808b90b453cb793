// SPDX-License-Identifier: GPL-3.0-or-later
// What the options of `rollout plan` ask for, read and valid, and the plan that it leads to. Whatever was decided by
// default is told in notes.
#pragma once

#include "cli/options.h"
#include "cli/rollout_archive.h"
#include "rollout/next_step.h"

#include <map>

namespace cli {

struct Wish
{
    std::optional<rollout::Goal> goal;
    QStringList mx, rua;
    std::optional<rollout::PolicyHost> policyHost;
    std::optional<qint64> maxAgeGoal;
    std::optional<int> ttl;
    rollout::Thresholds thresholds;        ///< with the values of `given`
    std::map<QByteArray, bool> given;      ///< the options of thresholds that were given
    bool adopt = false;                    ///< take over what is live
    bool liveMx = false;                   ///< the mx lines of the MX hosts that are live
    std::optional<rollout::MxMove> mxMove; ///< begin it
    bool cancelMove = false;
    QStringList notes;

    /// Something is to be changed; else the plan is only shown.
    bool isChange() const;
};

std::vector<Option> wishOptions();
Read<Wish> wishOf(const Arguments &arguments);

/// The plan before the decision is recorded, and the decision that it is.
struct Wished
{
    rollout::Plan plan;
    rollout::Action action = rollout::Action::PlanMade;
    rollout::Permission permission;
    QStringList notes;

    /// What was never seen cannot be taken over, and a second move cannot replace the first.
    bool mayForce() const { return action == rollout::Action::ChangeMx || action == rollout::Action::CancelMxMove; }
};
Wished wished(const Wish &wish, const Standpoint &standpoint);

} // namespace cli
