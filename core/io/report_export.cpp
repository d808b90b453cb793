// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/report_export.h"

#include "archive/report_queries.h"
#include "io/report_documents.h"
#include "tlsrpt/export_csv.h"
#include "tlsrpt/export_html.h"

#include <QCoreApplication>

namespace io {

struct ExportFormat
{
    const char *name;
    void (*begin)(std::string &out);
    void (*add)(std::string &out, const archive::ArchivedReport &report);
    const char *between;
    void (*end)(std::string &out);
};

namespace {

constexpr std::size_t pieceBytes = 64 * 1024;

constexpr ExportFormat formats[] = {
    {"csv", tlsrpt::appendCsvHeader,
     [](std::string &out, const archive::ArchivedReport &report) { tlsrpt::appendCsv(out, report.stored.report); }, "",
     [](std::string &) {}},
    {"json", [](std::string &out) { out += "{\"reports\":["; },
     [](std::string &out, const archive::ArchivedReport &report) { out += reportJson(report); }, ",\n",
     [](std::string &out) { out += "]}\n"; }},
    {"html",
     [](std::string &out) {
         tlsrpt::appendHtmlBeginning(out, QCoreApplication::translate("Words", "TLS reports"),
                                     {QCoreApplication::translate("Words", "Made by sigillo %1 from its archive.")
                                          .arg(QStringLiteral(SIGILLO_VERSION))});
     },
     [](std::string &out, const archive::ArchivedReport &report) { tlsrpt::appendHtml(out, report.stored.report); }, "",
     tlsrpt::appendHtmlEnd},
};

} // namespace

const ExportFormat *exportFormat(const QString &name)
{
    for (const ExportFormat &format : formats)
        if (name == QLatin1String(format.name))
            return &format;
    return nullptr;
}

archive::Result<bool> exportReports(archive::Archive &archive, std::span<const std::int64_t> ids,
                                    const ExportFormat &format, const WritePiece &write)
{
    archive::ReportQueries queries(archive);
    std::string piece;
    format.begin(piece);
    bool first = true;
    for (const std::int64_t id : ids) {
        const auto report = queries.report(id);
        if (!report)
            return tl::unexpected(report.error());
        if (!*report) // purged meanwhile
            continue;
        piece += first ? "" : format.between;
        first = false;
        format.add(piece, **report);
        if (piece.size() < pieceBytes)
            continue;
        if (!write(piece))
            return false;
        piece.clear();
    }
    format.end(piece);
    return write(piece);
}

} // namespace io
