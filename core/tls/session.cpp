// SPDX-License-Identifier: GPL-3.0-or-later
#include "tls/session.h"

#include "base/limits.h"
#include "tls/certificate.h"
#include "tls/client_context.h"

#include <QElapsedTimer>
#include <algorithm>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace tls {
namespace {

QString reasonText()
{
    const unsigned long code = ERR_peek_last_error();
    const char *reason = code ? ERR_reason_error_string(code) : nullptr;
    return reason ? QString::fromLatin1(reason) : QStringLiteral("TLS error %1").arg(code, 0, 16);
}

/// "x25519", "secp256r1"; empty for a key exchange without a group (RSA).
QString groupName(SSL *ssl)
{
    const long group = SSL_get_negotiated_group(ssl);
    if (group <= 0)
        return {};
#if OPENSSL_VERSION_NUMBER >= 0x30200000L
    const char *name = SSL_get0_group_name(ssl);
#else
    const char *name = SSL_group_to_name(ssl, int(group));
#endif
    return name ? QString::fromLatin1(name) : QStringLiteral("0x%1").arg(group & 0xffff, 4, 16, QLatin1Char('0'));
}

/// "RSA-PSS-SHA256", "ECDSA-SHA384", "ED25519".
QString peerSignatureName(SSL *ssl)
{
    int type = NID_undef;
    int digest = NID_undef;
    if (!SSL_get_peer_signature_type_nid(ssl, &type))
        return {};
    QString name = QString::fromLatin1(OBJ_nid2sn(type));
    if (type == EVP_PKEY_RSA)
        name = QStringLiteral("RSA");
    else if (type == EVP_PKEY_RSA_PSS)
        name = QStringLiteral("RSA-PSS");
    else if (type == EVP_PKEY_EC)
        name = QStringLiteral("ECDSA");
    if (SSL_get_peer_signature_nid(ssl, &digest) && digest != NID_undef)
        name += u'-' + QString::fromLatin1(OBJ_nid2sn(digest));
    return name;
}

QString cipherName(const SSL *ssl)
{
    const SSL_CIPHER *cipher = SSL_get_current_cipher(ssl);
    const char *name = cipher ? SSL_CIPHER_standard_name(cipher) : nullptr;
    if (!name || !*name)
        name = cipher ? SSL_CIPHER_get_name(cipher) : "";
    return QString::fromLatin1(name);
}

} // namespace

struct Session::Private
{
    HandshakeNotes notes;
    SSL *ssl = nullptr;
    BIO *incoming = nullptr; ///< owned by ssl, like the next
    BIO *outgoing = nullptr;
    facts::TlsFacts seen;
    QByteArray plain;
    QElapsedTimer clock;
    std::shared_ptr<const TrustStore> trust; ///< the context outlives the session
    bool running = false;                    ///< the handshake
    bool failed = false;
    bool closedByPeer = false;

    void configure(const ClientOptions &options);
    void shakeHands();
    void readPlain();
    void endHandshake(facts::TlsOutcome outcome);
    void fail(int result);
    void describePeer();
};

void Session::Private::configure(const ClientOptions &options)
{
    trust = options.trust;
    seen.referenceName = options.host;
    SSL_CTX *context = trust ? trust->context() : nullptr;
    ssl = context ? SSL_new(context) : nullptr;
    if (!ssl)
        return;
    incoming = BIO_new(BIO_s_mem());
    outgoing = BIO_new(BIO_s_mem());
    SSL_set_bio(ssl, incoming, outgoing);
    SSL_set_connect_state(ssl);
    SSL_set_min_proto_version(ssl, options.minProtocol);
    SSL_set_max_proto_version(ssl, options.maxProtocol);
    SSL_set_tlsext_status_type(ssl, TLSEXT_STATUSTYPE_ocsp);
    if (QByteArray name = options.host.toLatin1(); !name.isEmpty()) // the macro for this has an old-style cast
        SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
    if (!options.alpn.isEmpty() && options.alpn.size() < 256) {
        const QByteArray list = char(options.alpn.size()) + options.alpn;
        SSL_set_alpn_protos(ssl, reinterpret_cast<const unsigned char *>(list.constData()), unsigned(list.size()));
    }
    observe(ssl, &notes);
}

void Session::Private::shakeHands()
{
    ERR_clear_error();
    const int result = SSL_do_handshake(ssl);
    if (result == 1) {
        endHandshake(facts::TlsOutcome::Established);
        readPlain();
        return;
    }
    const int error = SSL_get_error(ssl, result);
    if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE)
        fail(result);
}

