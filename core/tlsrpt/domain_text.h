// SPDX-License-Identifier: GPL-3.0-or-later
// A report's policy-domain in one canonical text: A-labels, lower case, no trailing dot (RFC 8460 §4.4 asks for
// A-labels).
#pragma once

#include <string>
#include <string_view>

namespace tlsrpt {

/// Makes `domain` canonical in place. False when it was not a host name in A-labels: U-labels are converted all the
/// same, and what is no name at all stays as it is.
bool canonicalDomain(std::string &domain);

/// The domain of an address or mailto: URI, lower case: contact-info "smtp-tls-reporting@google.com" → "google.com";
/// empty when there is none.
std::string contactDomain(const std::string &contactInfo);

/// Whether `name` is a sub-domain of `domain`, both in lower case.
bool isBelow(std::string_view name, std::string_view domain);

} // namespace tlsrpt
