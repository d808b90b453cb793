// SPDX-License-Identifier: GPL-3.0-or-later
// IP addresses of a report in one canonical text (RFC 5952), so that "2001:db8:0::1" and "2001:DB8::1" are one sender.
// It agrees with base::IpAddress, but works on bytes in place: a report may have a hundred thousand of them.
#pragma once

#include <string>
#include <string_view>

namespace tlsrpt {

/// Writes the canonical form; false, and `out` untouched, when `text` is no address. `text` may be `out` itself.
bool canonicalIp(std::string_view text, std::string &out);

} // namespace tlsrpt
