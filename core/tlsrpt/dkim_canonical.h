// SPDX-License-Identifier: GPL-3.0-or-later
// Canonicalisation (RFC 6376 §3.4): the form of header and body that is hashed, so that what servers usually do to a
// mail on its way breaks no signature. Bare LF counts as CRLF, because mailboxes on a disk have it so.
#pragma once

#include "tlsrpt/mail_fields.h"

#include <string>
#include <string_view>

namespace tlsrpt {

enum class Canonicalisation { Simple, Relaxed };

/// One field with its CRLF.
std::string canonicalField(const MailField &field, Canonicalisation how);
/// The whole body.
std::string canonicalBody(std::string_view body, Canonicalisation how);

} // namespace tlsrpt
