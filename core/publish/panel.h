// SPDX-License-Identifier: GPL-3.0-or-later
// What to type into a form of a web panel: one table, the plain values without quotes. The panel puts the quotes
// itself; a value that is typed with quotes ends up with two pairs.
#pragma once

#include "rollout/record_set.h"

namespace publish {

QByteArray panel(const rollout::RecordSet &records);

} // namespace publish
