// SPDX-License-Identifier: GPL-3.0-or-later
// An mbox (RFC 4155): mails one behind the other, each under a line "From address date". Views, no copies.
#pragma once

#include <string_view>

namespace tlsrpt {

/// Takes the first mail off `rest`, without its "From " line and the empty line behind it.
std::string_view nextMail(std::string_view &rest);

} // namespace tlsrpt
