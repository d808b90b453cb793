// SPDX-License-Identifier: GPL-3.0-or-later
// Why a DNS provider did not do what was asked, in whole sentences, each with what to do about it.
#pragma once

#include <QString>

namespace text {

/// The sentence for a code of io::ProviderError or publish::planOf(); the code itself when it is not known.
QString providerSentence(const QString &code);
bool hasProviderSentence(const QString &code);

} // namespace text
