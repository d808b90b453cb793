// SPDX-License-Identifier: GPL-3.0-or-later
// What Cloudflare's API says of a call that failed: a list "errors" with numbers and words, the first of which counts.
#pragma once

#include "io/providers/http_api.h"

#include <QJsonDocument>

#include <span>

namespace io {

struct CloudflareCode
{
    int number;
    const char *code; ///< of ProviderError
};

/// `codes` are the numbers that mean something to the caller alone; those about the token are known here, and the HTTP
/// status decides for the rest. `token` does not come out in the words.
ProviderError cloudflareError(const HttpReply &reply, const QJsonDocument &document, const Secret &token,
                              std::span<const CloudflareCode> codes);

} // namespace io
