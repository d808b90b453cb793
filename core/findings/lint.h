// SPDX-License-Identifier: GPL-3.0-or-later
// One text judged by itself, offline: what `sigillo-cli lint` and the editors of the console show. evaluate() uses the
// same functions for the live texts, so a linted and a published text cannot be judged differently.
#pragma once

#include "findings/finding.h"

#include <QByteArrayList>
#include <optional>

namespace findings {

/// The TXT record set at _mta-sts: a list of records, each a list of character-strings.
Findings lintStsRecord(const QList<QByteArrayList> &rrset);
/// The TXT record set at _smtp._tls.
Findings lintTlsrptRecord(const QList<QByteArrayList> &rrset);

struct PolicyContext
{
    std::optional<int> httpStatus;      ///< judged when given
    std::optional<QString> contentType; ///< judged when given; "" means the header was missing
    QString contentEncoding;            ///< "" or "identity" is what senders expect
    bool tooLong = false;               ///< the body was cut at the limit
    QString domain;                     ///< for wildcards above the own domain; empty when not known
};
Findings lintPolicy(const QByteArray &body, const PolicyContext &context = {});

/// What a conforming sender concludes about the linted thing: the worst of Usable < Absent < Invalid over all findings.
/// Severity and exit status come from verdictOf().
Effect effectOf(const Findings &findings);

} // namespace findings
