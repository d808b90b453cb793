// SPDX-License-Identifier: GPL-3.0-or-later
// The body of a PATCH to PowerDNS's API (…/zones/ZONE.): REPLACE takes the place of the whole set.
#pragma once

#include "rollout/record_set.h"

namespace publish {

QByteArray powerdns(const rollout::RecordSet &records);

} // namespace publish