void Session::Private::readPlain()
{
    char buffer[16 * 1024];
    while (!failed && !closedByPeer) {
        ERR_clear_error();
        const int size = SSL_read(ssl, buffer, sizeof buffer);
        if (size > 0) {
            plain.append(buffer, size);
            continue;
        }
        const int error = SSL_get_error(ssl, size);
        if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE)
            return;
        fail(size);
    }
}

void Session::Private::fail(int result)
{
    const bool orderly = SSL_get_error(ssl, result) == SSL_ERROR_ZERO_RETURN;
    closedByPeer = orderly;
    failed = !orderly;
    if (failed)
        seen.error = reasonText();
    if (running)
        endHandshake(orderly ? facts::TlsOutcome::Closed : facts::TlsOutcome::Failed);
    ERR_clear_error();
}

void Session::Private::endHandshake(facts::TlsOutcome outcome)
{
    running = false;
    seen.outcome = outcome;
    seen.handshakeMs = clock.elapsed();
    describePeer();
}

void Session::Private::describePeer()
{
    const STACK_OF(X509) *chain = SSL_get_peer_cert_chain(ssl);
    for (int i = 0; i < std::min(sk_X509_num(chain), limits::chainCertificates); ++i)
        seen.chain += describeCertificate(sk_X509_value(chain, i));
    seen.nameMatches = chain && matchesHost(sk_X509_value(chain, 0), seen.referenceName);
    seen.verifyErrors = notes.verifyErrors;
    if (seen.outcome != facts::TlsOutcome::Established)
        return;
    seen.protocol = QString::fromLatin1(SSL_get_version(ssl));
    seen.cipher = cipherName(ssl);
    seen.keyExchange = groupName(ssl);
    seen.peerSignature = peerSignatureName(ssl);
    const unsigned char *staple = nullptr;
    seen.ocspStapled = SSL_get_tlsext_status_ocsp_resp(ssl, &staple) > 0;
    // A server without a certificate (anonymous key exchange) proves nothing; an empty list of faults would call it
    // trusted.
    if (!notes.verified && seen.verifyErrors.isEmpty())
        seen.verifyErrors.append({0, X509_V_ERR_UNSPECIFIED, QStringLiteral("no certificate")});
}

Session::Session(const ClientOptions &options) : d(std::make_unique<Private>())
{
    d->configure(options);
    ERR_clear_error();
}

Session::~Session()
{
    SSL_free(d->ssl);
}

void Session::start()
{
    d->clock.start();
    if (!d->ssl) {
        d->failed = true;
        d->seen.outcome = facts::TlsOutcome::Failed;
        d->seen.error = QStringLiteral("TLS is not available");
        return;
    }
    d->running = true;
    d->shakeHands();
}

void Session::receive(const QByteArray &ciphertext)
{
    if (!d->ssl || d->failed || d->closedByPeer || ciphertext.isEmpty())
        return;
    BIO_write(d->incoming, ciphertext.constData(), int(ciphertext.size()));
    if (d->running)
        d->shakeHands();
    else if (established())
        d->readPlain();
}

QByteArray Session::takeOutgoing()
{
    char *bytes = nullptr;
    const long size = d->ssl ? BIO_get_mem_data(d->outgoing, &bytes) : 0;
    if (size <= 0)
        return {};
    QByteArray out(bytes, size);
    BIO_reset(d->outgoing);
    return out;
}

QByteArray Session::takePlain()
{
    return std::exchange(d->plain, {});
}

void Session::write(const QByteArray &plain)
{
    if (!established() || d->failed || plain.isEmpty())
        return;
    ERR_clear_error();
    const int result = SSL_write(d->ssl, plain.constData(), int(plain.size()));
    if (result <= 0)
        d->fail(result);
}

void Session::shutdown()
{
    if (established() && !d->failed)
        SSL_shutdown(d->ssl);
    ERR_clear_error();
}

void Session::abandon(facts::TlsOutcome why)
{
    if (d->running)
        d->endHandshake(why);
}

bool Session::established() const
{
    return d->seen.established();
}

bool Session::failed() const
{
    return d->failed;
}

bool Session::closedByPeer() const
{
    return d->closedByPeer;
}

facts::TlsFacts Session::facts() const
{
    facts::TlsFacts facts = d->seen;
    facts.alert = d->notes.alert;
    return facts;
}

} // namespace tls
