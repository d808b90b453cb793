// SPDX-License-Identifier: GPL-3.0-or-later
// Where keys, tokens and passwords are kept between two runs: the keychain of the desktop, which asks its owner before
// it opens. A secret has a name that is no secret itself. It is never kept anywhere else: without a keychain there is
// none to read, and the user is told.
#pragma once

#include "base/result.h"
#include "io/secret.h"

#include <QFuture>

#include <memory>
#include <stop_token>

namespace io {

/// Why a secret was not read, kept or removed. `code` is a stable kebab-case word (text/secret_text.h has its
/// sentence):
///   absent        nothing is kept under this name
///   locked        the keychain is locked, and was not opened, or does not let this program in
///   refused       its owner said no when asked
///   no-keychain   this session has none
///   timeout, cancelled   it did not answer, or was not waited for; what was to be kept may be kept later
///   bad-name      a name is 1 to 255 printable ASCII characters
///   failed        anything else
struct SecretError
{
    QString code;
    QString detail; ///< the keychain's own words
    bool operator==(const SecretError &) const = default;
};

template <class T>
using SecretResult = base::Result<T, SecretError>;
/// Futures copy their values, secrets are not copied.
using SharedSecret = std::shared_ptr<const Secret>;

class SecretStore
{
public:
    virtual ~SecretStore() = default;
    virtual QFuture<SecretResult<SharedSecret>> read(const QString &name, std::stop_token stop) = 0;
    /// Replaces what is kept under the name.
    virtual QFuture<SecretResult<void>> write(const QString &name, SharedSecret secret, std::stop_token stop) = 0;
    /// It is no error when there was none.
    virtual QFuture<SecretResult<void>> remove(const QString &name, std::stop_token stop) = 0;
};

} // namespace io
