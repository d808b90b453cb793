// SPDX-License-Identifier: GPL-3.0-or-later
// A report that was read, made ready for the archive: who it is, what its mail says, its bytes packed. The archive is
// not needed for this, so it is done by the threads that read.
#pragma once

#include "archive/stored_report.h"
#include "io/report_reading.h"

namespace io {

/// `now`, seconds since 1970 UTC, is when a report came that no mail dates.
archive::StoredReport toKeep(ReadReport &&read, std::int64_t now);

/// What the mail says, as a JSON object; empty without a mail. Texts are untrusted.
QByteArray evidenceJson(const tlsrpt::MailEvidence *mail);

} // namespace io
