// SPDX-License-Identifier: GPL-3.0-or-later
// Files into the archive: read on all cores (report_reading.h), written by one writer in batches, each batch one
// transaction. What became of a file is told only when all of it is committed, so whatever was told survives a crash; a
// stop or an error leaves what was committed and nothing else. Reports that the archive has already are recognised by
// it, so the same import can be run again at any time, by several programs at once.
#pragma once

#include "archive/report_store.h"
#include "io/report_reading.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace io {

/// What became of a file. A file with several reports has the best of their outcomes, in this order.
enum class ImportOutcome {
    Imported,
    Conflict,
    Duplicate,
    Refused,
    NotAReport,
    Unreadable,
};

struct ImportCounts
{
    qint64 imported = 0, conflicts = 0, duplicates = 0; ///< reports
    qint64 refused = 0, notReports = 0, unreadable = 0; ///< files, and things inside them

    void operator+=(const ImportCounts &other);
    bool operator==(const ImportCounts &) const = default;
};

struct FileOutcome
{
    QString path;
    ImportCounts counts;
    std::vector<ReadFault> faults; ///< the first of them, at most maxFaults

    static constexpr std::size_t maxFaults = 20;
    ImportOutcome outcome() const;
};

struct ImportResult
{
    qint64 files = 0; ///< whose outcome was told
    ImportCounts counts;
    bool stopped = false;                ///< before the end, on request
    std::optional<archive::Error> error; ///< of the archive: the import ended there
};

struct ImportOptions
{
    int threads = 0;                            ///< that read; 0: one a core
    std::size_t waitingBytes = 12 * 1024 * 1024; ///< of what was read and is not written yet, roughly
    ReadingOptions reading = {};
    std::size_t batchReports = 2000;
    std::size_t batchDetails = 20'000; ///< failure details, of which a report may have many
    std::int64_t now = 0;              ///< seconds since 1970 UTC: when reports came that no mail dates
};

class ReportImporter
{
public:
    explicit ReportImporter(archive::Archive &archive, ImportOptions options = {})
        : m_archive(archive), m_options(options)
    {
    }

    /// Imports until `nextFile` gives nothing. `onFile` hears each file's outcome in the order of the files, on the
    /// calling thread, which has to be the archive's; `nextFile` is called on other threads, one at a time.
    ImportResult run(const std::function<std::optional<FileToRead>()> &nextFile,
                     const std::function<void(const FileOutcome &, const ImportResult &soFar)> &onFile,
                     std::stop_token stop);

private:
    archive::Archive &m_archive;
    ImportOptions m_options;
};

} // namespace io
