// SPDX-License-Identifier: GPL-3.0-or-later
#include "tls/certificate.h"

#include "base/limits.h"

#include <algorithm>
#include <memory>
#include <openssl/err.h>
#include <openssl/sha.h>
#include <openssl/x509v3.h>

namespace tls {
namespace {

constexpr int nameTextBytes = 2048; ///< of a subject or issuer, as text
constexpr int serialDigits = 256;   ///< RFC 5280 §4.1.2.2 says 40

template <auto function>
struct Free
{
    template <class T>
    void operator()(T *object) const
    {
        function(object);
    }
};
using X509Ptr = std::unique_ptr<X509, Free<X509_free>>;
using BioPtr = std::unique_ptr<BIO, Free<BIO_free_all>>;

X509Ptr parse(const QByteArray &der)
{
    if (der.size() > limits::certificateBytes)
        return nullptr;
    const auto *bytes = reinterpret_cast<const unsigned char *>(der.constData());
    return X509Ptr(d2i_X509(nullptr, &bytes, long(der.size())));
}

/// `encode` is an i2d function bound to its object.
template <class Encode>
QByteArray encoded(Encode encode)
{
    unsigned char *bytes = nullptr;
    const int size = encode(&bytes);
    QByteArray out = size > 0 ? QByteArray(reinterpret_cast<const char *>(bytes), size) : QByteArray();
    OPENSSL_free(bytes);
    return out;
}

QByteArray sha256(const QByteArray &bytes)
{
    QByteArray digest(SHA256_DIGEST_LENGTH, Qt::Uninitialized);
    SHA256(reinterpret_cast<const unsigned char *>(bytes.constData()), size_t(bytes.size()),
           reinterpret_cast<unsigned char *>(digest.data()));
    return digest;
}

QString nameText(const X509_NAME *name)
{
    const BioPtr bio(BIO_new(BIO_s_mem()));
    constexpr unsigned long flags = XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
    if (!bio || !name || X509_NAME_print_ex(bio.get(), name, 0, flags) < 0)
        return {};
    char *text = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &text);
    return QString::fromUtf8(text, std::clamp<qsizetype>(size, 0, nameTextBytes));
}

QString serialText(const X509 *certificate)
{
    BIGNUM *number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr);
    char *digits = number ? BN_bn2hex(number) : nullptr;
    QString text = QString::fromLatin1(digits ? digits : "").toLower().left(serialDigits);
    OPENSSL_free(digits);
    BN_free(number);
    return text;
}

/// A dNSName may hold any byte, NUL too. Whatever no host name can hold is escaped, so that the text can neither be cut
/// short nor equal a real name.
QString dnsNameText(const ASN1_STRING *name)
{
    const unsigned char *bytes = ASN1_STRING_get0_data(name);
    QString text;
    for (int i = 0; i < ASN1_STRING_length(name); ++i) {
        const unsigned char byte = bytes[i];
        if (byte > 0x20 && byte < 0x7f && byte != '\\')
            text += QChar::fromLatin1(char(byte)).toLower();
        else
            text += QStringLiteral("\\x%1").arg(byte, 2, 16, QLatin1Char('0'));
    }
    return text;
}

QStringList dnsNames(const X509 *certificate)
{
    QStringList names;
    auto *all = static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
    for (int i = 0; i < sk_GENERAL_NAME_num(all); ++i) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(all, i);
        if (name->type == GEN_DNS)
            names += dnsNameText(name->d.dNSName);
    }
    GENERAL_NAMES_free(all);
    return names;
}

QDateTime dateOf(const ASN1_TIME *time)
{
    tm parts{};
    if (!time || !ASN1_TIME_to_tm(time, &parts))
        return {};
    return QDateTime(QDate(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday),
                     QTime(parts.tm_hour, parts.tm_min, parts.tm_sec), Qt::UTC);
}

QString objectText(const ASN1_OBJECT *object)
{
    const int nid = OBJ_obj2nid(object);
    if (nid != NID_undef)
        return QString::fromLatin1(OBJ_nid2ln(nid));
    char text[128] = "";
    OBJ_obj2txt(text, sizeof text, object, 1);
    return QString::fromLatin1(text);
}

QString curveText(const EVP_PKEY *key)
{
    char group[64] = "";
    if (!EVP_PKEY_get_group_name(key, group, sizeof group, nullptr))
        return {};
    QString name = QString::fromLatin1(group);
    if (name == QLatin1String("prime256v1"))
        return QStringLiteral("P-256");
    if (name == QLatin1String("secp384r1"))
        return QStringLiteral("P-384");
    if (name == QLatin1String("secp521r1"))
        return QStringLiteral("P-521");
    return name;
}

