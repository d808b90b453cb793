// SPDX-License-Identifier: GPL-3.0-or-later
// Commands of Google Cloud's gcloud, one a set. MANAGED_ZONE stands for the name of the zone in Cloud DNS, which no DNS
// question tells.
#pragma once

#include "rollout/record_set.h"

namespace publish {

QByteArray gcloud(const rollout::RecordSet &records);

} // namespace publish
