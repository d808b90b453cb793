// SPDX-License-Identifier: GPL-3.0-or-later
// Taking a domain out of the archive: its checks, plan, alarms, its place in a group and the ledger of what it served
// go; the reports about it stay, for they are evidence of others' mail as well and have a retention of their own.
#pragma once

#include "archive/archive.h"

namespace archive {

/// All of it or nothing. A domain that the archive does not know is no error.
Result<> forgetDomain(Archive &archive, const QString &domain);

} // namespace archive
