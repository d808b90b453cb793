// SPDX-License-Identifier: GPL-3.0-or-later
// A report's JSON (RFC 8460 §4) into a Report, leniently: real senders write strings for arrays, null for strings,
// times without zone, and more. Whatever can be understood is understood and listed as a Deviation; what cannot stays
// in Report::unknown as it stood; one bad policy never loses the report. Only what is no JSON object with at least one
// of a report's members, or is larger than limits.h allows, is refused.
#pragma once

#include "base/result.h"
#include "tlsrpt/report.h"

#include <memory>
#include <string_view>

namespace tlsrpt {

/// Reads one report after another with the same buffers; one object a thread. Error codes: empty, too-large, too-deep,
/// too-many-policies, too-many-details, too-many-items, too-many-unknown, too-many-deviations, long-string, syntax,
/// truncated, not-a-report.
class ReportReader
{
public:
    ReportReader();
    ~ReportReader();
    ReportReader(ReportReader &&) noexcept;
    ReportReader &operator=(ReportReader &&) noexcept;

    base::Result<Report> read(std::string_view bytes);

    /// The same without a copy, for bytes with 64 readable zeros behind them, as Document::json has.
    base::Result<Report> readPadded(std::string_view bytes);

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

/// For a single report; a reader of its own.
base::Result<Report> parseReport(std::string_view bytes);
base::Result<Report> parseReport(const QByteArray &bytes);

} // namespace tlsrpt
