// SPDX-License-Identifier: GPL-3.0-or-later
// Well-formed UTF-8 (RFC 3629 §4): no overlong forms, no surrogates, nothing above U+10FFFF.
#pragma once

#include <QByteArrayView>

namespace base {

/// The length of the sequence that begins at `offset`: 1–4, or 0 when it is malformed.
int utf8SequenceLength(QByteArrayView text, qsizetype offset);
/// Offset of the first malformed sequence, -1 when all of it is well formed.
qsizetype firstBadUtf8(QByteArrayView text);

} // namespace base
