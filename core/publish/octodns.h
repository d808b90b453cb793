// SPDX-License-Identifier: GPL-3.0-or-later
// YAML for octoDNS's zone file. Semicolons are escaped as \; because octoDNS 1 asks for it (escaped_semicolons);
// octoDNS 2 does not, which the comment says.
#pragma once

#include "rollout/record_set.h"

namespace publish {

QByteArray octodns(const rollout::RecordSet &records);

} // namespace publish
