// SPDX-License-Identifier: GPL-3.0-or-later
// Why a policy host did not do what was asked, in whole sentences, each with what to do about it.
#pragma once

#include <QString>

namespace text {

/// The sentence for a code of io::PolicyHost or of a plan for one; the code itself when it is not known.
QString policyHostSentence(const QString &code);
bool hasPolicyHostSentence(const QString &code);

} // namespace text
