// SPDX-License-Identifier: GPL-3.0-or-later
// `monitor --timeline DOMAIN`: what changed when, and which alarms there were, from the archive alone.
#pragma once

#include "archive/archive.h"
#include "base/domain_name.h"
#include "cli/options.h"

namespace cli {

/// Returns the exit status: 0, or that of a failure.
int printTimeline(archive::Archive &archive, const base::DomainName &domain, const Arguments &arguments);

} // namespace cli
