// SPDX-License-Identifier: GPL-3.0-or-later
// The mx lines of a policy for a set of MX hosts: a family of Google whole, since a domain may use any host of it;
// other hosts by name. Host names come from the DNS of whoever runs the domain, so a name that a policy cannot list
// (RFC 8461 §3.2: Domain of RFC 5321) never becomes a line.
#pragma once

#include "rollout/google_workspace.h"

namespace rollout {

struct PolicyLines
{
    QStringList patterns;
    GoogleMx google;         ///< what the set is made of; leftovers belong in no policy
    QStringList noHostNames; ///< left out: untrusted text
};
PolicyLines policyLinesFor(const QStringList &hosts);

/// Only the lines; of old and new hosts together while moving.
QStringList patternsFor(const QStringList &hosts);
QStringList unionPatterns(const QStringList &oldHosts, const QStringList &newHosts);

} // namespace rollout
