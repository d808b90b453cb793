// SPDX-License-Identifier: GPL-3.0-or-later
// One line from standard input that is a secret: from a pipe, or typed at a terminal that does not show it.
#pragma once

#include "cli/input.h"
#include "io/secret.h"

namespace cli {

/// The first line, without blanks around it.
Read<io::Secret> readHiddenLine();

} // namespace cli
