// SPDX-License-Identifier: GPL-3.0-or-later
// What the file name (RFC 8460 §5.1) and the mail's header (§5.3) say about a report. On disagreement the report itself
// is right (§5.6), so these are only compared with it, and each difference is a remark.
#pragma once

#include "tlsrpt/mail_evidence.h"
#include "tlsrpt/report.h"

namespace tlsrpt {

/// "sender!policy-domain!begin!end[!unique-id].json[.gz]"
struct ReportFileName
{
    std::string sender, policyDomain; ///< lower case
    std::int64_t begin = 0, end = 0;  ///< seconds since 1970 UTC
    std::string uniqueId;             ///< empty when there is none
    bool operator==(const ReportFileName &) const = default;
};

/// Empty when the name, without any folders, is not of that form.
std::optional<ReportFileName> reportFileName(std::string_view name);

/// The domain of contact-info ("smtp-tls-reporting@google.com"), lower case; empty when there is none.
std::string contactDomain(const Report &report);

/// FilenameDiffers for each part of the file name and of the header fields that says something else than the report.
/// `mail` may be null. `where` is "file name: end" or the name of the header field, `value` what stood there.
std::vector<Deviation> carrierDeviations(std::string_view fileName, const MailEvidence *mail, const Report &report);

} // namespace tlsrpt
