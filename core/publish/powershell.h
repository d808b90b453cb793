// SPDX-License-Identifier: GPL-3.0-or-later
// Commands of the DnsServer module of Windows Server. No reader of another maker is at hand for the tests: they read
// the commands by the rules for single quotes.
#pragma once

#include "rollout/record_set.h"

namespace publish {

QByteArray powershell(const rollout::RecordSet &records);

} // namespace publish
