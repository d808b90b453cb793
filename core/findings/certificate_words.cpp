// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings/certificate_words.h"

#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace findings {

using facts::CertificateFacts;

namespace {

constexpr qsizetype namesShown = 8;
constexpr qsizetype nameLength = 200; // a distinguished name has no limit of its own

} // namespace

qint64 wholeDays(const QDateTime &from, const QDateTime &to)
{
    constexpr qint64 secondsADay = 86'400;
    const qint64 seconds = from.secsTo(to);
    return seconds >= 0 ? seconds / secondsADay : -((-seconds + secondsADay - 1) / secondsADay);
}

QString utcText(const QDateTime &moment)
{
    return moment.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm")) + QStringLiteral(" UTC");
}

QString keyText(const CertificateFacts &certificate)
{
    // "EC P-256" says its size, "RSA" does not.
    if (!certificate.keyBits || certificate.keyType.contains(u' ') || certificate.keyType.startsWith(u"ED"))
        return certificate.keyType;
    return QStringLiteral("%1 %2").arg(certificate.keyType).arg(certificate.keyBits);
}

QString namesText(const QStringList &names)
{
    if (names.isEmpty())
        return QStringLiteral("no subjectAltName");
    QString text = names.mid(0, namesShown).join(QStringLiteral(", ")).left(1000);
    return names.size() > namesShown ? text + QStringLiteral(", …") : text;
}

QString issuerUrl(const QByteArray &der)
{
    const auto *bytes = reinterpret_cast<const unsigned char *>(der.constData());
    X509 *certificate = der.isEmpty() ? nullptr : d2i_X509(nullptr, &bytes, long(der.size()));
    auto *access =
        certificate
            ? static_cast<AUTHORITY_INFO_ACCESS *>(X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr))
            : nullptr;
    QString url;
    for (int i = 0; url.isEmpty() && i < sk_ACCESS_DESCRIPTION_num(access); ++i) {
        const ACCESS_DESCRIPTION *entry = sk_ACCESS_DESCRIPTION_value(access, i);
        if (OBJ_obj2nid(entry->method) != NID_ad_ca_issuers || entry->location->type != GEN_URI)
            continue;
        const ASN1_IA5STRING *text = entry->location->d.uniformResourceIdentifier;
        url = QString::fromLatin1(reinterpret_cast<const char *>(ASN1_STRING_get0_data(text)), ASN1_STRING_length(text))
                  .left(nameLength);
    }
    AUTHORITY_INFO_ACCESS_free(access);
    X509_free(certificate);
    ERR_clear_error(); // the next user of the queue must not find our misses
    return url;
}

QString certificateSummary(const CertificateFacts &certificate)
{
    QString text = certificate.subject.left(nameLength);
    if (!certificate.issuer.isEmpty())
        text += QStringLiteral(", issued by ") + certificate.issuer.left(nameLength);
    if (certificate.notBefore.isValid() && certificate.notAfter.isValid())
        text += QStringLiteral(", %1 to %2").arg(utcText(certificate.notBefore), utcText(certificate.notAfter));
    const QString key = keyText(certificate);
    return key.isEmpty() ? text : text + QStringLiteral(", ") + key;
}

} // namespace findings
