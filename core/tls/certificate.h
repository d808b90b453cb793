// SPDX-License-Identifier: GPL-3.0-or-later
// Raw certificates to facts. Reads with OpenSSL, never fails: what cannot be read stays empty beside the raw bytes.
#pragma once

#include "facts/certificate_facts.h"

typedef struct x509_st X509;

namespace tls {

/// Of a DER certificate. One above limits::certificateBytes is not kept: only its `sha256` is filled.
facts::CertificateFacts describeCertificate(const QByteArray &der);
/// The same for a certificate that is already parsed; null gives empty facts.
facts::CertificateFacts describeCertificate(X509 *certificate);
/// Whether `host` (A-labels) is a DNS-ID of the certificate: SAN only, `*` only as the whole left-most label (RFC 8461
/// §4.1, RFC 6125 §6.4.3).
bool matchesHost(const QByteArray &der, const QString &host);
bool matchesHost(X509 *certificate, const QString &host);

} // namespace tls
