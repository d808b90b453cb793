// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/posture_records.h"
#include "findings/tag_list.h"

#include <algorithm>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

namespace findings::posture {

namespace {

constexpr int rsaRefused = 1024; // RFC 8301 §3.2: verifiers refuse shorter keys
constexpr int rsaAdvised = 2048; // RFC 8301 §3.2: signers should use at least this

/// Bits of an RSA key, as subjectPublicKeyInfo (what everybody publishes) or as a bare RSAPublicKey (what RFC 6376
/// says); 0 when it is neither.
int rsaBits(const QByteArray &der)
{
    const auto *bytes = reinterpret_cast<const unsigned char *>(der.constData());
    EVP_PKEY *key = d2i_PUBKEY(nullptr, &bytes, long(der.size()));
    bytes = reinterpret_cast<const unsigned char *>(der.constData());
    if (!key)
        key = d2i_PublicKey(EVP_PKEY_RSA, nullptr, &bytes, long(der.size()));
    const int bits = key && EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA ? EVP_PKEY_get_bits(key) : 0;
    EVP_PKEY_free(key);
    ERR_clear_error(); // the next user of the queue must not find our misses
    return bits;
}

bool holdsWord(const QByteArray &colonList, const QByteArray &word)
{
    const QList<QByteArray> words = colonList.split(':');
    return std::ranges::any_of(words, [&](const QByteArray &each) { return each.trimmed() == word; });
}

Judgement broken(const QByteArray &record, const QString &problem)
{
    return {State::Broken, record, problem, {problem}};
}

Judgement judgeRsa(const QByteArray &record, const QByteArray &key)
{
    const int bits = rsaBits(key);
    if (!bits)
        return broken(record, QStringLiteral("p="));
    const QString summary = QStringLiteral("RSA %1").arg(bits);
    if (bits < rsaRefused)
        return broken(record, summary);
    if (bits < rsaAdvised)
        return {State::Lax, record, summary, {summary}};
    return {State::Strict, record, summary, {}};
}

Judgement judgeKey(const QByteArray &record, const QByteArray &type, QByteArray base64)
{
    base64.removeIf([](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
    const auto key = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    if (!key)
        return broken(record, QStringLiteral("p="));
    if (type == "rsa")
        return judgeRsa(record, *key);
    if ((*key).size() != 32) // RFC 8463 §4.2
        return broken(record, QStringLiteral("p="));
    return {State::Strict, record, QStringLiteral("Ed25519"), {}};
}

Judgement judgeTags(const QByteArray &record, const TagList &tags)
{
    if (!tags.isWellFormed())
        return broken(record, tags.problem());
    const QByteArray type = tags.word("k", "rsa");
    if (type != "rsa" && type != "ed25519")
        return broken(record, QStringLiteral("k=") + QString::fromUtf8(type.left(40)));
    if (!holdsWord(tags.word("h", "sha256"), "sha256"))
        return broken(record, QStringLiteral("h=") + QString::fromUtf8(tags.word("h").left(40)));
    const QByteArray service = tags.word("s", "*");
    if (!holdsWord(service, "*") && !holdsWord(service, "email"))
        return broken(record, QStringLiteral("s=") + QString::fromUtf8(service.left(40)));
    const auto key = tags.value("p");
    if (!key || key->isEmpty()) // an empty p= revokes the key (RFC 6376 §3.6.1)
        return broken(record, key ? QStringLiteral("p= (revoked)") : QStringLiteral("no p="));
    Judgement judgement = judgeKey(record, type, *key);
    if (judgement.state == State::Strict && holdsWord(tags.word("t"), "y")) {
        judgement.state = State::Lax;
        judgement.problems.append(QStringLiteral("t=y"));
    }
    return judgement;
}

} // namespace

Judgement judgeDkimKey(const QByteArrayList &records)
{
    QByteArrayList keys;
    for (const QByteArray &record : records) {
        const QByteArray version = TagList(record).value("v").value_or("DKIM1");
        if (version == "DKIM1" && TagList(record).value("p"))
            keys.append(record);
        else if (record.startsWith("v=DKIM1"))
            keys.append(record);
    }
    if (keys.isEmpty())
        return {};
    if (keys.size() > 1) // which of them counts is undefined (RFC 6376 §3.6.2.2)
        return broken(keys.first(), QStringLiteral("%1 × p=").arg(keys.size()));
    return judgeTags(keys.first(), TagList(keys.first()));
}

} // namespace findings::posture
