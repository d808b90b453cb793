// SPDX-License-Identifier: GPL-3.0-or-later
// Certificates made on the spot, good and bad, so that no test depends on files that expire. A recipe says what differs
// from an ordinary leaf; without an issuer the certificate signs itself.
//
//     const auto ca = fixture::authority(u"Test CA"_qs);
//     const auto leaf = fixture::leaf({u"mx.example.test"_qs}, ca);
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QFile>
#include <QList>
#include <QString>
#include <QStringList>
#include <memory>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

namespace fixture {

struct CertificateRecipe
{
    QString commonName = {};
    QStringList dnsNames = {};          ///< subjectAltName; none: no extension
    QList<QByteArray> rawDnsNames = {}; ///< the same, any bytes
    QDateTime notBefore = QDateTime::currentDateTimeUtc().addDays(-1);
    QDateTime notAfter = QDateTime::currentDateTimeUtc().addDays(30);
    QByteArray key = "P-256";            ///< "P-256", "P-384", "ED25519", "RSA-1024", "RSA-2048", …
    const EVP_MD *digest = EVP_sha256(); ///< of the issuer's signature; ignored with ED25519
    bool isCa = false;
    QByteArray extendedKeyUsage = {}; ///< as in openssl.cnf: "serverAuth,clientAuth"
    QByteArray nameConstraints;       ///< as in openssl.cnf: "critical,permitted;DNS:example.test"
    qint64 serial = 0;                ///< 0: the next number
};

struct Certificate
{
    std::shared_ptr<X509> x509;
    std::shared_ptr<EVP_PKEY> key;

    bool isNull() const { return !x509; }
    QByteArray der() const
    {
        unsigned char *bytes = nullptr;
        const int size = i2d_X509(x509.get(), &bytes);
        const QByteArray out(reinterpret_cast<const char *>(bytes), size);
        OPENSSL_free(bytes);
        return out;
    }
    QByteArray pem() const
    {
        return "-----BEGIN CERTIFICATE-----\n" + wrapped(der().toBase64()) + "-----END CERTIFICATE-----\n";
    }
    bool writePem(const QString &path) const
    {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(pem()) > 0;
    }

private:
    static QByteArray wrapped(const QByteArray &base64)
    {
        QByteArray out;
        for (qsizetype i = 0; i < base64.size(); i += 64)
            out += base64.mid(i, 64) + '\n';
        return out;
    }
};

namespace detail {

inline EVP_PKEY *makeKey(const QByteArray &kind)
{
    if (kind.startsWith("RSA-"))
        return EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", size_t(kind.mid(4).toUInt()));
    if (kind == "ED25519")
        return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    return EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", kind.constData());
}

inline void addExtension(X509 *certificate, X509 *issuer, int nid, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_nconf_nid(nullptr, &context, nid, value.constData());
    Q_ASSERT(extension);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

inline void addNames(X509 *certificate, const CertificateRecipe &recipe)
{
    GENERAL_NAMES *names = GENERAL_NAMES_new();
    QList<QByteArray> all = recipe.rawDnsNames;
    for (const QString &name : recipe.dnsNames)
        all += name.toLatin1();
    for (const QByteArray &name : std::as_const(all)) {
        ASN1_IA5STRING *text = ASN1_IA5STRING_new();
        ASN1_STRING_set(text, name.constData(), int(name.size()));
        GENERAL_NAME *entry = GENERAL_NAME_new();
        GENERAL_NAME_set0_value(entry, GEN_DNS, text);
        sk_GENERAL_NAME_push(names, entry);
    }
    if (!all.isEmpty())
        X509_add1_ext_i2d(certificate, NID_subject_alt_name, names, 0, 0);
    GENERAL_NAMES_free(names);
}

inline void setSubject(X509 *certificate, const QString &commonName)
{
    const QByteArray utf8 = commonName.toUtf8();
    X509_NAME *name = X509_NAME_new();
    if (!utf8.isEmpty())
        X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8,
                                   reinterpret_cast<const unsigned char *>(utf8.constData()), int(utf8.size()), -1, 0);
    X509_set_subject_name(certificate, name);
    X509_NAME_free(name);
}

inline void setDates(X509 *certificate, const CertificateRecipe &recipe)
{
    ASN1_TIME *time = ASN1_TIME_set(nullptr, time_t(recipe.notBefore.toSecsSinceEpoch()));
    X509_set1_notBefore(certificate, time);
    ASN1_TIME_free(time);
    time = ASN1_TIME_set(nullptr, time_t(recipe.notAfter.toSecsSinceEpoch()));
    X509_set1_notAfter(certificate, time);
    ASN1_TIME_free(time);
}

} // namespace detail

/// `issuer` null: self-signed.
inline Certificate make(const CertificateRecipe &recipe, const Certificate &issuer = {})
{
    static qint64 nextSerial = 1000;
    Certificate made{std::shared_ptr<X509>(X509_new(), X509_free),
                     std::shared_ptr<EVP_PKEY>(detail::makeKey(recipe.key), EVP_PKEY_free)};
    Q_ASSERT(made.key);
    X509 *x509 = made.x509.get();
    const Certificate &signer = issuer.isNull() ? made : issuer;
    X509_set_version(x509, X509_VERSION_3);
    ASN1_INTEGER_set_int64(X509_get_serialNumber(x509), recipe.serial ? recipe.serial : ++nextSerial);
    detail::setSubject(x509, recipe.commonName);
    detail::setDates(x509, recipe);
    X509_set_pubkey(x509, made.key.get());
    X509_set_issuer_name(x509, X509_get_subject_name(signer.x509.get()));
    detail::addExtension(x509, signer.x509.get(), NID_subject_key_identifier, "hash");
    detail::addExtension(x509, signer.x509.get(), NID_authority_key_identifier, "keyid:always");
    if (recipe.isCa) {
        detail::addExtension(x509, signer.x509.get(), NID_basic_constraints, "critical,CA:TRUE");
        detail::addExtension(x509, signer.x509.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    }
    if (!recipe.extendedKeyUsage.isEmpty())
        detail::addExtension(x509, signer.x509.get(), NID_ext_key_usage, recipe.extendedKeyUsage);
    if (!recipe.nameConstraints.isEmpty())
        detail::addExtension(x509, signer.x509.get(), NID_name_constraints, recipe.nameConstraints);
    detail::addNames(x509, recipe);
    const bool plain = EVP_PKEY_get_base_id(signer.key.get()) == EVP_PKEY_ED25519;
    X509_sign(x509, signer.key.get(), plain ? nullptr : recipe.digest);
    return made;
}

inline Certificate authority(const QString &name, const Certificate &issuer = {})
{
    CertificateRecipe recipe;
    recipe.commonName = name;
    recipe.isCa = true;
    return make(recipe, issuer);
}

/// A good server certificate for `names`.
inline Certificate leaf(const QStringList &names, const Certificate &issuer)
{
    CertificateRecipe recipe;
    recipe.commonName = names.value(0);
    recipe.dnsNames = names;
    recipe.extendedKeyUsage = "serverAuth";
    return make(recipe, issuer);
}

} // namespace fixture
