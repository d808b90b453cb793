// SPDX-License-Identifier: GPL-3.0-or-later
// The judging functions of the two TXT records, shared by the live rules and by lint.
#pragma once

#include "findings/finding.h"

#include <QByteArrayList>

namespace findings {

/// Each record joined already.
void judgeStsRecords(const QByteArrayList &records, Findings &out);
/// `domain` is the protected domain, empty when it is not known.
void judgeTlsrptRecords(const QByteArrayList &records, const QString &domain, Findings &out);

} // namespace findings
