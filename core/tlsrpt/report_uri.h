// SPDX-License-Identifier: GPL-3.0-or-later
// One URI of a rua field (RFC 8460 §3), judged as far as a sender needs it: RFC 3986 characters, a scheme, an address
// or a host.
#pragma once

#include "tlsrpt/record.h"

namespace tlsrpt {

ReportUri parseReportUri(const QByteArray &text, base::Span span);

} // namespace tlsrpt
