// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a domain is better or worse than it was: by the errors, and where these are as many, by the warnings. What
// the later look could not see is as it was before, so that a resolver that fails for an hour makes nothing better.
#pragma once

#include "rollout/observation.h"

namespace rollout {

enum class Trend { Better, Same, Worse };

Trend trendOf(const Observation &before, const Observation &after);

} // namespace rollout
