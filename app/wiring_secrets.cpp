// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiring_secrets.h"

#include "io/keychain.h"

namespace wiring {

std::unique_ptr<io::SecretStore> secretStore(int timeoutMs)
{
    return std::make_unique<io::Keychain>(QStringLiteral("Sigillo"),
                                          timeoutMs > 0 ? timeoutMs : io::Keychain::patienceMs);
}

} // namespace wiring
