// SPDX-License-Identifier: GPL-3.0-or-later
// What `generate` takes from the archive: a whole plan, or the ids that no policy may have again.
#pragma once

#include "base/domain_name.h"
#include "cli/options.h"
#include "publish/format.h"

namespace cli {

/// Prints everything that the plan of the domain wants to be live. Returns the exit status.
int generateFromPlan(const Arguments &arguments, const base::DomainName &domain, const publish::Format &format);
/// The ids that the archive knows; none without --archive. Returns Fine, or the status to end with after a message.
int knownIds(const Arguments &arguments, const QString &domain, QByteArrayList &used);

} // namespace cli
