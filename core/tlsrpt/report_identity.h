// SPDX-License-Identifier: GPL-3.0-or-later
// When are two reports one? Report ids are not unique across senders, and what carried a report says little, so the
// identity comes from its body: the domain of contact-info (else organization-name), report-id, the range of dates and
// the policy domains. Same identity and same content: a duplicate, counted once. Same identity, other content: a
// conflict, both are kept.
#pragma once

#include "tlsrpt/report.h"

#include <QByteArray>

namespace tlsrpt {

/// As netstrings ("10:google.com,…"), so that no two reports share one by accident. Dates that can be read count as
/// times, whatever their form.
std::string identityOf(const Report &report);

/// SHA-256, 32 bytes, over canonicalReport(): independent of the carrier, of encoding and spacing, and of the order of
/// members.
QByteArray contentHash(const Report &report);

} // namespace tlsrpt
