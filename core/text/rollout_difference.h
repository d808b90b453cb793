// SPDX-License-Identifier: GPL-3.0-or-later
// Changes and alarms of a watched domain in words: whole sentences, plain text, translated through Qt. They hold text
// from outside (records, host names): the caller escapes for its medium.
#pragma once

#include "rollout/alarms.h"
#include "rollout/difference.h"

namespace text {

/// "The mode of the policy changed from testing to enforce."
QString sentence(const rollout::Difference &difference);

/// The alarm in a few words, no full stop.
QString title(const rollout::Alarm &alarm);
/// With the host, record or id that it is about.
QString titleAndPlace(const rollout::Alarm &alarm);
/// What it is, with its numbers, and why it matters.
QString sentence(const rollout::Alarm &alarm);

} // namespace text
