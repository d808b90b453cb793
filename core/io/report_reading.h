// SPDX-License-Identifier: GPL-3.0-or-later
// One file in, every report in it out. A file that cannot be opened, holds no report or breaks a bound gives a fault
// instead, and a container gives reports and faults side by side, in their order inside.
#pragma once

#include "io/report_files.h"
#include "tlsrpt/container.h"
#include "tlsrpt/dkim.h"
#include "tlsrpt/report.h"

#include <QString>

#include <functional>

namespace io {

/// A file to read, or a path that cannot be read and why (from walking folders).
struct FileToRead
{
    ReportFile file;
    std::string problem = {}; ///< a stable kebab-case word; empty: readable as far as known

    std::string text() const { return file.path.string(); } ///< untrusted, and in any encoding
};

/// A report and where it was.
struct ReadReport
{
    std::string source;                               ///< path and place inside it; untrusted text
    tlsrpt::Report report;                            ///< with the deviations of its container
    QByteArray json;                                  ///< the bytes of the document
    QByteArrayView gzip;                              ///< Document::gzip; valid only during the call
    std::shared_ptr<const tlsrpt::MailEvidence> mail; ///< none for a plain file
    tlsrpt::DkimResult dkim;                          ///< of that mail
};

/// Something that gave no report.
struct ReadFault
{
    enum class Kind {
        NotAReport, ///< readable, but no report, or a damaged one
        Refused,    ///< a bound was hit: the reason says which
        Unreadable, ///< the file could not be read
    };
    Kind kind{};
    std::string source; ///< path and place inside it; untrusted text
    std::string reason; ///< a stable kebab-case word, for tlsrpt::faultText()
};

struct ReadingOptions
{
    tlsrpt::Caps caps = {};
    /// The DKIM key at a name; called on many threads at once. Empty: no key is looked up.
    std::function<tlsrpt::DkimKeyAnswer(const std::string &name)> dkimKey = {};
    /// See DkimCircumstances::ownProviders.
    std::vector<std::string> ownProviders = {};
};

/// Calls at least one of the functions at least once. Any thread; files may be read on several at once.
void readReports(const FileToRead &file, const ReadingOptions &options,
                 const std::function<void(ReadReport &&)> &onReport, const std::function<void(ReadFault &&)> &onFault);

} // namespace io
