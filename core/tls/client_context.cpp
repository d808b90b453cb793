// SPDX-License-Identifier: GPL-3.0-or-later
#include "tls/client_context.h"

#include <algorithm>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

namespace tls {
namespace {

/// Chains are judged at OpenSSL's default level (80 bits: no SHA-1 or MD5 signatures, no RSA below 1024), although the
/// handshake is not: what every sender refuses in a chain is a fault, not a matter of taste.
constexpr int chainSecurityLevel = 1;

HandshakeNotes *notesOf(const SSL *ssl)
{
    return static_cast<HandshakeNotes *>(SSL_get_app_data(ssl));
}

HandshakeNotes *notesOf(X509_STORE_CTX *context)
{
    const auto *ssl =
        static_cast<const SSL *>(X509_STORE_CTX_get_ex_data(context, SSL_get_ex_data_X509_STORE_CTX_idx()));
    return ssl ? notesOf(ssl) : nullptr;
}

int noteFault(int ok, X509_STORE_CTX *context)
{
    HandshakeNotes *notes = notesOf(context);
    if (ok || !notes)
        return 1;
    const int code = X509_STORE_CTX_get_error(context);
    const facts::VerifyError fault{X509_STORE_CTX_get_error_depth(context), code,
                                   QString::fromLatin1(X509_verify_cert_error_string(code))};
    if (!notes->verifyErrors.contains(fault))
        notes->verifyErrors.append(fault);
    return 1;
}

/// Replaces OpenSSL's own verification in the handshake; saying yes to everything lets the handshake go on.
int judgeChain(X509_STORE_CTX *context, void *)
{
    X509_VERIFY_PARAM *parameters = X509_STORE_CTX_get0_param(context);
    X509_VERIFY_PARAM_set_auth_level(parameters, chainSecurityLevel);
    X509_STORE_CTX_set_verify_cb(context, noteFault);
    const int result = X509_verify_cert(context);
    HandshakeNotes *notes = notesOf(context);
    if (!notes)
        return 1;
    notes->verified = true;
    // Internal failures end the verification without a call of noteFault; they must not pass for trust.
    const int code = X509_STORE_CTX_get_error(context);
    if (result <= 0 && notes->verifyErrors.isEmpty())
        notes->verifyErrors.append({0, code, QString::fromLatin1(X509_verify_cert_error_string(code))});
    return 1;
}

void noteAlert(const SSL *ssl, int where, int value)
{
    if (where & SSL_CB_ALERT && where & SSL_CB_READ && (value & 0xff) != SSL_AD_CLOSE_NOTIFY)
        if (HandshakeNotes *notes = notesOf(ssl))
            notes->alert = value & 0xff;
}

} // namespace

SSL_CTX *makeClientContext()
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    if (!context)
        return nullptr;
    SSL_CTX_set_security_level(context, 0);
    SSL_CTX_set_cipher_list(context, "DEFAULT@SECLEVEL=0"); // the system's openssl.cnf may have asked for less
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    // Servers without RFC 5746 are looked at too; a client that never renegotiates is safe with them.
    SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_LEGACY_SERVER_CONNECT);
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nullptr);
    SSL_CTX_set_cert_verify_callback(context, judgeChain, nullptr);
    SSL_CTX_set_info_callback(context, noteAlert);
    return context;
}

void observe(SSL *ssl, HandshakeNotes *notes)
{
    SSL_set_app_data(ssl, notes);
}

} // namespace tls
