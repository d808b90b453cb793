// SPDX-License-Identifier: GPL-3.0-or-later
// An observation as bytes (CBOR, RFC 8949), to be kept beside the facts that it was made from. It is no format to
// exchange: only a program with the same rules reads it again (rulesFingerprint()), so it has no version of its own.
#pragma once

#include "rollout/observation.h"

namespace rollout {

QByteArray toRecord(const Observation &observation);

/// Nothing for bytes that toRecord() did not make.
std::optional<Observation> fromRecord(const QByteArray &bytes);

/// Changes whenever the code that makes observations from facts does: facts of old checks are then judged anew.
QByteArray rulesFingerprint();

} // namespace rollout
