// SPDX-License-Identifier: GPL-3.0-or-later
// The options that shape a live check, for every command that makes one.
#pragma once

#include "cli/input.h"
#include "cli/options.h"
#include "io/inspector.h"

namespace cli {

/// --resolver, --trust-anchor, --timeout, --ca-file, and what else `check` takes for the check itself.
std::vector<Option> inspectOptions();
Read<io::InspectOptions> inspectOptionsOf(const Arguments &arguments);

} // namespace cli
