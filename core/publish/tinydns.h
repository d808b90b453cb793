// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of tinydns-data. A colon in a text would end it, so odd bytes are octal.
#pragma once

#include "rollout/record_set.h"

namespace publish {

QByteArray tinydns(const rollout::RecordSet &records);

} // namespace publish
