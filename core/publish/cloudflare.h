// SPDX-License-Identifier: GPL-3.0-or-later
// A zone file for Cloudflare's import (dashboard or dns_records/import). Cloudflare adds and never replaces: a change
// deletes the old record first, which the comment says. The policy host must not be proxied unless Cloudflare serves
// it.
#pragma once

#include "rollout/record_set.h"

namespace publish {

QByteArray cloudflare(const rollout::RecordSet &records);

} // namespace publish
