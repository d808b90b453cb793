// SPDX-License-Identifier: GPL-3.0-or-later
// Where the programs keep their secrets.
#pragma once

#include "io/secret_store.h"

namespace wiring {

/// The desktop's keychain. `timeoutMs` is of one call; 0: as long as a person may need to unlock it.
std::unique_ptr<io::SecretStore> secretStore(int timeoutMs = 0);

} // namespace wiring
