// SPDX-License-Identifier: GPL-3.0-or-later
// Commands of the DnsServer module of Windows Server.
#pragma once

#include "rollout/record_set.h"

namespace publish {

QByteArray powershell(const rollout::RecordSet &records);

} // namespace publish
