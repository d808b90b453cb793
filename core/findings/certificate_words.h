// SPDX-License-Identifier: GPL-3.0-or-later
// Certificates and dates in short raw words for evidence and arguments, the same in every language.
#pragma once

#include "facts/certificate_facts.h"

namespace findings {

/// Whole days from `from` to `to`, rounded down; negative when `to` is earlier.
qint64 wholeDays(const QDateTime &from, const QDateTime &to);
/// "2026-03-01 12:00 UTC".
QString utcText(const QDateTime &moment);
/// "CN=mail.example.com, issued by CN=R11,O=Let's Encrypt,C=US, 2026-01-01 00:00 UTC to 2026-04-01 00:00 UTC, EC
/// P-256".
QString certificateSummary(const facts::CertificateFacts &certificate);

/// "RSA 2048", "EC P-256", "ED25519".
QString keyText(const facts::CertificateFacts &certificate);
/// The first few names, comma-separated; says so when there are none.
QString namesText(const QStringList &names);
/// Where the issuer's certificate can be fetched, by the certificate's own word (RFC 5280 §4.2.2.1); empty when it does
/// not say.
QString issuerUrl(const QByteArray &der);

} // namespace findings
