// SPDX-License-Identifier: GPL-3.0-or-later
// Where a secret comes from: never from the command line, which everybody on the machine can read and which shells
// keep.
#pragma once

#include "cli/input.h"
#include "io/providers/secret.h"

namespace cli {

/// Reads `env:NAME` or `file:PATH` (the first line; a file that others may read is refused). `keychain:…` is not built
/// in yet, and the sentence says so.
Read<io::Secret> secretFrom(const QString &source);

} // namespace cli
