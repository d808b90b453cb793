// SPDX-License-Identifier: GPL-3.0-or-later
// Records in the master file format (RFC 1035 §5.1). Every TXT is quoted: without quotes a semicolon begins a comment,
// so that `v=STSv1; id=…` would load without complaint as `v=STSv1`. Names end in a dot, so the fragment means the same
// under any $ORIGIN.
#pragma once

#include "rollout/record_set.h"

namespace publish {

/// A text as one or more quoted character-strings, each of at most 255 bytes, cut without adding blanks. `"` and `\`
/// are escaped; what is not printable ASCII becomes \DDD.
QByteArray quotedCharacterStrings(const QByteArray &text);

/// The whole fragment, with a comment that names tool, date and domain.
QByteArray bind(const rollout::RecordSet &records);

} // namespace publish
