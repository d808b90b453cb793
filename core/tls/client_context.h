// SPDX-License-Identifier: GPL-3.0-or-later
// How every handshake of a probe is set up: nothing is refused that can be looked at. Weak keys and old protocols are
// let through (security level 0) so that they can be named, and the verification of the chain writes every fault down
// instead of stopping at the first.
#pragma once

#include "facts/certificate_facts.h"

typedef struct ssl_ctx_st SSL_CTX;
typedef struct ssl_st SSL;

namespace tls {

/// What OpenSSL tells while it shakes hands. One for each SSL, attached with observe(), outliving it.
struct HandshakeNotes
{
    QList<facts::VerifyError> verifyErrors; ///< in the order found, each once
    bool verified = false;                  ///< a chain was received and judged
    int alert = -1;                         ///< description of the last alert received, close_notify apart
};

/// A client context without authorities; null when memory is exhausted.
SSL_CTX *makeClientContext();
void observe(SSL *ssl, HandshakeNotes *notes);

} // namespace tls
