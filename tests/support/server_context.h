// SPDX-License-Identifier: GPL-3.0-or-later
// OpenSSL's server side as a test wants it: any chain, any protocol, no scruples about weak keys.
#pragma once

#include "certificates.h"

#include <openssl/ssl.h>

namespace fixture {

struct ServerOptions
{
    QList<Certificate> chain = {}; ///< leaf first; only the leaf's key is used
    int minProtocol = 0x0301;
    int maxProtocol = 0;    ///< 0: the newest
    QByteArray staple = {}; ///< OCSP response, any bytes; empty: none
};

class ServerContext
{
public:
    explicit ServerContext(const ServerOptions &options)
        : m_staple(options.staple), m_context(SSL_CTX_new(TLS_server_method()))
    {
        SSL_CTX_set_security_level(m_context, 0);
        SSL_CTX_set_cipher_list(m_context, "DEFAULT@SECLEVEL=0");
        SSL_CTX_set_min_proto_version(m_context, options.minProtocol);
        SSL_CTX_set_max_proto_version(m_context, options.maxProtocol);
        SSL_CTX_set_mode(m_context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
        SSL_CTX_set_alpn_select_cb(m_context, chooseFirst, nullptr);
        // The macro for this has an old-style cast.
        SSL_CTX_callback_ctrl(m_context, SSL_CTRL_SET_TLSEXT_STATUS_REQ_CB, reinterpret_cast<void (*)()>(staple));
        SSL_CTX_set_tlsext_status_arg(m_context, &m_staple);
        for (qsizetype i = 0; i < options.chain.size(); ++i)
            add(options.chain.at(i), i == 0);
    }
    ~ServerContext() { SSL_CTX_free(m_context); }
    ServerContext(const ServerContext &) = delete;
    ServerContext &operator=(const ServerContext &) = delete;

    SSL_CTX *get() const { return m_context; }

private:
    void add(const Certificate &certificate, bool isLeaf)
    {
        if (isLeaf) {
            SSL_CTX_use_certificate(m_context, certificate.x509.get());
            SSL_CTX_use_PrivateKey(m_context, certificate.key.get());
        } else {
            SSL_CTX_ctrl(m_context, SSL_CTRL_CHAIN_CERT, 1, certificate.x509.get());
        }
    }
    static int chooseFirst(SSL *, const unsigned char **out, unsigned char *size, const unsigned char *in, unsigned,
                           void *)
    {
        *out = in + 1;
        *size = in[0];
        return SSL_TLSEXT_ERR_OK;
    }
    static int staple(SSL *ssl, void *bytes)
    {
        const auto *response = static_cast<const QByteArray *>(bytes);
        if (response->isEmpty())
            return SSL_TLSEXT_ERR_NOACK;
        void *copy = OPENSSL_memdup(response->constData(), size_t(response->size()));
        SSL_set_tlsext_status_ocsp_resp(ssl, copy, int(response->size()));
        return SSL_TLSEXT_ERR_OK;
    }

    QByteArray m_staple;
    SSL_CTX *m_context;
};

} // namespace fixture
