// SPDX-License-Identifier: GPL-3.0-or-later
// Reports of the archive as one document: a table, JSON, or a page for browsers and printers. It is written in pieces,
// so that a large archive does not have to fit in memory.
#pragma once

#include "archive/archive.h"

#include <functional>
#include <span>

namespace io {

/// One format: what comes before, for each report, between two, and behind.
struct ExportFormat;

/// "csv" (the columns of parsedmarc), "json" (that of `reports parse`, with "id", "trust" and "conflict") or "html"
/// (one page without scripts that fetches nothing). Null for any other name.
const ExportFormat *exportFormat(const QString &name);

/// Takes a piece of the document; false ends the export.
using WritePiece = std::function<bool(const std::string &)>;

/// The reports with these numbers, whole, in this order; those that were purged meanwhile are left out. True when all
/// was written; false when `write` ended it.
archive::Result<bool> exportReports(archive::Archive &archive, std::span<const std::int64_t> ids,
                                    const ExportFormat &format, const WritePiece &write);

} // namespace io
