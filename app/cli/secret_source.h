// SPDX-License-Identifier: GPL-3.0-or-later
// Where a secret comes from: never from the command line, which everybody on the machine can read and which shells
// keep.
#pragma once

#include "cli/input.h"
#include "io/secret_store.h"

namespace cli {

/// What of a file is the secret.
enum class SecretShape {
    Line,  ///< the first line
    Whole, ///< all of it: a private key
};

/// Reads `env:NAME`, `file:PATH` (a file that others may read is refused) or `keychain:NAME`.
Read<io::Secret> secretFrom(const QString &source, io::SecretStore &keychain, SecretShape shape = SecretShape::Line);
/// The sentence for an error of the keychain, with its own words behind it.
QString secretProblem(const io::SecretError &error);

} // namespace cli
