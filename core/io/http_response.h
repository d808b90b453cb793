// SPDX-License-Identifier: GPL-3.0-or-later
// One HTTP/1.1 response without a socket (RFC 9112): bytes go in, status, headers and body come out, within the bounds
// of limits.h whatever the server sends. Interim responses (1xx) are passed over, chunks are joined, content codings
// are left as they are (none was asked for). Lines that end in LF alone are read, as §2.2 allows.
#pragma once

#include "facts/enums.h"
#include "facts/policy_fetch.h"

#include <memory>

namespace io {

class HttpResponse
{
public:
    enum class State {
        Head, ///< no complete header yet
        Body,
        Done,   ///< complete: by length, by the last chunk, or by the end of the connection
        Failed, ///< see cause()
    };

    HttpResponse();
    ~HttpResponse();
    HttpResponse(const HttpResponse &) = delete;
    HttpResponse &operator=(const HttpResponse &) = delete;

    void receive(const QByteArray &bytes);
    void closed(); ///< the connection ended in order: completes a body without a length

    State state() const;
    bool isOver() const { return state() == State::Done || state() == State::Failed; }
    /// Of a failure: ProtocolViolation, TooLong (header, chunk line or body), ClosedByPeer.
    facts::Cause cause() const;
    QString error() const;                           ///< what exactly, untrusted
    bool endsWithConnection() const;                 ///< neither length nor chunks: only the close tells the end
    int status() const;                              ///< 0 before the header is complete
    const QList<facts::HttpHeader> &headers() const; ///< in order, as received (Latin-1)
    const QByteArray &body() const;                  ///< at most limits::policyBytes + 1
    bool bodyTooLong() const;                        ///< more than limits::policyBytes came or was announced
    bool bodyIncomplete() const;                     ///< closed before the announced end

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace io
