// SPDX-License-Identifier: GPL-3.0-or-later
// Signs mails for tests (RFC 6376 §5) with keys made on the spot. Its canonicalisation is written another way than the
// verifier's, with regular expressions, so that one mistake is not made twice.
#pragma once

#include <QByteArray>
#include <QCryptographicHash>
#include <QRegularExpression>
#include <QString>

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <memory>

namespace dkim_signer {

using Key = std::shared_ptr<EVP_PKEY>;

inline Key rsaKey(unsigned int bits)
{
    return Key(EVP_RSA_gen(bits), &EVP_PKEY_free);
}

inline Key ed25519Key()
{
    return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"), &EVP_PKEY_free);
}

/// One key a program: making one takes long.
inline Key rsa()
{
    static const Key key = rsaKey(2048);
    return key;
}

inline Key ed25519()
{
    static const Key key = ed25519Key();
    return key;
}

/// The p= of the key record.
inline QByteArray publicPart(const Key &key)
{
    QByteArray bytes;
    if (EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_ED25519) {
        std::size_t size = 32;
        bytes.resize(32);
        EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<unsigned char *>(bytes.data()), &size);
    } else {
        bytes.resize(i2d_PUBKEY(key.get(), nullptr));
        auto *at = reinterpret_cast<unsigned char *>(bytes.data());
        i2d_PUBKEY(key.get(), &at);
    }
    return bytes.toBase64();
}

inline QByteArray keyRecord(const Key &key)
{
    const bool ed25519 = EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_ED25519;
    return QByteArray("v=DKIM1; k=") + (ed25519 ? "ed25519" : "rsa") + "; p=" + publicPart(key);
}

inline QByteArray replaced(const QByteArray &text, const char *pattern, const char *by)
{
    return QString::fromLatin1(text).replace(QRegularExpression(QLatin1String(pattern)), QLatin1String(by)).toLatin1();
}

/// `field` is "Name: value" with CRLF inside folds, without the last CRLF.
inline QByteArray canonicalField(const QByteArray &field, bool relaxed)
{
    if (!relaxed)
        return field;
    const qsizetype colon = field.indexOf(':');
    QByteArray value = replaced(field.mid(colon + 1), "\\r\\n", "");
    value = replaced(replaced(value, "[ \\t]+", " "), "^ | $", "");
    return field.left(colon).trimmed().toLower() + ":" + value;
}

inline QByteArray canonicalBody(QByteArray body, bool relaxed)
{
    if (!body.endsWith("\r\n"))
        body += "\r\n";
    if (relaxed)
        body = replaced(replaced(body, "[ \\t]+\\r\\n", "\r\n"), "[ \\t]+", " ");
    body = replaced(body, "(\\r\\n)+\\z", "\r\n");
    return body == "\r\n" && relaxed ? QByteArray() : body;
}

struct Options
{
    Key key;
    bool relaxedHeader = true, relaxedBody = true;
    QByteArray domain = "sender.example", selector = "s1";
    QByteArrayList signedFields = {"From", "To", "Subject", "TLS-Report-Domain", "TLS-Report-Submitter"};
    QByteArray moreTags = {};  ///< " t=1; x=2;"
    qsizetype length = -1;     ///< l=
    QByteArray algorithm = {}; ///< another word for a=
};

inline QByteArray base64Signature(const Key &key, const QByteArray &text)
{
    const bool ed25519 = EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_ED25519;
    const QByteArray message = ed25519 ? QCryptographicHash::hash(text, QCryptographicHash::Sha256) : text;
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    EVP_DigestSignInit(context.get(), nullptr, ed25519 ? nullptr : EVP_sha256(), nullptr, key.get());
    QByteArray signature(1024, '\0');
    std::size_t size = std::size_t(signature.size());
    EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &size,
                   reinterpret_cast<const unsigned char *>(message.constData()), std::size_t(message.size()));
    return signature.left(qsizetype(size)).toBase64();
}

/// The canonical text of the fields named in h=, each with its CRLF.
inline QByteArray signedText(QByteArrayList fields, const QByteArrayList &names, bool relaxed)
{
    QByteArray text;
    for (const QByteArray &name : names) {
        for (qsizetype i = fields.size() - 1; i >= 0; --i) {
            if (fields[i].left(fields[i].indexOf(':')).trimmed().toLower() != name.toLower())
                continue;
            text += canonicalField(fields.takeAt(i), relaxed) + "\r\n";
            break;
        }
    }
    return text;
}

/// Puts a DKIM-Signature field on top. `fields` are "Name: value" each, top down; the body has CRLF line ends.
inline QByteArray sign(const QByteArrayList &fields, const QByteArray &body, const Options &o)
{
    QByteArray canonical = canonicalBody(body, o.relaxedBody);
    if (o.length >= 0)
        canonical = canonical.left(o.length);
    const bool ed25519 = EVP_PKEY_get_base_id(o.key.get()) == EVP_PKEY_ED25519;
    QByteArray own = "DKIM-Signature: v=1; a=" +
                     (!o.algorithm.isEmpty() ? o.algorithm : QByteArray(ed25519 ? "ed25519-sha256" : "rsa-sha256")) +
                     "; c=" + (o.relaxedHeader ? "relaxed" : "simple") + "/" + (o.relaxedBody ? "relaxed" : "simple") +
                     ";\r\n\td=" + o.domain + "; s=" + o.selector + ";" + o.moreTags +
                     (o.length >= 0 ? " l=" + QByteArray::number(o.length) + ";" : QByteArray()) +
                     "\r\n\th=" + o.signedFields.join(":") +
                     ";\r\n  bh=" + QCryptographicHash::hash(canonical, QCryptographicHash::Sha256).toBase64() +
                     ";\r\n  b=";
    const QByteArray text = signedText(fields, o.signedFields, o.relaxedHeader);
    QByteArray b = base64Signature(o.key, text + canonicalField(own, o.relaxedHeader));
    b.insert(b.size() / 2, "\r\n\t");
    return own + b + "\r\n" + fields.join("\r\n") + "\r\n\r\n" + body;
}

} // namespace dkim_signer
