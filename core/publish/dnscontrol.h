// SPDX-License-Identifier: GPL-3.0-or-later
// JavaScript for dnscontrol: D_EXTEND, so that it merges into the D() that the reader has. Texts are raw; the tool
// quotes and cuts them.
#pragma once

#include "rollout/record_set.h"

namespace publish {

QByteArray dnscontrol(const rollout::RecordSet &records);

} // namespace publish
