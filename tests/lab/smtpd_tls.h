// SPDX-License-Identifier: GPL-3.0-or-later
// The certificates that the lab server shows. A client names the host it wants (SNI); the file CERTDIR/NAME.pem, or
// that of the nearest parent name, is the answer. Without a name, or with an unknown one, the client sees the
// listener's fallback, as Google's servers show an invalid certificate without SNI.
#pragma once

#include "smtpd_listener.h"

namespace lab {

class Certificates
{
public:
    explicit Certificates(std::string directory);
    ~Certificates();
    Certificates(const Certificates &) = delete;
    Certificates &operator=(const Certificates &) = delete;

    /// Makes the context of a listener. The listener must not move any more. Ends the program if a file cannot be read.
    void prepare(Listener &listener);

    /// The context for a name, null when no file fits it.
    SSL_CTX *forName(std::string name);

private:
    struct Cache;
    std::string m_directory;
    std::unique_ptr<Cache> m_cache;
};

} // namespace lab
