// SPDX-License-Identifier: GPL-3.0-or-later
// A decision on a plan, as `rollout advance`, `rollback` and `withdraw` make it: what is to be decided follows from the
// plan and the history; what is not safe is refused with its reasons, unless it is forced for a reason that the plan
// keeps; what is to be published then goes to standard output, and nothing else does, so that a refusal puts nothing
// into a pipe.
#pragma once

#include "cli/options.h"
#include "rollout/advance.h"

#include <functional>

namespace cli {

/// `own`, then --force, --reason, --format, --zone, --output, --replace, --archive, --now, --check with its options,
/// --json, --help.
std::vector<Option> decisionOptions(std::vector<Option> own = {});

/// What is to be decided, by the standpoint of the moment.
using Deciding = std::function<rollout::Advance(const rollout::History &, const rollout::Plan &, const QDateTime &)>;

/// Runs the command for its one domain. Returns the exit status.
int runDecision(const Arguments &arguments, const char *command, const Deciding &deciding);

} // namespace cli
