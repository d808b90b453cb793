// SPDX-License-Identifier: GPL-3.0-or-later
// DANE for SMTP (RFC 7672): does the chain that a server showed fit its TLSA records? Judged by OpenSSL's own DANE verification,
// without a connection, from the raw certificates: so the same verdict can be had from recorded facts. Only usages 2 (DANE-TA)
// and 3 (DANE-EE) count for SMTP (§3.1.3).
#pragma once

#include "facts/certificate_facts.h"
#include "facts/dns_answer.h"

namespace dane {

enum class Outcome {
    NoRecords,   ///< nothing to compare with
    AllUnusable, ///< records, but none with usage 2 or 3 and a known selector and matching type: TLS required, not authenticated
    Match,
    Mismatch,    ///< usable records, none fits
};

struct Verdict
{
    Outcome outcome = Outcome::NoRecords;
    int matchedRecord = -1; ///< index into the records given
    int matchedDepth = -1;  ///< 0: the leaf
    QList<int> unusable;    ///< indexes of records that do not count
    QString error;          ///< OpenSSL's words for a mismatch
};

/// `names`: the reference identifiers for usage 2, the MX name first, then its CNAME target (§2.2.2). `now` for the dates of usage 2.
Verdict verify(const QList<facts::CertificateFacts> &chain, const QList<facts::TlsaRecord> &records, const QStringList &names,
               const QDateTime &now);

} // namespace dane
