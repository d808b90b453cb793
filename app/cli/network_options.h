// SPDX-License-Identifier: GPL-3.0-or-later
// The options of every command that goes to the network: which resolver, which authorities, how long to wait.
#pragma once

#include "cli/input.h"
#include "cli/options.h"
#include "wiring.h"

namespace cli {

/// --resolver, --trust-anchor, --timeout.
std::vector<Option> resolverOptions();
/// The timeout of each lookup, fetch and session in milliseconds; 0 when none was given.
Read<int> timeoutOf(const Arguments &arguments);
/// Reads --resolver, --trust-anchor, --ca-file and --timeout and sets the adapters up.
Read<std::unique_ptr<wiring::Adapters>> adaptersFor(const Arguments &arguments);

} // namespace cli
