// SPDX-License-Identifier: GPL-3.0-or-later
// Commands of Azure's az. Azure's add-record appends, so a change removes the set first; between the two nothing
// stands, for less than the old TTL.
#pragma once

#include "rollout/record_set.h"

namespace publish {

QByteArray azureCli(const rollout::RecordSet &records);

} // namespace publish
