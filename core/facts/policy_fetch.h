// SPDX-License-Identifier: GPL-3.0-or-later
// One GET of https://mta-sts.<domain>/.well-known/mta-sts.txt from one address (RFC 8461 §3.3). Redirects are written
// down and never followed; a bad certificate does not stop the look, it is a fact beside it.
#pragma once

#include "base/ip_address.h"
#include "facts/certificate_facts.h"
#include "facts/enums.h"

#include <optional>

namespace facts {

struct HttpHeader
{
    QString name, value; ///< as received, untrusted
    bool operator==(const HttpHeader &) const = default;
};

/// What a second request with a browser's User-Agent got, when the first was refused (bot protection).
struct BrowserRetry
{
    int httpStatus = 0;
    QString contentType;
    bool looksLikePolicy = false; ///< the body begins with "version:"
    bool operator==(const BrowserRetry &) const = default;
};

struct PolicyFetch
{
    base::IpAddress address;
    int port = 443;
    QString url;
    FetchStage reached = FetchStage::NotStarted;
    Cause cause = Cause::None; ///< why it stopped at `reached`; None when Done
    QString error;             ///< the system's or library's words, untrusted
    TlsFacts tls;
    int httpStatus = 0;
    QList<HttpHeader> headers;   ///< in order
    QByteArray body;             ///< decoded from chunks, at most limits::policyBytes + 1
    bool bodyTooLong = false;    ///< more than limits::policyBytes came or was announced
    bool bodyIncomplete = false; ///< closed before Content-Length or the last chunk
    std::optional<BrowserRetry> browserRetry;
    qint64 connectMs = 0, totalMs = 0;

    QString header(QLatin1String name) const; ///< first of that name, any case; empty when absent
    bool complete() const { return reached == FetchStage::Done && cause == Cause::None; }
    bool operator==(const PolicyFetch &) const = default;
};

} // namespace facts
