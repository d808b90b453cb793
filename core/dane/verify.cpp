// SPDX-License-Identifier: GPL-3.0-or-later
#include "dane/verify.h"

#include "base/domain_name.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <memory>

namespace dane {

namespace {

constexpr int usageTrustAnchor = 2;
constexpr int usageEndEntity = 3;

template <auto free>
struct Free
{
    template <class T>
    void operator()(T *object) const
    {
        free(object);
    }
};
void freeChain(STACK_OF(X509) * chain)
{
    sk_X509_pop_free(chain, X509_free);
}
using Context = std::unique_ptr<SSL_CTX, Free<SSL_CTX_free>>;
using Tls = std::unique_ptr<SSL, Free<SSL_free>>;
using Certificate = std::unique_ptr<X509, Free<X509_free>>;
using Chain = std::unique_ptr<STACK_OF(X509), Free<freeChain>>;
using Store = std::unique_ptr<X509_STORE, Free<X509_STORE_free>>;
using Verification = std::unique_ptr<X509_STORE_CTX, Free<X509_STORE_CTX_free>>;

const unsigned char *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

/// Null for anything that is not exactly one certificate.
Certificate certificateFromDer(const QByteArray &der)
{
    const unsigned char *position = bytesOf(der);
    Certificate certificate(d2i_X509(nullptr, &position, long(der.size())));
    return position == bytesOf(der) + der.size() ? std::move(certificate) : nullptr;
}

/// What usage 2 compares with the certificate. OpenSSL reads a leading dot as "any sub-domain" and an empty name as "no
/// check", so neither may reach it.
QByteArrayList referenceNames(const QStringList &names)
{
    QByteArrayList references;
    for (const QString &name : names) {
        const QString host = base::canonicalHost(name);
        if (!host.isEmpty() && !host.startsWith(u'.') && !host.contains(QChar(u'\0')))
            references += host.toLatin1();
    }
    return references.isEmpty() ? QByteArrayList{"no-reference-name.invalid"} : references;
}

/// A TLS object that never connects: OpenSSL keeps the TLSA records in it.
Tls daneObject(SSL_CTX *context, const QByteArray &name)
{
    Tls tls(SSL_new(context));
    if (!tls || SSL_dane_enable(tls.get(), name.constData()) <= 0)
        return nullptr;
    SSL_dane_set_flags(tls.get(), DANE_FLAG_NO_DANE_EE_NAMECHECKS); // RFC 7672 §3.1.1
    return tls;
}

Context daneContext()
{
    Context context(SSL_CTX_new(TLS_client_method()));
    return context && SSL_CTX_dane_enable(context.get()) > 0 ? std::move(context) : nullptr;
}

bool isByte(int value)
{
    return value >= 0 && value <= 0xff;
}

/// OpenSSL refuses what cannot be compared: unknown selectors and matching types, digests of the wrong length, full
/// data that is no certificate or key.
bool addRecord(SSL *tls, const facts::TlsaRecord &record)
{
    if (record.usage != usageTrustAnchor && record.usage != usageEndEntity) // RFC 7672 §3.1.3
        return false;
    if (!isByte(record.selector) || !isByte(record.matchingType))
        return false;
    return SSL_dane_tlsa_add(tls, uint8_t(record.usage), uint8_t(record.selector), uint8_t(record.matchingType),
                             bytesOf(record.data), size_t(record.data.size())) > 0;
}

/// Intermediates that cannot be read are left out: what they would have proved is missing then.
Chain untrustedChain(const QList<facts::CertificateFacts> &chain)
{
    Chain untrusted(sk_X509_new_null());
    for (const facts::CertificateFacts &facts : chain.mid(1))
        if (Certificate certificate = certificateFromDer(facts.der); certificate && untrusted)
            if (sk_X509_push(untrusted.get(), certificate.get()) > 0)
                certificate.release();
    return untrusted;
}

bool setParameters(X509_STORE_CTX *verification, const QByteArrayList &names, const QDateTime &now)
{
    X509_STORE_CTX_set_default(verification, "ssl_server");
    X509_VERIFY_PARAM *parameters = X509_STORE_CTX_get0_param(verification);
    X509_VERIFY_PARAM_set_time(parameters, time_t(now.toSecsSinceEpoch()));
    X509_VERIFY_PARAM_set_hostflags(parameters, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    return std::all_of(names.begin(), names.end(), [&](const QByteArray &name) {
        return X509_VERIFY_PARAM_add1_host(parameters, name.constData(), size_t(name.size())) > 0;
    });
}

int indexOfMatch(SSL *tls, const QList<facts::TlsaRecord> &records)
{
    uint8_t usage = 0, selector = 0, matchingType = 0;
    const unsigned char *data = nullptr;
    size_t size = 0;
    if (SSL_get0_dane_tlsa(tls, &usage, &selector, &matchingType, &data, &size) < 0)
        return -1;
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    return int(records.indexOf(facts::TlsaRecord{usage, selector, matchingType, bytes}));
}

Verdict mismatch(Verdict verdict, const QString &error)
{
    verdict.outcome = Outcome::Mismatch;
    verdict.error = error;
    return verdict;
}

Verdict judge(SSL *tls, const QList<facts::CertificateFacts> &chain, const QList<facts::TlsaRecord> &records,
              const QByteArrayList &names, const QDateTime &now, Verdict verdict)
{
    const Certificate leaf = chain.isEmpty() ? nullptr : certificateFromDer(chain.first().der);
    if (!leaf)
        return mismatch(std::move(verdict), QStringLiteral("no readable server certificate"));
    const Chain untrusted = untrustedChain(chain);
    const Store noAuthorities(X509_STORE_new()); // only the TLSA records give trust
    const Verification verification(X509_STORE_CTX_new());
    if (!untrusted || !noAuthorities || !verification ||
        X509_STORE_CTX_init(verification.get(), noAuthorities.get(), leaf.get(), untrusted.get()) <= 0 ||
        !setParameters(verification.get(), names, now))
        return mismatch(std::move(verdict), QStringLiteral("out of memory"));
    X509_STORE_CTX_set0_dane(verification.get(), SSL_get0_dane(tls));
    const bool verified = X509_verify_cert(verification.get()) > 0;
    verdict.matchedDepth = verified ? SSL_get0_dane_authority(tls, nullptr, nullptr) : -1;
    if (verdict.matchedDepth < 0) {
        const int code = X509_STORE_CTX_get_error(verification.get());
        return mismatch(std::move(verdict), QString::fromUtf8(X509_verify_cert_error_string(code)));
    }
    verdict.outcome = Outcome::Match;
    verdict.matchedRecord = indexOfMatch(tls, records);
    return verdict;
}

} // namespace

// Without a DNS-ID in the certificate OpenSSL compares the common name, as the senders that use it (Postfix, Exim) do.
Verdict verify(const QList<facts::CertificateFacts> &chain, const QList<facts::TlsaRecord> &records,
               const QStringList &names, const QDateTime &now)
{
    Verdict verdict;
    if (records.isEmpty())
        return verdict;
    ERR_set_mark();
    const QByteArrayList references = referenceNames(names);
    const Context context = daneContext();
    const Tls tls = context ? daneObject(context.get(), references.first()) : nullptr;
    if (tls) {
        for (int i = 0; i < records.size(); ++i)
            if (!addRecord(tls.get(), records[i]))
                verdict.unusable += i;
        verdict = verdict.unusable.size() == records.size()
                      ? Verdict{Outcome::AllUnusable, -1, -1, verdict.unusable, {}}
                      : judge(tls.get(), chain, records, references, now, verdict);
    } else {
        verdict = mismatch(verdict, QStringLiteral("OpenSSL has no DANE here"));
    }
    ERR_pop_to_mark();
    return verdict;
}

} // namespace dane
