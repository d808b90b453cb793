// SPDX-License-Identifier: GPL-3.0-or-later
// Why the keychain did not give or keep a secret, in whole sentences, each with what to do about it.
#pragma once

#include <QString>

namespace text {

/// The sentence for a code of io::SecretError; the code itself when it is not known.
QString secretSentence(const QString &code);

} // namespace text
