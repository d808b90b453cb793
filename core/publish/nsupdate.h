// SPDX-License-Identifier: GPL-3.0-or-later
// Input for nsupdate (RFC 2136). Each set is deleted before it is added, in one transaction, so that no old id stays
// beside the new one. `server` is left to the reader; the zone is named.
#pragma once

#include "rollout/record_set.h"

namespace publish {

QByteArray nsupdate(const rollout::RecordSet &records);

} // namespace publish
