// SPDX-License-Identifier: GPL-3.0-or-later
// A table for spreadsheets and scripts: FQDN, short name, TTL, type and target, one record a line (RFC 4180).
#pragma once

#include "rollout/record_set.h"

namespace publish {

QByteArray csv(const rollout::RecordSet &records);

} // namespace publish
