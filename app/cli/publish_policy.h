// SPDX-License-Identifier: GPL-3.0-or-later
// `publish --policy-host`: puts the policy itself where senders fetch it, before the DNS announces it.
#pragma once

#include "cli/options.h"

namespace cli {

/// Returns the exit status.
int publishPolicy(const Arguments &arguments, const QString &domain);

} // namespace cli