void describeKey(X509 *certificate, facts::CertificateFacts &facts)
{
    X509_PUBKEY *info = X509_get_X509_PUBKEY(certificate);
    facts.spkiSha256 = sha256(encoded([&](unsigned char **out) { return i2d_X509_PUBKEY(info, out); }));
    const EVP_PKEY *key = X509_get0_pubkey(certificate);
    ASN1_OBJECT *algorithm = nullptr;
    X509_PUBKEY_get0_param(&algorithm, nullptr, nullptr, nullptr, info);
    const int type = key ? EVP_PKEY_get_base_id(key) : NID_undef;
    if (type == EVP_PKEY_RSA)
        facts.keyType = QStringLiteral("RSA");
    else if (type == EVP_PKEY_RSA_PSS)
        facts.keyType = QStringLiteral("RSA-PSS");
    else if (type == EVP_PKEY_EC)
        facts.keyType = QStringLiteral("EC %1").arg(curveText(key)).trimmed();
    else
        facts.keyType = objectText(algorithm);
    facts.keyBits = key ? std::max(0, EVP_PKEY_get_bits(key)) : 0;
}

/// No extension, or one that cannot be read, limits nothing here; what verification makes of it is in VerifyError.
bool allowsServers(const X509 *certificate)
{
    auto *usages =
        static_cast<EXTENDED_KEY_USAGE *>(X509_get_ext_d2i(certificate, NID_ext_key_usage, nullptr, nullptr));
    bool allowed = !usages;
    for (int i = 0; i < sk_ASN1_OBJECT_num(usages); ++i) {
        const int usage = OBJ_obj2nid(sk_ASN1_OBJECT_value(usages, i));
        allowed = allowed || usage == NID_server_auth || usage == NID_anyExtendedKeyUsage;
    }
    EXTENDED_KEY_USAGE_free(usages);
    return allowed;
}

} // namespace

facts::CertificateFacts describeCertificate(const QByteArray &der)
{
    const X509Ptr certificate = parse(der);
    facts::CertificateFacts facts = describeCertificate(certificate.get());
    // The bytes as they came count, even where OpenSSL would write them differently.
    facts.sha256 = sha256(der);
    facts.der = der.size() > limits::certificateBytes ? QByteArray() : der;
    ERR_clear_error();
    return facts;
}

facts::CertificateFacts describeCertificate(X509 *certificate)
{
    facts::CertificateFacts facts;
    if (!certificate)
        return facts;
    facts.der = encoded([&](unsigned char **out) { return i2d_X509(certificate, out); });
    facts.sha256 = sha256(facts.der);
    if (facts.der.size() > limits::certificateBytes) {
        facts.der.clear();
        return facts;
    }
    facts.subject = nameText(X509_get_subject_name(certificate));
    facts.issuer = nameText(X509_get_issuer_name(certificate));
    facts.serial = serialText(certificate);
    facts.dnsNames = dnsNames(certificate);
    facts.notBefore = dateOf(X509_get0_notBefore(certificate));
    facts.notAfter = dateOf(X509_get0_notAfter(certificate));
    describeKey(certificate, facts);
    const X509_ALGOR *signature = X509_get0_tbs_sigalg(certificate);
    facts.signatureAlgorithm = signature ? objectText(signature->algorithm) : QString();
    facts.isCa = X509_check_ca(certificate) > 0;
    facts.selfIssued = X509_NAME_cmp(X509_get_subject_name(certificate), X509_get_issuer_name(certificate)) == 0;
    facts.serverAuth = allowsServers(certificate);
    ERR_clear_error();
    return facts;
}

bool matchesHost(const QByteArray &der, const QString &host)
{
    return matchesHost(parse(der).get(), host);
}

bool matchesHost(X509 *certificate, const QString &host)
{
    // OpenSSL takes ".example.org" for "any name below"; nobody is called that.
    const QByteArray name = host.toLatin1();
    if (!certificate || name.isEmpty() || name.startsWith('.') || name.contains('\0'))
        return false;
    constexpr unsigned flags = X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT;
    const bool matches = X509_check_host(certificate, name.constData(), size_t(name.size()), flags, nullptr) == 1;
    ERR_clear_error();
    return matches;
}

} // namespace tls
