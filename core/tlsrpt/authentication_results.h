// SPDX-License-Identifier: GPL-3.0-or-later
// The dkim= results of an Authentication-Results field (RFC 8601): what a server found when it took the mail. Anybody
// can write such a field; only the topmost one, with the authserv-id of the provider whose mailbox the mail came from,
// may be believed (§7.1).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tlsrpt {

struct AuthenticationResults
{
    struct Dkim
    {
        std::string result; ///< "pass", "fail", …, lower case
        std::string domain; ///< header.d, else the domain of header.i, lower case
    };
    std::string authservId; ///< lower case
    std::vector<Dkim> dkim;
};

AuthenticationResults authenticationResults(std::string_view fieldValue);

} // namespace tlsrpt
