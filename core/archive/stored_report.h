// SPDX-License-Identifier: GPL-3.0-or-later
// A report with what the archive keeps beside it: who it is (identity and content, from the body only: the carrier says
// little), how it came, and how well its carrier was verified (RFC 8460 §3: mail without a valid DKIM signature of the
// sender must be ignored, which is the reader's decision here, not the archive's).
#pragma once

#include "archive/enums.h"
#include "tlsrpt/report.h"

#include <QByteArray>
#include <QString>

namespace archive {

struct StoredReport
{
    tlsrpt::Report report;
    QByteArray identity;         ///< equal for reports that claim to be the same one (at most 64 bytes)
    QByteArray content;          ///< equal for reports that say the same (at most 64 bytes)
    std::string sender;          ///< domain of contact-info, else organization-name
    QString source;              ///< where it came from: path and place inside it
    std::int64_t receivedAt = 0; ///< seconds since 1970 UTC
    QString dkim;                ///< the verdict's stable word; empty without a mail
    Trust trust = Trust::NoMail;
    QByteArray evidence; ///< JSON of what the mail said; empty without a mail
    QByteArray bytes;    ///< the document as one gzip member: packed(), or as it came
};

} // namespace archive
