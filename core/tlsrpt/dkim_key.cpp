// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsrpt/dkim_key.h"

#include "tlsrpt/dkim_tags.h"
#include "tlsrpt/mail_fields.h"
#include "tlsrpt/transfer_encoding.h"

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <algorithm>
#include <memory>

namespace tlsrpt {
namespace {

constexpr int leastRsaBits = 1024; // RFC 8301 §3.2

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

const unsigned char *bytesOf(const QByteArray &bytes)
{
    return static_cast<const unsigned char *>(static_cast<const void *>(bytes.constData()));
}

bool listHas(const std::vector<DkimTag> &tags, std::string_view tag, std::initializer_list<std::string_view> any)
{
    const auto text = tagValue(tags, tag);
    const std::vector<std::string> list = text ? colonList(*text) : std::vector<std::string>();
    return std::ranges::any_of(any, [&](std::string_view word) { return std::ranges::find(list, word) != list.end(); });
}

/// RFC 6376 asks for a SubjectPublicKeyInfo; some publish the bare RSAPublicKey of its first draft.
Key rsaKey(const QByteArray &der)
{
    const unsigned char *at = bytesOf(der);
    Key key(d2i_PUBKEY(nullptr, &at, long(der.size())), &EVP_PKEY_free);
    if (!key) {
        at = bytesOf(der);
        key.reset(d2i_PublicKey(EVP_PKEY_RSA, nullptr, &at, long(der.size())));
    }
    if (key && EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA)
        key.reset();
    return key;
}

Key publicKey(DkimAlgorithm algorithm, const QByteArray &bytes)
{
    if (algorithm == DkimAlgorithm::RsaSha256)
        return rsaKey(bytes);
    return Key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytesOf(bytes), std::size_t(bytes.size())),
               &EVP_PKEY_free);
}

bool rsaVerifies(EVP_PKEY *key, const DkimSignature &s)
{
    const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(EVP_PKEY_CTX_new(key, nullptr),
                                                                              &EVP_PKEY_CTX_free);
    return context && EVP_PKEY_verify_init(context.get()) == 1 &&
           EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1 &&
           EVP_PKEY_CTX_set_signature_md(context.get(), EVP_sha256()) == 1 &&
           EVP_PKEY_verify(context.get(), bytesOf(s.signature), std::size_t(s.signature.size()),
                           bytesOf(s.headerDigest), std::size_t(s.headerDigest.size())) == 1;
}

/// RFC 8463 §3: Ed25519 signs the SHA-256 of the header as its message.
bool ed25519Verifies(EVP_PKEY *key, const DkimSignature &s)
{
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    return context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key) == 1 &&
           EVP_DigestVerify(context.get(), bytesOf(s.signature), std::size_t(s.signature.size()),
                            bytesOf(s.headerDigest), std::size_t(s.headerDigest.size())) == 1;
}

/// What the record's other tags forbid (§6.1.2).
DkimFault forbidden(const DkimSignature &s, const std::vector<DkimTag> &tags)
{
    const std::string type = lowerCase(tagValue(tags, "k").value_or("rsa"));
    if (type != (s.algorithm == DkimAlgorithm::RsaSha256 ? "rsa" : "ed25519"))
        return DkimFault::KeyOfOtherType;
    if (tagValue(tags, "h") && !listHas(tags, "h", {"sha256"}))
        return DkimFault::KeyOfOtherType;
    if (tagValue(tags, "s") && !listHas(tags, "s", {"*", "email", "tlsrpt"}))
        return DkimFault::KeyRefused;
    if (listHas(tags, "t", {"s"}) && s.identityDomain != s.domain)
        return DkimFault::Identity;
    return DkimFault::None;
}

} // namespace

DkimCheck checkWithKey(const DkimSignature &s, std::string_view record)
{
    DkimCheck check;
    const auto tags = dkimTags(record);
    if (!tags || tagValue(*tags, "v").value_or("DKIM1") != "DKIM1" || !tagValue(*tags, "p")) {
        check.fault = DkimFault::KeyMalformed;
        return check;
    }
    check.namesTlsrpt = listHas(*tags, "s", {"tlsrpt"});
    check.testing = listHas(*tags, "t", {"y"});
    const std::string p = withoutBlanks(*tagValue(*tags, "p"));
    check.fault = p.empty() ? DkimFault::KeyRevoked : forbidden(s, *tags);
    if (check.fault != DkimFault::None)
        return check;
    const Key key = publicKey(s.algorithm, decoded(p, TransferEncoding::Base64));
    if (!key) {
        check.fault = DkimFault::KeyMalformed;
        return check;
    }
    check.keyBits = EVP_PKEY_get_bits(key.get());
    const bool rsa = s.algorithm == DkimAlgorithm::RsaSha256;
    if (rsa && check.keyBits < leastRsaBits)
        check.fault = DkimFault::KeyTooShort;
    else if (!(rsa ? rsaVerifies(key.get(), s) : ed25519Verifies(key.get(), s)))
        check.fault = DkimFault::Signature;
    return check;
}

} // namespace tlsrpt
