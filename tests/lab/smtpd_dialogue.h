// SPDX-License-Identifier: GPL-3.0-or-later
// What the lab server says, by behaviour: pure text in, text out, so that the faults can be read in one place. The
// connection (smtpd_connection.h) does the sending, the closing and the handshake that an answer asks for.
#pragma once

#include "smtpd_listener.h"

#include <string>

namespace lab {

/// What follows once the text has been sent.
enum class Then {
    Listen, ///< the next command
    Close,
    Handshake, ///< TLS begins
    Ignore,    ///< the client is not listened to any more
    Jabber,    ///< at the client's next bytes, send garbage and close
    Repeat,    ///< say the same again, for ever
};

struct Answer
{
    std::string text;
    Then then = Then::Listen;
};

Answer greeting(const Listener &listener);
Answer reply(const Listener &listener, const std::string &command, bool overTls);

} // namespace lab
