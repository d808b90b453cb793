// SPDX-License-Identifier: GPL-3.0-or-later
// The records as JSON, for other programs: {"domain", "zone", "operation", "ttl", "records": [{"name", "type", "value",
// "presentation"}]}. `value` is the plain text; `presentation` is how a zone file would have it.
#pragma once

#include "rollout/record_set.h"

namespace publish {

QByteArray jsonRecords(const rollout::RecordSet &records);

} // namespace publish
