// SPDX-License-Identifier: GPL-3.0-or-later
// A change batch for `aws route53 change-resource-record-sets`. UPSERT replaces the whole set; texts hold their own
// quotes.
#pragma once

#include "rollout/record_set.h"

namespace publish {

QByteArray route53(const rollout::RecordSet &records);

} // namespace publish
