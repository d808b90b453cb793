// SPDX-License-Identifier: GPL-3.0-or-later
// One line of the lab server's configuration: an address, a port, and the behaviour that it shows there. Each behaviour
// is one thing that a mail server (or, for Behaviour::RawHttps, a policy host) was seen to do or could do.
#pragma once

#include <memory>
#include <openssl/ssl.h>
#include <string>
#include <vector>

namespace lab {

enum class Behaviour {
    Good,            ///< a proper SMTP server with STARTTLS
    NoStartTls,      ///< does not offer it
    Silent,          ///< accepts the connection and says nothing, ever
    Slow,            ///< greets after `wait` milliseconds
    Drip,            ///< proper, but sends one byte every 10 ms
    Multiline,       ///< a banner and an EHLO reply of 61 lines each
    Reject554,       ///< 554 greeting
    Reject421,       ///< 421 greeting
    CloseAtOnce,     ///< closes before a banner
    NotSmtp,         ///< greets with something that is no SMTP reply
    Binary,          ///< greets with bytes of every value
    EndlessBanner,   ///< continuation lines of a banner for ever
    LongLine,        ///< a banner line of 1 MB
    EhloRejected,    ///< 502 to EHLO, 250 to HELO
    CloseAtEhlo,     ///< closes instead of answering EHLO
    StartTls454,     ///< 454 to STARTTLS
    StartTls501,     ///< 501 to STARTTLS
    CloseAtStartTls, ///< closes instead of answering STARTTLS
    CloseTls,        ///< 220 to STARTTLS, then closes
    StallTls,        ///< 220 to STARTTLS, then nothing
    Garbage,         ///< 220 to STARTTLS, then bytes that are no TLS
    Inject,          ///< more replies behind the 220 in the same segment (CVE-2021-38371)
    CloseAfterTls,   ///< closes as soon as the handshake is done
    RejectAfterTls,  ///< 421 to the EHLO over TLS
    RawHttps,        ///< TLS from the first byte; answers a request with the bytes of `file`
    UdpSink,         ///< a UDP port that never answers
};

struct ContextFree
{
    void operator()(SSL_CTX *context) const { SSL_CTX_free(context); }
};
using Context = std::unique_ptr<SSL_CTX, ContextFree>;

struct Listener
{
    int fd = -1;
    std::string address;
    int port = 25;
    Behaviour behaviour = Behaviour::Good;
    std::string certificate; ///< always this file; empty: by SNI
    std::string fallback;    ///< for a client without SNI, or with a name that is not known
    int minVersion = 0;      ///< TLS versions as OpenSSL numbers them; 0: the library's default
    int maxVersion = 0;
    int waitMs = 0;
    int pace = 0;         ///< bytes sent a tick of the clock; 0: all at once
    bool hold = false;    ///< RawHttps: do not close after the response
    std::string response; ///< RawHttps: what `file` holds
    Context context;
};

/// Reads the configuration: a listener a line, `ADDRESS key=value …`, `#` starts a comment. Ends the program on an
/// error.
std::vector<std::unique_ptr<Listener>> readListeners(const std::string &file);

} // namespace lab
