// SPDX-License-Identifier: GPL-3.0-or-later
// What a server showed in a TLS handshake: the chain as sent, every fault that verification found (not just the first),
// and whether the name fits. Trust is judged where the handshake happened, because the trust store is part of the
// vantage point; dates and DANE are judged later from the raw certificates.
#pragma once

#include "facts/enums.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QStringList>

namespace facts {

struct CertificateFacts
{
    QByteArray der;                ///< the certificate itself; everything below is read from it
    QString subject, issuer;       ///< RFC 2253 form, untrusted text
    QString serial;                ///< hexadecimal
    QStringList dnsNames;          ///< subjectAltName dNSName, lower case, as written otherwise
    QDateTime notBefore, notAfter; ///< UTC
    QString keyType;               ///< "RSA", "EC P-256", "ED25519", …
    int keyBits = 0;
    QString signatureAlgorithm; ///< "ecdsa-with-SHA256", …
    QByteArray sha256;          ///< of the DER
    QByteArray spkiSha256;      ///< of the subjectPublicKeyInfo: what TLSA x 1 1 holds
    bool isCa = false;
    bool selfIssued = false; ///< subject equals issuer
    bool serverAuth = true;  ///< extended key usage allows TLS servers (or is not limited)
    bool operator==(const CertificateFacts &) const = default;
};

/// One thing that OpenSSL's verification objected to.
struct VerifyError
{
    int depth = 0; ///< 0 is the leaf
    int code = 0;  ///< X509_V_ERR_*
    QString text;  ///< X509_verify_cert_error_string
    bool operator==(const VerifyError &) const = default;
};

struct TlsFacts
{
    TlsOutcome outcome = TlsOutcome::NotAttempted;
    QString referenceName; ///< sent as SNI and compared with the certificate
    QString error;         ///< OpenSSL's reason, empty when established
    int alert = -1;        ///< TLS alert description received from the peer, -1 for none (70: protocol_version)
    QString protocol;      ///< "TLSv1.3"
    QString cipher;
    QString keyExchange;           ///< group name, where known
    QString peerSignature;         ///< signature scheme of the handshake, where known
    QList<CertificateFacts> chain; ///< as sent, leaf first; at most limits::chainCertificates
    bool nameMatches =
        false; ///< DNS-ID in SAN fits referenceName; CN never consulted; wildcard only as whole left label
    QList<VerifyError> verifyErrors; ///< of the PKIX chain, the name excluded; empty when trusted and in date
    bool ocspStapled = false;
    qint64 handshakeMs = 0;

    bool established() const { return outcome == TlsOutcome::Established; }
    bool trusted() const { return established() && verifyErrors.isEmpty(); }
    bool operator==(const TlsFacts &) const = default;
};

} // namespace facts
