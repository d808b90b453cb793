// SPDX-License-Identifier: GPL-3.0-or-later
// What QtKeychain does not tell on Linux. To libsecret, an item in a keychain that stayed locked is an item that is not
// there, and removing it succeeds; so the Secret Service (specifications.freedesktop.org/secret-service) is asked
// itself. Elsewhere, and where another service holds the secrets, there is nothing to say.
#pragma once

#include <QString>

namespace io {

enum class SecretService {
    Absent, ///< this session has no such service
    Present,
    Silent, ///< it did not say
};

SecretService secretService();
/// Whether an item of this name is kept and cannot be read, or be removed, because it is locked.
bool holdsLockedSecret(const QString &service, const QString &name);

} // namespace io
