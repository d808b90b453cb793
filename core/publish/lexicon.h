// SPDX-License-Identifier: GPL-3.0-or-later
// Commands of lexicon, which knows some seventy providers; PROVIDER stands for its name there.
#pragma once

#include "rollout/record_set.h"

namespace publish {

QByteArray lexicon(const rollout::RecordSet &records);

} // namespace publish
